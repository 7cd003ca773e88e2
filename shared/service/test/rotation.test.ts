import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret, type CredentialSource, type DatabaseConfiguration } from '@nilecare/config-validator';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { openCredentials } from '@nilecare/secrets';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../src/database/database.ts';
import { databaseConfiguration, execute } from './harness.ts';

const [first, second] = ['granite-heron-7412-lantern', 'quiet-otter-5519-harbour'];

describe.each(testServers())(
  'E10: a password that changes while a service runs on $kind $version',
  (server) => {
    let folder: string;
    let file: string;
    let schema: Awaited<ReturnType<typeof createTestSchema>>;
    let users: readonly [string, string];
    let lines: string[];
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'rotation '));
      file = join(folder, 'password');
      lines = [];
      schema = await createTestSchema(server);
      const name = `r_${randomBytes(4).toString('hex')}`;
      users = [`${name}_a`, `${name}_b`];
      await administrate(
        ...users.flatMap((user) => [
          `CREATE USER '${user}'@'%' IDENTIFIED BY '${first}'`,
          `GRANT ALL ON \`${schema.name.replaceAll('_', '\\_')}\`.* TO '${user}'@'%'`,
        ]),
      );
      await writeFile(file, first);
    });
    afterEach(async () => {
      await administrate(...users.map((user) => `DROP USER '${user}'@'%'`));
      await schema.drop();
      await rm(folder, { recursive: true });
    });

    const administrate = (...statements: readonly string[]) => execute(server, undefined, statements);
    const alter = (change: string) => administrate(`ALTER USER '${users[0]}'@'%' ${change}`);

    function open(
      credentials: CredentialSource,
      environment: Readonly<Record<string, string>> = {},
    ): Database {
      const runtime = { user: users[0], credentials };
      const change: Partial<DatabaseConfiguration> = { name: schema.name, runtime, poolSize: 4 };
      const configuration = databaseConfiguration(server, change);
      const logins = openCredentials(runtime, {
        environment,
        database: configuration,
        report: (line) => void lines.push(line),
        timing: { refreshInterval: 200, failurePause: 50 },
      });
      const opened = openDatabase(configuration, logins);
      onTestFinished(async () => {
        opened.abandon();
        await logins.close();
      });
      return opened.database;
    }
    const fromFile = (): CredentialSource => ({ kind: 'file', path: file, password: new Secret(first) });

    it('in the store first and then at the server: no query fails', async () => {
      const load = startLoad(open(fromFile()));
      await load.queries(20);
      await writeFile(file, second);
      await alter(`IDENTIFIED BY '${second}'`);
      await load.queries(20);
      expect(await load.end()).toEqual([]);
      expect(lines).toEqual([]);
    });

    it.skipIf(server.kind !== 'mysql')(
      'with two passwords at the server (RETAIN CURRENT PASSWORD): no query fails',
      async () => {
        const load = startLoad(open(fromFile()));
        await load.queries(20);
        await alter(`IDENTIFIED BY '${second}' RETAIN CURRENT PASSWORD`);
        await load.queries(20);
        await writeFile(file, second);
        await load.queries(20);
        await alter('DISCARD OLD PASSWORD');
        await load.queries(20);
        expect(await load.end()).toEqual([]);
      },
    );

    it('at the server first: new logins fail until the store has it, open connections never', async () => {
      const database = open(fromFile());
      const kept = await database.getConnection();
      const load = startLoad(database);
      await load.queries(20);
      await alter(`IDENTIFIED BY '${second}'`);
      await expect.poll(load.failures, { timeout: 20_000 }).toBeGreaterThan(0);
      await kept.query('SELECT 1');
      await writeFile(file, second);
      await load.queries(40);
      const failures = await load.end();
      expect(new Set(failures)).toEqual(new Set([1045]));
      await kept.query('SELECT 1');
      kept.release();
      expect(lines).toEqual([]);
    });

    it('does not end a query that runs', async () => {
      const database = open(fromFile());
      const slow = database.query('SELECT SLEEP(2) AS done');
      await delay(300);
      await writeFile(file, second);
      await alter(`IDENTIFIED BY '${second}'`);
      const load = startLoad(database);
      await load.queries(10);
      expect(await load.end()).toEqual([]);
      expect(await slow).toMatchObject([[{ done: 0 }], {}]);
    });

    it('in Vault, together with the user: connections of the former one are replaced', async () => {
      let login = { user: users[0], password: first };
      const vault = await startVault(() => login);
      const environment = { VAULT_ADDR: vault.url, VAULT_TOKEN: 'given' };
      const database = open({ kind: 'vault-database', mount: 'database', role: 'auth' }, environment);
      const kept = await database.getConnection();
      expect(await userOf(database)).toBe(users[0]);
      login = { user: users[1], password: first };
      // Leases of Vault end so: the account is locked out, and its sessions go on.
      await alter(`IDENTIFIED BY '${second}'`);
      const load = startLoad(database);
      await load.queries(10);
      expect(await load.end()).toEqual([]);
      expect(await userOf(database)).toBe(users[1]);
      await kept.query('SELECT 1');
      kept.release();
      await expect.poll(() => connectionsOf(users[0]), { timeout: 20_000 }).toBe(0);
    });

    async function connectionsOf(user: string): Promise<number> {
      const database = openDatabase(
        databaseConfiguration(server, { name: schema.name }),
        openCredentials(
          { user: server.user, credentials: { kind: 'fixed', password: new Secret(server.password) } },
          { environment: {}, database: databaseConfiguration(server, {}) },
        ),
      );
      const sql = 'SELECT COUNT(*) AS number FROM information_schema.PROCESSLIST WHERE USER = ?';
      const [rows] = await database.database.query(sql, [user]);
      database.abandon();
      return Number((rows as { readonly number: number }[])[0]?.number);
    }
  },
);

/** Four that query one after another, each over a connection of its own that it closes: every query is a login. */
function startLoad(database: Database) {
  let isEnding = false;
  let done = 0;
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    while (!isEnding) {
      try {
        const connection = await database.getConnection();
        await connection.query('SELECT 1');
        connection.destroy();
        done++;
      } catch (error) {
        failures.push((error as { errno?: unknown }).errno ?? error);
        await delay(20);
      }
    }
  };
  const workers = [work(), work(), work()];
  return {
    failures: () => failures.length,
    /** Waits until so many more have succeeded. */
    queries: async (count: number): Promise<void> => {
      const goal = done + count;
      await expect.poll(() => done, { timeout: 25_000, interval: 10 }).toBeGreaterThanOrEqual(goal);
    },
    end: async (): Promise<readonly unknown[]> => {
      isEnding = true;
      await Promise.all(workers);
      return failures;
    },
  };
}

async function userOf(database: Database): Promise<unknown> {
  const [rows] = await database.query('SELECT SUBSTRING_INDEX(CURRENT_USER(), "@", 1) AS name');
  return (rows as { readonly name: string }[])[0]?.name;
}

/** Vault's database engine, as far as a lease without an end in sight. */
async function startVault(login: () => { readonly user: string; readonly password: string }) {
  const server = createServer((_request, response) => {
    const { user: username, password } = login();
    const data = { username, password };
    response.end(JSON.stringify({ lease_id: 'x', lease_duration: 3600, renewable: true, data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
