import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { parseServiceMap } from '../src/map/parse-service-map.ts';
import type { ServiceMap } from '../src/model.ts';

/** A map of services with random names, so that tests on one server do not meet. */
export function randomMap(...names: readonly string[]): ServiceMap {
  return parseServiceMap(randomMapText(...names));
}

/** The same as the text of a `service-map.json`. */
export function randomMapText(...names: readonly string[]): string {
  const prefix = `t${randomBytes(4).toString('hex')}`;
  return JSON.stringify({
    readonlyUser: `${prefix}_reader`,
    services: names.map((name, index) => ({
      name: `${name.replaceAll('_', '-')}-service`,
      database: `${prefix}_${name}`,
      user: `${prefix}_${name}_service`,
      port: 7001 + index,
      phase: 1,
      priority: index + 1,
    })),
  });
}

/** Sends statements as one user and returns the rows of the last one. */
export async function rowsOf(
  server: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  ...statements: readonly string[]
): Promise<readonly RowDataPacket[]> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  try {
    let last: readonly RowDataPacket[] = [];
    for (const sql of statements) {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      last = rows;
    }
    return last;
  } finally {
    await connection.end();
  }
}

/** The number of the error that a statement, or the login itself, fails with; 0 when it succeeds. */
export async function errnoOf(
  server: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  ...statements: readonly string[]
): Promise<number> {
  try {
    await rowsOf(server, ...statements);
    return 0;
  } catch (error) {
    return (error as { errno?: number }).errno ?? -1;
  }
}

/** Drops everything of a map, whatever exists of it. */
export async function dropAll(server: TestServer, map: ServiceMap): Promise<void> {
  const users = [...map.services.flatMap(({ user }) => [user, `${user}_runtime`]), map.readonlyUser];
  await rowsOf(
    server,
    ...map.services.map(({ database }) => `DROP DATABASE IF EXISTS \`${database}\``),
    ...users.flatMap((user) => [
      `DROP USER IF EXISTS '${user}'@'localhost'`,
      `DROP USER IF EXISTS '${user}'@'%'`,
    ]),
  );
}

/** A folder like the repository's root, with a service map; `remove` is the caller's duty. */
export async function temporaryRoot(
  mapText: string,
): Promise<{ readonly root: string; readonly remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), 'nilecare db '));
  await mkdir(path.join(root, 'database'));
  await writeFile(path.join(root, 'database', 'service-map.json'), mapText);
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
