/**
 * Servers for tests. As vitest's globalSetup it starts one MariaDB and one Oracle MySQL for the whole run; test
 * files take a random schema of their own on them, or start a server that they may break.
 *
 * Tests never touch a server that they did not start: DB_* and .env files are ignored. Only NILECARE_TEST_URL
 * (`mysql://user:password@host:port/`) points them elsewhere; NILECARE_TEST_SERVERS=mariadb, or mysql, leaves the
 * other one out. A kind that cannot be had is left out with a warning, unless NILECARE_TEST_REQUIRE (a comma list)
 * names it: then the run fails. That list may name `flyway`, `pm2` and `chromium` too,
 * without which their tests are skipped.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { clientForOrFetched, type Client } from './binary/client.ts';
import { clientFile } from './binary/client-file.ts';
import { DevDatabaseError, messageOf } from './errors.ts';
import type { Environment, ServerKind } from './model.ts';
import {
  parseKinds,
  parseRequirements,
  requireKinds,
  type Requirements,
  type TestTool,
} from './throwaway/kinds.ts';
import { startThrowaway, type TestServer, type ThrowawayServer } from './throwaway/start.ts';

export {
  startClearPasswordServer,
  type ClearPasswordLogin,
  type ClearPasswordOptions,
  type ClearPasswordServer,
} from './throwaway/clear-password-server.ts';
export { startProxy, type Cut, type TestProxy, type Trigger } from './throwaway/proxy.ts';
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

/**
 * vitest's globalSetup: starts the servers of this run.
 *
 * @throws DevDatabaseError NO_SERVER when none can be had, or not each that NILECARE_TEST_REQUIRE names; USAGE
 */
export async function setup(project: TestProject): Promise<void> {
  const required = requirements().kinds;
  const url = environment['NILECARE_TEST_URL'];
  const { servers, failures } = url ? await serverAt(url) : await startServers();
  try {
    requireKinds(
      required,
      servers.map(({ kind }) => kind),
      failures,
    );
    if (servers.length === 0)
      throw new DevDatabaseError('NO_SERVER', `No test server could be started.\n${failures.join('\n')}`);
  } catch (error) {
    await teardown();
    throw error;
  }
  for (const failure of failures)
    process.stderr.write(`\nWARNING: the tests run WITHOUT one kind of server.\n${failure}\n\n`);
  project.provide('testServers', servers);
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

/** Whether NILECARE_TEST_REQUIRE names the tool: tests that want it must then fail without it instead of being skipped. */
export function isToolRequired(tool: TestTool): boolean {
  return requirements().tools.includes(tool);
}

/** A schema with a random name, made with utf8mb4 and utf8mb4_unicode_ci; `drop` is the caller's duty. */
export async function createTestSchema(
  server: TestServer,
): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = `t_${randomBytes(4).toString('hex')}_schema`;
  await run(server, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  return { name, drop: () => run(server, `DROP DATABASE IF EXISTS \`${name}\``) };
}

/** What a client program said. */
export interface ClientResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the mysql or mariadb program with a script on standard input, in a folder. */
export type TestClient = (
  script: string | Buffer,
  options: { readonly args: readonly string[]; readonly cwd: string },
) => Promise<ClientResult>;

/**
 * The client program that belongs to a server; undefined, with a warning, where there is none and none can be
 * fetched.
 */
export async function testClient(server: TestServer): Promise<TestClient | undefined> {
  const client = await clientForOrFetched(environment, server.kind).catch((error: unknown) => {
    process.stderr.write(`\n${messageOf(error)}\n`);
    return undefined;
  });
  if (!client) {
    process.stderr.write(`\nWARNING: tests run WITHOUT a client program for ${server.kind}.\n\n`);
    return undefined;
  }
  return (script, options) => runClient(client, server, script, options);
}

/** Starts a server of one's own, for tests that stop, kill or reconfigure it; `stop` is the caller's duty. */
export async function startThrowawayServer(options: {
  readonly kind: ServerKind;
  /** Folder to make its directory in; default: memory, when there is room. */
  readonly parent?: string;
  /** Options of the server program, such as `--log-bin`, that win over those it is given anyway. */
  readonly flags?: readonly string[];
  /** Whether what is committed survives `kill`; default: no, which is faster. */
  readonly durable?: boolean;
}): Promise<ThrowawayServer> {
  return startThrowaway({
    ...options,
    environment,
    onProgress: (message) => void process.stderr.write(`${message}\n`),
  });
}

interface Servers {
  readonly servers: readonly TestServer[];
  /** Why a kind is missing. */
  readonly failures: readonly string[];
}

async function startServers(): Promise<Servers> {
  const kinds = kindsNamedBy('NILECARE_TEST_SERVERS') ?? (['mariadb', 'mysql'] as const);
  const results = await Promise.allSettled(kinds.map((kind) => startThrowawayServer({ kind })));
  started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [messageOf(result.reason)] : [],
  );
  return { servers: started.map(({ server }) => server), failures };
}

function requirements(): Requirements {
  const text = environment['NILECARE_TEST_REQUIRE'];
  return text ? parseRequirements(text) : { kinds: [], tools: [] };
}

function kindsNamedBy(variable: string): readonly ServerKind[] | undefined {
  const text = environment[variable];
  return text ? parseKinds(variable, text) : undefined;
}

async function serverAt(url: string): Promise<Servers> {
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
    const text = String(rows[0]?.['version']);
    const kind = /mariadb/i.test(text) ? 'mariadb' : 'mysql';
    const version = /^[\d.]+\d/.exec(text)?.[0] ?? text;
    return { servers: [{ kind, version, ...server }], failures: [] };
  } finally {
    connection.destroy();
  }
}

async function run(server: TestServer, sql: string): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password, maxPreparedStatements: 1 });
  try {
    await connection.query(sql);
  } finally {
    connection.destroy();
  }
}

async function runClient(
  client: Client,
  server: TestServer,
  script: string | Buffer,
  { args, cwd }: Parameters<TestClient>[1],
): Promise<ClientResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'nilecare-client-'));
  try {
    const file = path.join(directory, 'client.cnf');
    await writeFile(file, clientFile(server), { mode: 0o600 });
    const child = spawn(client.command, [...client.prefix, `--defaults-file=${file}`, ...args], { cwd });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A client that fails does not read to the end.
    child.stdin.on('error', () => undefined).end(script);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
