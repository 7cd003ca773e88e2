/**
 * Servers for tests. As vitest's globalSetup it starts one MariaDB and one Oracle MySQL for the whole run; test
 * files take a random schema of their own on them, or start a server that they may break.
 *
 * Tests never touch a server that they did not start: DB_* and .env files are ignored. Only NILECARE_TEST_URL
 * (`mysql://user:password@host:port/`) points them elsewhere, and NILECARE_TEST_SERVERS=mariadb|mysql leaves one out.
 */
import { randomBytes } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { messageOf } from './errors.ts';
import type { Environment, ServerKind } from './model.ts';
import { startThrowaway, type TestServer, type ThrowawayServer } from './throwaway/start.ts';

export type { TestServer, ThrowawayServer } from './throwaway/start.ts';
export type { ServerKind } from './model.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServers: readonly TestServer[];
  }
}

// A test run is a border of the program, like a command line.
// eslint-disable-next-line no-restricted-properties
const environment: Environment = process.env;

let started: readonly ThrowawayServer[] = [];

/** vitest's globalSetup: starts the servers of this run. */
export async function setup(project: TestProject): Promise<void> {
  const url = environment['NILECARE_TEST_URL'];
  if (url) return void project.provide('testServers', [await serverAt(url)]);
  const results = await Promise.allSettled(wantedKinds().map((kind) => startThrowawayServer({ kind })));
  started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [messageOf(result.reason)] : [],
  );
  if (started.length === 0) throw new Error(`No test server could be started.\n${failures.join('\n')}`);
  for (const failure of failures)
    process.stderr.write(`\nWARNING: the tests run WITHOUT one kind of server.\n${failure}\n\n`);
  project.provide(
    'testServers',
    started.map(({ server }) => server),
  );
}

/** vitest's globalSetup: ends the servers of this run. */
export async function teardown(): Promise<void> {
  await Promise.all(started.map((server) => server.stop()));
  started = [];
}

/** The servers of this run, for `describe.each`. */
export function testServers(): readonly TestServer[] {
  return inject('testServers');
}

/** A schema with a random name, made with utf8mb4 and utf8mb4_unicode_ci; `drop` is the caller's duty. */
export async function createTestSchema(
  server: TestServer,
): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = `t_${randomBytes(4).toString('hex')}_schema`;
  await run(server, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  return { name, drop: () => run(server, `DROP DATABASE IF EXISTS \`${name}\``) };
}

/** Starts a server of one's own, for tests that stop, kill or reconfigure it; `stop` is the caller's duty. */
export async function startThrowawayServer(options: {
  readonly kind: ServerKind;
  /** Folder to make its directory in; default: memory, when there is room. */
  readonly parent?: string;
}): Promise<ThrowawayServer> {
  return startThrowaway({
    ...options,
    environment,
    onProgress: (message) => void process.stderr.write(`${message}\n`),
  });
}

function wantedKinds(): readonly ServerKind[] {
  const wanted = environment['NILECARE_TEST_SERVERS'];
  const all = ['mariadb', 'mysql'] as const;
  if (!wanted) return all;
  const kinds = all.filter((kind) => wanted.split(',').includes(kind));
  if (kinds.length === 0)
    throw new Error(`NILECARE_TEST_SERVERS is '${wanted}'; expected mariadb, mysql or mariadb,mysql.`);
  return kinds;
}

async function serverAt(url: string): Promise<TestServer> {
  const { hostname, port, username, password } = new URL(url);
  const server = {
    host: hostname as TestServer['host'],
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  const connection = await createConnection(server);
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
    const version = String(rows[0]?.['version']);
    const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    return { kind, version: /^[\d.]+/.exec(version)?.[0] ?? version, ...server };
  } finally {
    connection.destroy();
  }
}

async function run(server: TestServer, sql: string): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  try {
    await connection.query(sql);
  } finally {
    connection.destroy();
  }
}
