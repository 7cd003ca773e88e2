import { generatePassword } from '@nilecare/dev-database';
import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision, type ProvisionRequest } from '../src/commands/provision.ts';
import { status } from '../src/commands/status.ts';
import type { ServiceMap } from '../src/model.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { dropAll, errnoOf, randomMap, rowsOf } from './random-map.ts';

/** What the master user of a managed service holds: no SUPER, no FILE, nothing that one server alone knows. */
const managed =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, ' +
  'CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, ' +
  'CREATE USER, EVENT, TRIGGER ON *.*';
const read = 'SELECT ON mysql.*';
const createUser = 'CREATE USER ON *.*';

describe.each(testServers())('administrators on $kind $version', (server) => {
  const map = randomMap('a', 'x');
  const [a, x] = map.services;
  const prefix = map.readonlyUser.replace('_reader', '');
  const admin = { ...server, user: `${prefix}_admin`, password: generatePassword() };
  const account = `'${admin.user}'@'localhost'`;
  const pattern = `${prefix}\\_%`;

  afterAll(async () => {
    await dropAll(server, map);
    await rowsOf(server, `DROP USER IF EXISTS ${account}`, `DROP ROLE IF EXISTS ${prefix}_role`);
  });

  /** An administrator with these grants and no others, on a server without anything of the map. */
  async function administrator(...grants: readonly string[]): Promise<void> {
    await dropAll(server, map);
    await rowsOf(
      server,
      `DROP USER IF EXISTS ${account}`,
      `DROP ROLE IF EXISTS ${prefix}_role`,
      `CREATE USER ${account} IDENTIFIED BY '${admin.password}'`,
      ...grants.map((grant) => `GRANT ${grant.replace(/( WITH GRANT OPTION)?$/, ` TO ${account}$1`)}`),
    );
  }

  const secrets = memorySecretStore();
  const request = (more: Partial<ProvisionRequest> = {}): ProvisionRequest => ({
    ...{ connection: admin, map, secrets, runtimeAccounts: 'wanted' },
    ...more,
  });

  it.each<[string, readonly string[]]>([
    [
      'whose rights end at the databases of the map',
      [read, createUser, `ALL ON \`${pattern}\`.* WITH GRANT OPTION`],
    ],
    ['as a managed service gives them', [`${managed} WITH GRANT OPTION`]],
  ])('U8 one %s can do everything', async (_, grants) => {
    await administrator(...grants);
    await provision(request({ runtimeAccounts: 'left-alone' }));
    await rowsOf(server, `CREATE TABLE ${a?.database}.t (id INT PRIMARY KEY)`);
    await provision(request());
    expect(await status({ connection: server, map, secrets })).toMatchObject({ isComplete: true });
    expect((await provision(request({ extras: 'revoke' }))).steps).toEqual([]);
    const foreign = `GRANT UPDATE, INSERT ON \`${prefix}\\_x\`.* TO '${a?.user}'@'localhost'`;
    await rowsOf(server, foreign);
    expect((await provision(request({ extras: 'revoke' }))).steps).toHaveLength(1);
    const rotated = request({ secrets: memorySecretStore(), passwordPolicy: 'rotate' });
    expect((await provision(rotated)).applied).toBe(true);
  });

  it('U8 one with everything through a role that is active can do everything', async () => {
    await administrator();
    const set = server.kind === 'mysql' ? 'TO' : 'FOR';
    await rowsOf(
      server,
      `CREATE ROLE ${prefix}_role`,
      `GRANT ${managed} TO ${prefix}_role WITH GRANT OPTION`,
      `GRANT ${prefix}_role TO ${account}`,
    );
    await expect(provision(request())).rejects.toMatchObject({ code: 'MISSING_PRIVILEGES' });
    await rowsOf(server, `SET DEFAULT ROLE ${prefix}_role ${set} ${account}`);
    expect((await provision(request())).applied).toBe(true);
    expect(await status({ connection: server, map, secrets })).toMatchObject({ isComplete: true });
  });

  const own = `\`${prefix}\\_a\`.*`;
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'accounts but no grants',
      [read, createUser, `CREATE ON \`${pattern}\`.*`],
      [`ALL PRIVILEGES ON ${own}`, `GRANT OPTION ON ${own}`],
    ],
    ['grants but no accounts', [read, `ALL ON \`${pattern}\`.* WITH GRANT OPTION`], ['CREATE USER ON *.*']],
    [
      'grants without GRANT OPTION',
      [read, createUser, `ALL ON \`${pattern}\`.*`],
      [`GRANT OPTION ON ${own}`],
    ],
    [
      'another database',
      [read, createUser, `ALL ON \`${prefix}\\_x\`.* WITH GRANT OPTION`],
      [`CREATE ON ${own}`, `ALL PRIVILEGES ON ${own}`, `GRANT OPTION ON ${own}`],
    ],
  ])('U8 one that may do %s is told so before the first change', async (_, grants, missing) => {
    await administrator(...grants);
    const only = request({ services: ['a-service'], runtimeAccounts: 'left-alone' });
    await expect(provision(only)).rejects.toMatchObject({ code: 'MISSING_PRIVILEGES', context: { missing } });
    const look = await provision({ ...only, decide: () => 'stop' });
    expect(look.missingPrivileges).toEqual(missing);
    const { rows } = await status({ connection: server, map, secrets });
    expect(rows.every((row) => row.account === 'missing' && row.databaseExists !== true)).toBe(true);
  });

  it('U8 one that could not give a run-time account its grants is told so', async () => {
    await administrator(`${managed} WITH GRANT OPTION`);
    await provision(request({ runtimeAccounts: 'left-alone' }));
    await rowsOf(
      server,
      `CREATE TABLE ${a?.database}.t (id INT PRIMARY KEY)`,
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}`,
      ...[read, createUser, `SELECT ON \`${pattern}\`.* WITH GRANT OPTION`].map(
        (grant) => `GRANT ${grant.replace(/( WITH GRANT OPTION)?$/, ` TO ${account}$1`)}`,
      ),
    );
    await expect(provision(request())).rejects.toMatchObject({
      code: 'MISSING_PRIVILEGES',
      context: { missing: [`INSERT, UPDATE, DELETE ON \`${a?.database}\`.\`t\``] },
    });
    expect(await errnoOf({ ...server, user: `${a?.user}_runtime`, password: '' }, 'SELECT 1')).toBe(1045);
  });

  const member = `'${a?.user}'@'localhost'`;
  const dynamic = server.kind === 'mysql' ? 'BACKUP_ADMIN' : 'BINLOG ADMIN';
  it.each<[string, string, readonly string[]]>([
    ['on the whole server', `PROCESS ON *.* TO ${member}`, ['PROCESS ON *.*', 'GRANT OPTION ON *.*']],
    ['of a newer kind', `${dynamic} ON *.* TO ${member}`, [`${dynamic} ON *.*`, 'GRANT OPTION ON *.*']],
    ['on system tables', `SELECT ON mysql.* TO ${member}`, ['GRANT OPTION ON `mysql`.*']],
    [
      'by an unescaped name',
      `SELECT ON \`${a?.database}\`.* TO ${member}`,
      [`SELECT ON \`${a?.database}\`.*`, `GRANT OPTION ON \`${a?.database}\`.*`],
    ],
    [
      'of a role',
      `${prefix}_role TO ${member}`,
      [`the role \`${prefix}_role\`${server.kind === 'mysql' ? '@`%`' : ''} WITH ADMIN OPTION`],
    ],
    [
      'to be somebody else',
      `PROXY ON '${x?.user}'@'localhost' TO ${member}`,
      [`PROXY ON \`${x?.user}\`@\`localhost\` WITH GRANT OPTION`],
    ],
  ])('U8 --fix of a grant %s is refused before the first change', async (_, grant, missing) => {
    await administrator(read, createUser, `ALL ON \`${pattern}\`.* WITH GRANT OPTION`);
    await provision(request());
    await rowsOf(
      server,
      `CREATE ROLE ${prefix}_role`,
      `GRANT ${grant}`,
      `DROP USER '${x?.user}_runtime'@'localhost'`,
    );
    const fix = request({ extras: 'revoke' });
    await expect(provision(fix)).rejects.toMatchObject({ code: 'MISSING_PRIVILEGES', context: { missing } });
    const rows = await rowsOf(server, `SELECT 1 FROM mysql.user WHERE User = '${x?.user}_runtime'`);
    expect(rows).toEqual([]);
    expect((await provision({ ...fix, connection: server })).findings).toEqual([]);
  });

  it('--fix does not touch the account that does the work', async () => {
    await administrator();
    await provision(request({ connection: server }));
    const password = secrets.known(a?.user ?? '')?.password ?? '';
    await rowsOf(server, `GRANT ALL ON *.* TO ${member} WITH GRANT OPTION`);
    const connection = { ...server, user: a?.user ?? '', password };
    expect(await provision(request({ connection, extras: 'revoke' }))).toMatchObject({
      applied: false,
      findings: [{ severity: 'error', code: 'own-account', account: { user: a?.user } }],
    });
  });
});

