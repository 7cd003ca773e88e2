import { fileURLToPath } from 'node:url';
import { generatePassword } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashLine } from '../src/commands/hash.ts';
import { provision } from '../src/commands/provision.ts';
import { status } from '../src/commands/status.ts';
import { checkFiles } from '../src/commands/write.ts';
import { loadServiceMap } from '../src/map/load-service-map.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { writtenFiles } from '../src/sql/written-files.ts';
import { dropAll, errnoOf, randomMap } from './random-map.ts';

it('the SQL files of the repository are what the map says', async () => {
  const directory = fileURLToPath(new URL('../', import.meta.url));
  expect(await checkFiles(loadServiceMap(), directory)).toEqual([
    { name: 'create-service-databases.sql', state: 'equal' },
    { name: 'create-service-users.sql', state: 'equal' },
  ]);
});

describe.each(testServers())('the written files on $kind $version', (server) => {
  const map = randomMap('a', 'b');
  const files = writtenFiles(map);
  const [a = '', b = ''] = map.services.map(({ user }) => user);
  const password = generatePassword();
  beforeAll(() => run(files['create-service-databases.sql'], files['create-service-users.sql']));
  afterAll(() => dropAll(server, map));

  /** One session, as one run of the command-line client is. */
  async function run(...texts: readonly string[]): Promise<void> {
    const { host, port, user, password: secret } = server;
    const connection = await createConnection({
      host,
      port,
      user,
      password: secret,
      multipleStatements: true,
    });
    try {
      for (const text of texts) await connection.query(text);
    } finally {
      await connection.end();
    }
  }

  async function accounts(): Promise<readonly string[]> {
    const { rows } = await status({ connection: server, map, secrets: memorySecretStore({ [a]: password }) });
    return rows.map(({ account, login, missingGrants, extraGrants }) =>
      [account, login, missingGrants.length, extraGrants.length].join(' '),
    );
  }

  it('create locked accounts without a password and with their grants', async () => {
    const { rows } = await status({ connection: server, map, secrets: memorySecretStore() });
    expect(rows.map(({ databaseExists }) => databaseExists)).toEqual([true, true, undefined]);
    expect(await accounts()).toEqual(Array(3).fill('no-password not-tried 0 0'));
    expect([1045, 3118, 4151]).toContain(await errnoOf({ ...server, user: a, password: '' }, 'SELECT 1'));
    expect([1045, 3118, 4151]).toContain(
      await errnoOf({ ...server, user: a, password: 'invalid' }, 'SELECT 1'),
    );
  });

  it('set the password whose hash a session variable holds and unlock that account only, again and again', async () => {
    await run(hashLine(a, generatePassword()), files['create-service-users.sql']);
    await run(hashLine(a, password), files['create-service-users.sql']);
    expect(await accounts()).toEqual([
      'exists works 0 0',
      ...Array<string>(2).fill('no-password not-tried 0 0'),
    ]);
  });

  it('leave an existing password alone when there is no variable', async () => {
    await run(hashLine(a, password), files['create-service-users.sql']);
    await run(files['create-service-databases.sql'], files['create-service-users.sql']);
    expect(await errnoOf({ ...server, user: a, password }, `USE ${map.services[0]?.database}`)).toBe(0);
  });

  it.each([["''"], ["'clear text'"], ["'*'"], ["'0x41'"]])(
    'refuse %s as a hash and keep the lock',
    async (value) => {
      const text = `SET @${b}_password_hash = ${value};`;
      await expect(run(text, files['create-service-users.sql'])).rejects.toThrow(
        `The value of @${b}_password_hash is not a hash for this server`,
      );
      expect((await accounts())[1]).toBe('no-password not-tried 0 0');
    },
  );

  it('leave accounts that provision completes', async () => {
    const secrets = memorySecretStore({ [a]: password });
    await run(hashLine(a, password), files['create-service-users.sql']);
    const { users } = await provision({ connection: server, map, secrets });
    expect(users.map(({ outcome }) => outcome)).toEqual(['existing', 'updated', 'updated']);
    expect(await status({ connection: server, map, secrets })).toMatchObject({ isComplete: true });
  });
});
