import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { addCredentials, readCredentials } from '@nilecare/dev-database';
import { runtimeUser } from '../map/accounts.ts';
import type { Service, ServiceMap } from '../model.ts';
import {
  passwordVariable,
  resolveSecret,
  type EnvFile,
  type SecretSources,
  type Variables,
} from './resolve-secret.ts';
import type { Secret, SecretStore } from './secret-store.ts';

/** Where to look for passwords. */
export interface SecretStoreOptions {
  /** The repository's root, with `microservices/` and `.nilecare/`. */
  readonly root: string;
  readonly map: ServiceMap;
  /** The environment of the process. */
  readonly environment: Variables;
}

/**
 * The passwords of the map's users as {@link resolveSecret} finds them now; generated ones are kept in
 * `.nilecare/credentials.env` (0600).
 *
 * @throws {DatabaseError} `BAD_SECRET`; what dev-database throws when `.nilecare/` cannot be read.
 */
export async function openSecretStore(options: SecretStoreOptions): Promise<SecretStore> {
  const { root, map, environment } = options;
  const credentials = await readCredentials(root);
  const secrets = new Map<string, Secret>();
  const learn = (user: string, sources: SecretSources): void => {
    const secret = resolveSecret(user, sources);
    if (secret !== undefined) secrets.set(user, secret);
  };
  for (const service of map.services) {
    const file = await readEnvFile(root, service);
    learn(service.user, { environment, credentials, ...(file && { envFile: file }) });
    const runtimeFile = file && { ...file, names: runtimeNames };
    learn(runtimeUser(service), { environment, credentials, ...(runtimeFile && { envFile: runtimeFile }) });
  }
  learn(map.readonlyUser, { environment, credentials });
  return {
    known: (user) => secrets.get(user),
    keep: async (passwords) => {
      const held = await addCredentials(root, byVariable(passwords), 'kept');
      for (const [user, generated] of passwords) {
        const variable = passwordVariable(user);
        const source = `${variable} in .nilecare/credentials.env`;
        secrets.set(user, { password: held[variable] ?? generated, source });
      }
    },
  };
}

const runtimeNames = { user: 'DB_RUNTIME_USER', password: 'DB_RUNTIME_PASSWORD' };

async function readEnvFile(root: string, service: Service): Promise<EnvFile | undefined> {
  const file = path.join('microservices', service.name, '.env');
  try {
    const variables = parseEnv(await readFile(path.join(root, file), 'utf8'));
    return { path: file, variables };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function byVariable(passwords: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...passwords].map(([user, password]) => [passwordVariable(user), password]));
}
