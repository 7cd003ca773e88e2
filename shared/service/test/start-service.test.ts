import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Secret,
  type DatabaseAccount,
  type DatabaseConfiguration,
  type ServiceConfiguration,
} from '@nilecare/config-validator';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeFailure, startService, type RunningService, type ServiceDefinition } from '../src/index.ts';
import { freePort, startRelay } from './tcp-relay.ts';

const historyTable = `CREATE TABLE schema_version (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50) NULL,
  description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT NULL,
  installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL, success BOOL NOT NULL) ENGINE = InnoDB`;

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await mkdtemp(join(tmpdir(), 'service migrations '));
  await writeFile(join(migrationsDirectory, 'V1__First.sql'), '');
  await writeFile(join(migrationsDirectory, 'V2__Second.sql'), '');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('a service on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let running: RunningService | undefined;
  let log: string;

  beforeEach(async () => {
    schema = await createTestSchema(server);
    log = '';
    running = undefined;
  });
  afterEach(async () => {
    await running?.stop();
    await schema.drop();
  });

  const inSchema = (...statements: readonly string[]) => execute(server, schema.name, statements);
  const withHistory = (...rows: readonly string[]) =>
    inSchema(historyTable, ...rows.map((row) => `INSERT INTO schema_version VALUES (${row})`));

  async function start(
    database: Partial<DatabaseConfiguration> = {},
    definition: Partial<ServiceDefinition> = {},
  ): Promise<RunningService> {
    running = await startService({
      name: 'test-service',
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name, ...database }),
      logStream: { write: (line) => void (log += line) },
      ...definition,
    });
    return running;
  }

  it('is alive and ready when its schema has the newest version', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const { url } = await start();
    expect(await get(`${url}/health`)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get(`${url}/ready`)).toEqual({ status: 200, body: { status: 'ready', schema: 'V2' } });
    expect(log).toContain('test-service is ready, schema at V2');
  });

  it.each([
    ['R2: older', [row(1, '1')], 'schema at V1, needs V2'],
    ['R2: newer', [row(1, '1'), row(2, '2'), row(3, '3')], 'schema at V3, needs V2'],
    ['R2: failed', [row(1, '1'), row(2, '2', 0)], 'migration V2__x.sql failed'],
  ])('with a schema that is %s is alive and not ready', async (_state, rows, reason) => {
    await withHistory(...rows);
    const { url } = await start();
    expect(await get(`${url}/health`)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get(`${url}/ready`)).toEqual({ status: 503, body: { status: 'not ready', reason } });
    expect(log).toContain(`test-service is not ready: ${reason}`);
  });

  it('becomes ready by itself when the schema is migrated under it', async () => {
    const { url } = await start();
    expect(await get(`${url}/ready`)).toMatchObject({ body: { reason: 'schema is empty, needs V2' } });
    await withHistory(row(1, '1'), row(2, '2'));
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
  });

  it('uses TLS as far as DB_SSL_MODE=PREFERRED can have it', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const { url } = await start({ sslMode: 'PREFERRED' });
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
  });

  it('refuses to start with a wrong password, in two lines and without it', async () => {
    const failure = await failureOf(start({ migrator: account(server.user, 'wrong-river-stone') }));
    expect(failure).toMatch(
      new RegExp(
        `^Cannot use database ${schema.name} at 127.0.0.1:${server.port} as ${server.user}: ` +
          `the server refused the login of ${server.user} \\(error \\d+\\).\nTry: check DB_USER, .*$`,
      ),
    );
    expect(failure + log).not.toContain('wrong-river-stone');
  });

  it('refuses to start with a database that does not exist', async () => {
    const failure = await failureOf(start({ name: 'no_such_database' }));
    expect(failure).toContain('no_such_database does not exist');
    expect(failure).toContain('npm run db:create');
  });

  it('refuses to start when nothing listens at the port of the database', async () => {
    const port = await freePort();
    const failure = await failureOf(start({ port }));
    expect(failure).toContain(
      `at 127.0.0.1:${port} as ${server.user}: nothing listens there.\nTry: start the server`,
    );
  });

  it('refuses to start when something else than a database hangs up at the port', async () => {
    const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as { port: number };
    const failure = await failureOf(start({ port }));
    await new Promise((resolve) => stranger.close(resolve));
    expect(failure).toMatch(/^Cannot use database .*\nTry: .*$/);
  });

  it('refuses to start on a port that is taken, and leaves no connection behind', async () => {
    await withHistory(row(1, '1'));
    const { url } = await start();
    const port = Number(new URL(url).port);
    const configured = configuration(server, { name: schema.name });
    const failure = await failureOf(
      startService({
        name: 'second',
        migrationsDirectory,
        configuration: { ...configured, port },
        logStream: { write: () => undefined },
      }),
    );
    expect(failure).toBe(
      `Cannot listen on port ${port}: another program listens there.\nTry: set PORT to a free one.`,
    );
    await running?.stop();
    await expect.poll(() => connectionsTo(server, schema.name)).toBe(0);
  });

  it('answers 503 while the database is away and 200 to liveness', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const relay = await startRelay(server);
    const { url } = await start({ port: relay.port });
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
    await relay.close();
    const away = { status: 503, body: { status: 'not ready', reason: 'database unreachable' } };
    expect(await get(`${url}/ready`)).toEqual(away);
    expect(await get(`${url}/ready`)).toEqual(away);
    expect(await get(`${url}/health`)).toMatchObject({ status: 200 });
    expect(log.split('not ready: database unreachable')).toHaveLength(2);
  });

  it('answers within its deadline while the database is frozen, and recovers', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const relay = await startRelay(server);
    const { url } = await start({ port: relay.port });
    relay.freeze();
    const began = performance.now();
    expect(await get(`${url}/ready`)).toMatchObject({
      status: 503,
      body: { reason: 'database unreachable' },
    });
    expect(performance.now() - began).toBeLessThan(4500);
    relay.thaw();
    await expect.poll(async () => (await get(`${url}/ready`)).status, { timeout: 5000 }).toBe(200);
    await running?.stop();
    await relay.close();
  });

  it('lets a running request finish when it is told to stop, and closes the pool', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const { url, stop, stopped } = await start(
      {},
      {
        routes: (app, pool) => {
          app.get('/slow', async () => (await pool.query('SELECT SLEEP(0.5) AS slept'))[0]);
        },
      },
    );
    const answer = get(`${url}/slow`);
    await expect.poll(() => connectionsTo(server, schema.name, 'SLEEP')).toBe(1);
    const stopping = stop();
    await expect(answer).resolves.toEqual({ status: 200, body: [{ slept: 0 }] });
    await stopping;
    await stopped;
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    await expect.poll(() => connectionsTo(server, schema.name)).toBe(0);
  });

  it('gives up waiting for a request that outlasts the deadline', async () => {
    const { url, stop, stopped } = await start(
      {},
      {
        stopTimeout: 200,
        routes: (app, pool) => {
          app.get('/slow', async () => (await pool.query('SELECT SLEEP(1) AS slept'))[0]);
        },
      },
    );
    running = undefined;
    const answer = get(`${url}/slow`);
    await expect.poll(() => connectionsTo(server, schema.name, 'SLEEP')).toBe(1);
    await expect(stop()).rejects.toMatchObject({ code: 'STOP_TIMED_OUT' });
    await expect(stopped).rejects.toThrow('test-service did not stop within 200 ms');
    await answer;
  });

  it('never writes the password, even when it is logged by mistake', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const { url } = await start(
      {},
      {
        routes: (app) => {
          app.get('/slip', (request) => {
            request.log.info({ password: 'river-stone-41', account: { password: 'river-stone-41' } }, 'slip');
            request.log.info({ configuration: configuration(server, { name: 'x' }) }, 'slip');
            return {};
          });
        },
      },
    );
    await fetch(`${url}/slip`, { headers: { authorization: 'Bearer river-stone-41' } });
    expect(log).toContain('slip');
    expect(log).not.toContain('river-stone-41');
    expect(log).not.toContain(server.password === '' ? 'river-stone-41' : server.password);
  });
});

function configuration(server: TestServer, database: Partial<DatabaseConfiguration>): ServiceConfiguration {
  const { host, port, user, password } = server;
  return {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    stopDeadline: 10_000,
    migrateOnStart: false,
    metricsEnabled: true,
    database: {
      host,
      port,
      name: 'set by the test',
      sslMode: 'DISABLED',
      poolSize: 10,
      startDeadline: 60_000,
      migrator: account(user, password),
      ...database,
    },
  };
}

function account(user: string, password: string): DatabaseAccount {
  return { user, credentials: { kind: 'fixed', password: new Secret(password) } };
}

/** The values of a history row. */
function row(rank: number, version: string, success: 0 | 1 = 1): string {
  return `${rank}, '${version}', 'x', 'SQL', 'V${version}__x.sql', 1, 'me', NOW(), 1, ${success}`;
}

async function execute(server: TestServer, database: string, statements: readonly string[]): Promise<void> {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password, database });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

async function connectionsTo(server: TestServer, schema: string, text = ''): Promise<number> {
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

async function get(url: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

async function failureOf(started: Promise<RunningService>): Promise<string> {
  try {
    await (await started).stop();
  } catch (error) {
    return describeFailure(error);
  }
  throw new Error('The service started.');
}
