import { rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, configuration, execute, failureOf, folderOf, startTestService } from './harness.ts';
import { freePort, startMute } from './tcp-relay.ts';

const password = 'river-stone-41-lantern';

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

/** Starts a service that is to fail; gives what it prints and logs. */
async function fail(server: { readonly port: number }, database: Partial<DatabaseConfiguration>) {
  const administrator = { host: '127.0.0.1', user: 'auth_service', password, port: server.port } as const;
  const service = startTestService({
    migrationsDirectory,
    configuration: configuration(administrator, { name: 'nilecare_auth', startDeadline: 2000, ...database }),
  });
  const text = await failureOf(service.started);
  expect(text.split('\n')).toEqual([
    expect.stringMatching(
      /^Cannot use database \S+ at 127\.0\.0\.1:\d+ as \w+: .* Gave up after \d+ s and \d+ tr/,
    ),
    expect.stringMatching(/^Try: .*\.$/),
  ]);
  expect(text + service.log()).not.toContain(password);
  const tries = Number(/and (\d+) tr/.exec(text)?.[1]);
  return { text, tries, log: service.log() };
}

describe.each(testServers())('R3: a service on $kind $version', ({ kind }) => {
  let throwaway: Awaited<ReturnType<typeof startThrowawayServer>>;
  beforeAll(async () => {
    throwaway = await startThrowawayServer({ kind });
    await execute(throwaway.server, undefined, [
      'CREATE DATABASE nilecare_auth',
      `CREATE USER auth_service@'%' IDENTIFIED BY '${password}'`,
      "GRANT ALL ON `nilecare\\_auth`.* TO auth_service@'%'",
    ]);
  });
  afterAll(() => throwaway.stop());

  const administrate = (...statements: readonly string[]) => execute(throwaway.server, undefined, statements);
  const start = (database: Partial<DatabaseConfiguration> = {}) =>
    fail({ port: throwaway.server.port }, database);

  it('whose password is wrong (1045) tries three times', async () => {
    const { text, tries, log } = await start({ runtime: account('auth_service', 'wrong-river') });
    expect(text).toContain('the server refused the login of auth_service (error 1045).');
    expect(tries).toBe(3);
    expect(log).toMatch(/refuses auth_service \(1045\), try 1 of 3, next in 0\.\d s"/);
    expect(text + log).not.toContain('wrong-river');
  });

  it('without a right on its database (1044) tries three times', async () => {
    await administrate('CREATE DATABASE IF NOT EXISTS nilecare_lab');
    const { text, tries } = await start({ name: 'nilecare_lab' });
    expect(text).toContain(
      'auth_service has no right on nilecare_lab, or there is no such database (error 1044).',
    );
    expect(tries).toBe(3);
  });

  it('whose database is unknown (1049) tries three times', async () => {
    const { user, password: own } = throwaway.server;
    const { text, tries } = await start({ name: 'no_such_database', runtime: account(user, own) });
    expect(text).toMatch(/there is no database no_such_database \(error 1049\)\..*\nTry: correct DB_NAME/);
    expect(tries).toBe(3);
  });

  it('whose account is locked', async () => {
    await administrate("ALTER USER auth_service@'%' ACCOUNT LOCK");
    const { text, tries } = await start();
    await administrate("ALTER USER auth_service@'%' ACCOUNT UNLOCK");
    expect(text).toMatch(/the account auth_service is locked \(error (3118|4151)\)\..*\nTry: unlock it/);
    expect(tries).toBe(3);
  });

  it('whose password has expired', async () => {
    await administrate("ALTER USER auth_service@'%' PASSWORD EXPIRE");
    const { text, tries } = await start();
    await administrate(`ALTER USER auth_service@'%' IDENTIFIED BY '${password}'`);
    expect(text).toMatch(
      /the password of auth_service has expired \(error (1820|1862)\)\..*\nTry: give it a new one/,
    );
    expect(tries).toBe(3);
  });

  it('from which the server wants TLS', async () => {
    await administrate("ALTER USER auth_service@'%' REQUIRE SSL");
    const { text } = await start();
    await administrate("ALTER USER auth_service@'%' REQUIRE NONE");
    expect(text).toMatch(
      /refused the login of auth_service \(error 1045\)\..*\nTry: .*wants TLS \(DB_SSL_MODE\)/,
    );
  });

  it('which wants more connections than its account may have (1226) waits until it may', async () => {
    await administrate("ALTER USER auth_service@'%' WITH MAX_USER_CONNECTIONS 1");
    const other = await logIn(throwaway.server.port);
    const { text, tries } = await start();
    await other.end();
    await administrate("ALTER USER auth_service@'%' WITH MAX_USER_CONNECTIONS 0");
    expect(text).toMatch(
      /auth_service has used up its connections \(error (1203|1226)\)\..*\nTry: lower DB_POOL_SIZE/,
    );
    expect(tries).toBeGreaterThan(3);
  });

  it('on a server that has no connection left (1040) waits until it has', async () => {
    await administrate('SET GLOBAL max_connections = 10');
    const others = await takeAllConnections(throwaway.server.port);
    const { text, tries } = await start();
    await Promise.all(others.map((other) => other.end()));
    await expect.poll(() => administrate('SET GLOBAL max_connections = 100').then(() => 'set')).toBe('set');
    expect(text).toMatch(/the server has no connection left \(error 1040\)\..*\nTry: end other clients/);
    expect(tries).toBeGreaterThan(3);
  });

  it('on a frozen server', async () => {
    process.kill(throwaway.pid, 'SIGSTOP');
    try {
      const { text } = await start();
      expect(text).toMatch(
        /accepts connections there and says nothing\..*\nTry: look whether the server is frozen/,
      );
    } finally {
      process.kill(throwaway.pid, 'SIGCONT');
    }
  });
});

describe.each(testServers())('R3: a service on $kind $version with TLS only', ({ kind }) => {
  it('is told so when it comes without', async () => {
    const throwaway = await startThrowawayServer({ kind, flags: ['--require-secure-transport=ON'] });
    const { text, tries } = await fail(throwaway.server, { name: 'mysql' }).finally(() => throwaway.stop());
    // MariaDB 10.11 refuses the login without saying why.
    expect(text).toMatch(
      /accepts TLS only \(error 3159\)\..*\nTry: set DB_SSL_MODE=|error 1045\)\..*\nTry: .*\(DB_SSL_MODE\)/,
    );
    expect(tries).toBe(3);
  });
});