describe.runIf(testServers().some(({ kind }) => kind === 'mysql'))(
  'a MySQL server with partial_revokes',
  () => {
    const map: ServiceMap = randomMap('svc_a', 'svcxa');
    const [own, other] = map.services.map(({ database }) => database);
    const user = map.services[0]?.user ?? '';
    const secrets = memorySecretStore();
    let throwaway: ThrowawayServer;
    beforeAll(async () => {
      throwaway = await startThrowawayServer({ kind: 'mysql' });
      await rowsOf(throwaway.server, 'SET GLOBAL partial_revokes = ON');
    });
    afterAll(() => throwaway.stop());

    it('U1 gets grants that open the database and no other one', async () => {
      const { server } = throwaway;
      const request = { connection: server, map, secrets, runtimeAccounts: 'wanted' } as const;
      await provision(request);
      await rowsOf(
        server,
        `CREATE TABLE ${own}.t (id INT PRIMARY KEY)`,
        `CREATE TABLE ${other}.t (id INT PRIMARY KEY)`,
      );
      expect((await provision({ ...request, extras: 'revoke' })).findings).toEqual([]);
      for (const name of [user, `${user}_runtime`]) {
        const password = secrets.known(name)?.password ?? '';
        expect(await errnoOf({ ...server, user: name, password }, `SELECT * FROM ${own}.t`)).toBe(0);
        expect(await errnoOf({ ...server, user: name, password }, `SELECT * FROM ${other}.t`)).toBe(1142);
      }
      expect(await status(request)).toMatchObject({ isComplete: true });
    });

    it('U8 an administrator from whom a privilege was taken for one database is told so', async () => {
      const { server } = throwaway;
      const admin = { ...server, user: 'limited', password: generatePassword() };
      await rowsOf(
        server,
        `CREATE USER limited@localhost IDENTIFIED BY '${admin.password}'`,
        `GRANT ${managed} TO limited@localhost WITH GRANT OPTION`,
        `REVOKE DROP ON \`${own}\`.* FROM limited@localhost`,
        `DROP USER '${user}'@'localhost'`,
      );
      const missing = [`ALL PRIVILEGES ON \`${own}\`.*`];
      await expect(provision({ connection: admin, map, secrets })).rejects.toMatchObject({
        code: 'MISSING_PRIVILEGES',
        context: { missing },
      });
    });
  },
);
