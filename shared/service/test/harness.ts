/** What tests of a running service share: configurations, a history by hand, requests, and a look at the server. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Secret,
  type DatabaseAccount,
  type DatabaseConfiguration,
  type ServiceConfiguration,
} from '@nilecare/config-validator';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { describeFailure, startService, type RunningService, type ServiceDefinition } from '../src/index.ts';

export const historyTable = `CREATE TABLE schema_version (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50) NULL,
  description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT NULL,
  installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL, success BOOL NOT NULL) ENGINE = InnoDB`;

/** The values of a history row. */
export function row(rank: number, version: string, success: 0 | 1 = 1): string {
  return `${rank}, '${version}', 'x', 'SQL', 'V${version}__x.sql', 1, 'me', NOW(), 1, ${success}`;
}

/** A folder with these files, empty ones. */
export async function folderOf(...files: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'service migrations '));
  for (const file of files) await writeFile(join(folder, file), '');
  return folder;
}

export function account(user: string, password: string): DatabaseAccount {
  return { user, credentials: { kind: 'fixed', password: new Secret(password) } };
}

export function databaseConfiguration(
  server: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  change: Partial<DatabaseConfiguration>,
): DatabaseConfiguration {
  const { host, port, user, password } = server;
  const owner = account(user, password);
  return {
    host,
    port,
    name: 'set by the test',
    sslMode: 'DISABLED',
    poolSize: 10,
    startDeadline: 60_000,
    runtime: owner,
    migrator: owner,
    ...change,
  };
}

export function configuration(
  server: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  database: Partial<DatabaseConfiguration>,
  change: Partial<Omit<ServiceConfiguration, 'database'>> = {},
): ServiceConfiguration {
  return {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    stopDeadline: 10_000,
    migrateOnStart: false,
    metricsEnabled: true,
    ...change,
    database: databaseConfiguration(server, database),
  };
}

/** A service that a test starts, its log, and its end. */
export interface TestService {
  readonly started: Promise<RunningService>;
  /** All log lines so far. */
  readonly log: () => string;
  /** Address as soon as it listens, which is before `started` settles. */
  readonly url: () => Promise<string>;
  readonly end: () => Promise<void>;
}

export function startTestService(definition: Omit<ServiceDefinition, 'name' | 'logStream'>): TestService {
  let log = '';
  const started = startService({
    name: 'test-service',
    logStream: { write: (line) => void (log += line) },
    ...definition,
  });
  // Reported where a test awaits it.
  started.catch(() => undefined);
  return {
    started,
    log: () => log,
    url: async () => {
      for (;;) {
        const found = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    end: async () => {
      await started.then(
        ({ stop }) => stop().catch(() => undefined),
        () => undefined,
      );
    },
  };
}

/** The text that a service prints which cannot start. */
export async function failureOf(started: Promise<RunningService>): Promise<string> {
  try {
    await (await started).stop();
  } catch (error) {
    return describeFailure(error);
  }
  throw new Error('The service started.');
}

export async function get(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> {
  // Kept alive, the connection would hold up the service's end for a second.
  const response = await fetch(url, { headers: { connection: 'close', ...headers } });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

export async function execute(
  server: TestServer,
  database: string | undefined,
  statements: readonly string[],
): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password, ...(database && { database }) });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

/** Connections to a schema that run a statement with this text. */
export async function connectionsTo(server: TestServer, schema: string, text = ''): Promise<number> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  try {
    const sql = 'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ? AND COALESCE(INFO, "") LIKE ?';
    const [rows] = await connection.query(sql, [schema, `%${text}%`]);
    return (rows as unknown[]).length;
  } finally {
    await connection.end();
  }
}
