import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { loadServiceMap } from '@nilecare/database';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';

/** The services that the set-up migrates. */
export const services = ['auth-service', 'billing-service', 'payment-gateway-service'] as const;

/** What names a server to the set-up, as its administrator. */
export function namedServer({ host, port, user, password }: TestServer): Readonly<Record<string, string>> {
  return { DB_HOST: host, DB_PORT: String(port), DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password };
}

/** Path of a service's `.env`. */
export function envFile(folder: string, service: string): string {
  return path.join(folder, 'microservices', service, '.env');
}

/** The variables of a service's `.env`. */
export async function readEnv(folder: string, service: string) {
  return parseEnv(await readFile(envFile(folder, service), 'utf8'));
}

/**
 * What is wrong with the files that hold secrets: each is there as a whole, for its owner alone, or not at all.
 * One sentence for each problem.
 */
export async function problemsOfSecretFiles(folder: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const directory of [...services.map((name) => path.join('microservices', name)), '.nilecare']) {
    const names = await readdir(path.join(folder, directory)).catch(() => []);
    for (const name of names.filter((each) => /^\.env$|\.env\b.*\.tmp$|^credentials\.env$/.test(each))) {
      const file = path.join(folder, directory, name);
      if (((await stat(file)).mode & 0o777) !== 0o600) problems.push(`${file} can be read by others`);
      if (name.endsWith('.tmp')) problems.push(`${file} was left behind`);
      if (name === '.env' && !/^DB_PASSWORD='?\S{24,}/m.test(await readFile(file, 'utf8')))
        problems.push(`${file} is not whole`);
    }
  }
  return problems;
}

/** Takes everything away that a set-up has made, on a server that is the test's own and in a copy. */
export async function undoSetup(folder: string, { host, port, user, password }: TestServer): Promise<void> {
  const map = loadServiceMap();
  const connection = await createConnection({ host, port, user, password });
  try {
    for (const { database } of map.services) await connection.query(`DROP DATABASE IF EXISTS ${database}`);
    for (const name of [...map.services.map((service) => service.user), map.readonlyUser])
      await connection.query(`DROP USER IF EXISTS ${name}@localhost`);
  } finally {
    connection.destroy();
  }
  for (const service of services) await rm(envFile(folder, service), { force: true });
  await rm(path.join(folder, '.nilecare'), { recursive: true, force: true });
}
