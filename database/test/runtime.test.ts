import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop } from '../src/commands/drop.ts';
import { provision } from '../src/commands/provision.ts';
import { status } from '../src/commands/status.ts';
import { runtimeUser } from '../src/map/accounts.ts';
import type { ServiceMap } from '../src/model.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { statusText } from '../src/report/text.ts';
import { dropAll, errnoOf, randomMap, rowsOf } from './random-map.ts';

/** A map of one service with an append-only table `log`. */
function mapWithLog(...names: readonly string[]): ServiceMap {
  const map = randomMap(...names);
  return {
    ...map,
    services: map.services.map((service) => ({ ...service, appendOnlyTables: ['log'] })),
  };
}

describe.each(testServers())('run-time accounts on $kind $version', (server) => {
  const map = mapWithLog('rt_a', 'rtxa');
  const [service, neighbour] = map.services;
  if (service === undefined || neighbour === undefined) throw new RangeError('no services');
  const [db, other] = [service.database, neighbour.database];
  const user = runtimeUser(service);
  const secrets = memorySecretStore();
  const request = { connection: server, map, secrets, runtimeAccounts: 'wanted' } as const;
  const as = (name: string) => ({ ...server, user: name, password: secrets.known(name)?.password ?? '' });
  const isMariaDb = server.kind === 'mariadb';

  beforeAll(async () => {
    await provision(request);
    await rowsOf(
      as(service.user),
      `USE ${db}`,
      'CREATE TABLE t (id INT PRIMARY KEY, n INT)',
      'CREATE TABLE `we``ird t` (id INT PRIMARY KEY)',
      'CREATE TABLE log (id INT PRIMARY KEY, n INT)',
      'CREATE TABLE schema_version (id INT PRIMARY KEY, n INT)',
      'CREATE TABLE schema_version_journal (id INT PRIMARY KEY)',
      'INSERT INTO t VALUES (1, 1)',
      'INSERT INTO log VALUES (1, 1)',
      'CREATE SQL SECURITY INVOKER VIEW v AS SELECT * FROM t',
      'CREATE SQL SECURITY INVOKER VIEW v_sum AS SELECT COUNT(*) AS c FROM t',
      'CREATE SQL SECURITY INVOKER VIEW v_log AS SELECT * FROM log',
      'CREATE SQL SECURITY DEFINER VIEW v_hole AS SELECT * FROM log',
      'CREATE PROCEDURE p() SQL SECURITY INVOKER SELECT COUNT(*) FROM t',
      'CREATE PROCEDURE p_hole() SQL SECURITY DEFINER DELETE FROM log',
      ...(isMariaDb ? ['CREATE SEQUENCE s'] : []),
    );
    await rowsOf(as(neighbour.user), `USE ${other}`, 'CREATE TABLE log (id INT PRIMARY KEY)');
    await rowsOf(as(neighbour.user), `CREATE TABLE ${other}.t (id INT PRIMARY KEY, n INT)`);
  });
  afterAll(() => dropAll(server, map));

  it('status says how many objects a migration has made since, until users --runtime ran', async () => {
    const before = await status(request);
    const row = before.rows.find((it) => it.user === user);
    expect(row).toMatchObject({ access: 'runtime', account: 'exists', login: 'works' });
    const count = isMariaDb ? 7 : 6;
    expect(statusText(before)).toContain(
      `${user}@localhost: ${count} objects are not granted yet. Run: nilecare-db users --runtime`,
    );
    const { findings } = await provision(request);
    expect(findings).toMatchObject([
      { code: 'definer-rights', object: `view ${db}.v_hole` },
      { code: 'definer-rights', object: `procedure ${db}.p_hole` },
    ]);
    expect(await status(request)).toMatchObject({ isComplete: true });
  });

  it('U3 a second run changes nothing, also with --fix', async () => {
    await provision(request);
    expect((await provision({ ...request, extras: 'revoke' })).steps).toEqual([]);
  });

  it('a run without --runtime leaves them alone', async () => {
    await provision(request);
    await rowsOf(server, `GRANT UPDATE ON ${db}.log TO '${user}'@'localhost'`);
    const plain = await provision({ ...request, runtimeAccounts: 'left-alone', extras: 'revoke' });
    expect(plain.steps).toEqual([]);
    expect((await provision(request)).findings).toContainEqual({
      ...{ severity: 'warning', code: 'extra-grant', reach: 'as-named' },
      ...{ account: { user, host: 'localhost' }, grant: `UPDATE ON \`${db}\`.\`log\`` },
    });
    await provision({ ...request, extras: 'revoke' });
    expect(await errnoOf(as(user), `UPDATE ${db}.log SET n = 2`)).toBe(1142);
  });

  describe('after users --runtime', () => {
    beforeAll(() => provision(request).then(() => undefined));

    it.each<readonly [string, string]>([
      ['SELECT', `SELECT * FROM ${db}.t`],
      ['INSERT', `INSERT INTO ${db}.t VALUES (2, 2)`],
      ['UPDATE', `UPDATE ${db}.t SET n = 3 WHERE id = 2`],
      ['DELETE', `DELETE FROM ${db}.t WHERE id = 2`],
      ['a table whose name needs quotes', `INSERT INTO ${db}.\`we\`\`ird t\` VALUES (2)`],
      ['an append-only table', `INSERT INTO ${db}.log VALUES (2, 2)`],
      ['reading the history', `SELECT * FROM ${db}.schema_version`],
      ['a view', `SELECT * FROM ${db}.v_sum`],
      ['an updatable view', `UPDATE ${db}.v SET n = 4`],
      ['a routine with its own rights', `CALL ${db}.p()`],
      ...(isMariaDb ? [['a sequence', `SELECT NEXT VALUE FOR ${db}.s`] as const] : []),
    ])('it may use %s', async (_, sql) => {
      expect(await errnoOf(as(user), sql)).toBe(0);
    });

    /** 1142 table, 1044 database, 1370 routine, 1227 server. */
    it.each([
      ['UPDATE of an append-only table', 1142, `UPDATE ${db}.log SET n = 2`],
      ['DELETE from an append-only table', 1142, `DELETE FROM ${db}.log`],
      ['TRUNCATE of an append-only table', 1142, `TRUNCATE TABLE ${db}.log`],
      ['REPLACE into an append-only table', 1142, `REPLACE INTO ${db}.log VALUES (1, 9)`],
      [
        'INSERT … ON DUPLICATE KEY UPDATE of an append-only table',
        1142,
        `INSERT INTO ${db}.log VALUES (1, 9) ON DUPLICATE KEY UPDATE n = 9`,
      ],
      ["UPDATE through a view with its owner's rights", 1142, `UPDATE ${db}.v_hole SET n = 9`],
      ["a procedure with its owner's rights", 1370, `CALL ${db}.p_hole()`],
      ['INSERT into the history', 1142, `INSERT INTO ${db}.schema_version VALUES (1, 1)`],
      ['DELETE from the journal', 1142, `DELETE FROM ${db}.schema_version_journal`],
      ['CREATE TABLE', 1142, `CREATE TABLE ${db}.c (id INT PRIMARY KEY)`],
      ['ALTER TABLE', 1142, `ALTER TABLE ${db}.t ADD COLUMN c INT`],
      ['CREATE INDEX', 1142, `CREATE INDEX i ON ${db}.t (n)`],
      ['DROP TABLE', 1142, `DROP TABLE ${db}.t`],
      ['TRUNCATE', 1142, `TRUNCATE TABLE ${db}.t`],
      ['CREATE VIEW', 1142, `CREATE VIEW ${db}.w AS SELECT 1 AS one`],
      ['CREATE TRIGGER', 1142, `CREATE TRIGGER ${db}.g BEFORE INSERT ON ${db}.t FOR EACH ROW SET NEW.n = 0`],
      ['CREATE PROCEDURE', 1044, `CREATE PROCEDURE ${db}.q() SELECT 1`],
      ['LOCK TABLES', 1044, `LOCK TABLES ${db}.t WRITE`],
      ['DROP DATABASE', 1044, `DROP DATABASE ${db}`],
      ['USE of another database', 1044, `USE ${other}`],
      ['SELECT from another database', 1142, `SELECT * FROM ${other}.t`],
      ['CREATE USER', 1227, `CREATE USER '${user.slice(0, 9)}_x'@'localhost'`],
    ])('it is refused %s (%i)', async (_, errno, sql) => {
      expect(await errnoOf(as(user), sql)).toBe(errno);
    });

    it('it is refused a change through a view on an append-only table', async () => {
      expect([1142, 1143, 1356]).toContain(await errnoOf(as(user), `UPDATE ${db}.v_log SET n = 9`));
      expect(await errnoOf(as(service.user), `UPDATE ${db}.v_log SET n = 1`)).toBe(0);
    });
  });

  it('a table that only the map knows keeps everything from being changed', async () => {
    const misspelt: ServiceMap = {
      ...map,
      services: [{ ...service, appendOnlyTables: ['logs'] }, neighbour],
    };
    await rowsOf(server, `DROP USER '${user}'@'localhost'`);
    const report = await provision({ ...request, map: misspelt });
    expect(report).toMatchObject({ applied: false });
    expect(report.findings).toContainEqual({
      ...{ severity: 'error', code: 'unknown-table', table: 'logs' },
      account: { user, host: 'localhost' },
    });
    expect(await errnoOf(as(user), 'SELECT 1')).toBe(1045);
    await provision(request);
    expect(await errnoOf(as(user), 'SELECT 1')).toBe(0);
  });

  it('go with their service', async () => {
    const { users } = await drop({ ...request, services: [neighbour.name], confirmed: [other] });
    expect(users.map((it) => it.user)).toEqual([neighbour.user, runtimeUser(neighbour)]);
  });
});
