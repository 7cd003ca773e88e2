import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfiguredUser } from '../audit/model.ts';
import type { ServiceMap } from '../model.ts';

/**
 * The users that the services' `.env` files name: DB_USER, DB_RUNTIME_USER, and the user of DATABASE_URL.
 *
 * @throws what the file system throws for a file that exists and cannot be read.
 */
export async function readConfiguredUsers(root: string, map: ServiceMap): Promise<readonly ConfiguredUser[]> {
  const users: ConfiguredUser[] = [];
  for (const { name: service } of map.services) {
    const file = path.join('microservices', service, '.env');
    const variables = parseEnv(await readIfThere(path.join(root, file)));
    const url = variables['DATABASE_URL'] ?? '';
    const named = {
      DB_USER: variables['DB_USER'],
      DB_RUNTIME_USER: variables['DB_RUNTIME_USER'],
      DATABASE_URL: URL.canParse(url) ? decodeURIComponent(new URL(url).username) : undefined,
    };
    for (const [variable, user] of Object.entries(named))
      if (user) users.push({ service, file, variable, user });
  }
  return users;
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