describe('R3: a service', () => {
  let stranger: { readonly port: number; close(): Promise<void> } | undefined;
  beforeEach(() => {
    stranger = undefined;
  });
  afterEach(() => stranger?.close());

  it('at a port where nothing listens', async () => {
    const { text } = await fail({ port: await freePort() }, {});
    expect(text).toContain('nothing listens there (ECONNREFUSED).');
    expect(text).toContain('\nTry: start the server (`npm run db:start`)');
  });

  it('at the port of a web server', async () => {
    stranger = await listening(createHttpServer((_request, response) => response.end('<html>')));
    const { text } = await fail(stranger, {});
    expect(text).toMatch(/a web server answers there\..*\nTry: correct DB_HOST and DB_PORT/);
  });

  it('at the port of a web server that hangs up', async () => {
    stranger = await listening(
      createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const { text } = await fail(stranger, {});
    expect(text).toContain('a web server answers there.');
  });

  it('at the port of a program that hangs up', async () => {
    stranger = await listening(createServer((socket) => socket.on('error', () => undefined).destroy()));
    const { text } = await fail(stranger, {});
    expect(text).toMatch(
      /it hung up during the login \(\w+\)\..*\nTry: check that a MySQL or MariaDB server/,
    );
  });

  it('at the port of a program that says nothing', async () => {
    stranger = await startMute();
    const { text } = await fail(stranger, {});
    expect(text).toContain('something accepts connections there and says nothing.');
  });

  it('with a host that has no name', async () => {
    const service = startTestService({
      migrationsDirectory,
      configuration: configuration(
        { host: 'no-such-host.invalid' as '127.0.0.1', port: 3306, user: 'auth_service', password },
        { startDeadline: 1000 },
      ),
    });
    expect(await failureOf(service.started)).toMatch(
      /the name no-such-host\.invalid cannot be resolved \((ENOTFOUND|EAI_AGAIN)\)\..*\nTry: correct DB_HOST\.$/,
    );
  });
});

async function logIn(port: number): Promise<Connection> {
  return createConnection({ host: '127.0.0.1', port, user: 'auth_service', password });
}

async function takeAllConnections(port: number): Promise<readonly Connection[]> {
  const taken: Connection[] = [];
  for (;;) {
    try {
      taken.push(await logIn(port));
    } catch {
      return taken;
    }
  }
}

async function listening(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
