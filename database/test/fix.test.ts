import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { provision } from '../src/commands/provision.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { describeStep } from '../src/plan/describe-step.ts';
import type { ServiceMap } from '../src/model.ts';
import { dropAll, errnoOf, randomMap, rowsOf } from './random-map.ts';

describe.each(testServers())('grants that the map does not give on $kind $version', (server) => {
  const map = randomMap('svc_a', 'svcxa');
  const [own, other] = map.services.map(({ database }) => database);
  const [a = '', b = ''] = map.services.map(({ user }) => user);
  const account = `'${a}'@'localhost'`;
  const prefix = map.readonlyUser.replace('_reader', '');
  const secrets = memorySecretStore();
  const request = { connection: server, map, secrets };
  const service = () => ({ ...server, user: a, password: secrets.known(a)?.password ?? '' });

  beforeEach(async () => {
    await dropEverything(map);
    await provision(request);
    await rowsOf(
      server,
      `CREATE TABLE ${other}.t (id INT PRIMARY KEY, n INT)`,
      `CREATE TABLE ${own}.t (id INT PRIMARY KEY, n INT)`,
      `CREATE PROCEDURE ${other}.p() SELECT 1`,
      `CREATE FUNCTION ${other}.f() RETURNS INT DETERMINISTIC RETURN 1`,
      `CREATE ROLE ${prefix}_role`,
    );
  });
  afterAll(() => dropEverything(map));

  async function dropEverything(it: ServiceMap): Promise<void> {
    await dropAll(server, it);
    await rowsOf(server, `DROP ROLE IF EXISTS ${prefix}_role`);
  }

  const grantsOf = async (user: string): Promise<readonly string[]> =>
    (await rowsOf(server, `SHOW GRANTS FOR '${user}'@'localhost'`))
      .map((row) => String(Object.values(row)[0]))
      .filter((line) => !line.startsWith('SET DEFAULT ROLE'));

  const dynamic = server.kind === 'mysql' ? 'BACKUP_ADMIN' : 'BINLOG ADMIN';
  it.each([
    ['on another database', `SELECT, INSERT ON ${other}.* TO ${account}`, 'SELECT, INSERT ON'],
    [
      'to hand on its own',
      `USAGE ON \`${own?.replaceAll('_', '\\_')}\`.* TO ${account} WITH GRANT OPTION`,
      'GRANT OPTION ON',
    ],
    ['on a table', `UPDATE ON ${other}.t TO ${account} WITH GRANT OPTION`, 'UPDATE ON'],
    [
      'on columns',
      `SELECT (id), UPDATE (id, n) ON ${other}.t TO ${account}`,
      'SELECT (`id`), UPDATE (`id`), UPDATE (`n`) ON',
    ],
    ['on a table of its own', `ALL ON ${own}.t TO ${account}`, 'ALL PRIVILEGES ON'],
    ['on a procedure', `EXECUTE ON PROCEDURE ${other}.p TO ${account}`, 'EXECUTE ON PROCEDURE'],
    [
      'on a function',
      `EXECUTE, ALTER ROUTINE ON FUNCTION ${other}.f TO ${account}`,
      'EXECUTE, ALTER ROUTINE ON FUNCTION',
    ],
    [
      'on the whole server',
      `PROCESS, FILE ON *.* TO ${account} WITH GRANT OPTION`,
      'PROCESS, FILE ON *.* WITH GRANT OPTION',
    ],
    [
      'of a newer kind',
      `${dynamic} ON *.* TO ${account} WITH GRANT OPTION`,
      `${dynamic} ON *.* WITH GRANT OPTION`,
    ],
    ['of everything', `ALL ON *.* TO ${account} WITH GRANT OPTION`, 'ON *.* WITH GRANT OPTION'],
    ['of a role', `${prefix}_role TO ${account}`, 'the role'],
    ['to be somebody else', `PROXY ON '${b}'@'localhost' TO ${account}`, 'PROXY ON'],
  ])('U3 %s are reported, and --fix revokes them', async (_, grant, text) => {
    const before = await grantsOf(a);
    await rowsOf(server, `GRANT ${grant}`);
    const reported = await provision(request);
    expect(reported.findings[0]).toMatchObject({ code: 'extra-grant', severity: 'warning' });
    expect(JSON.stringify(reported.findings)).toContain(JSON.stringify(text).slice(1, -1));
    expect(await grantsOf(a)).not.toEqual(before);

    const fixed = await provision({ ...request, extras: 'revoke' });
    expect(fixed.findings).toEqual([]);
    expect(fixed.users.map(({ outcome }) => outcome)).toEqual(['updated', 'existing', 'existing']);
    expect(await grantsOf(a)).toEqual(before);
    expect(await errnoOf(service(), `SELECT * FROM ${own}.t`)).toBe(0);
    expect((await provision({ ...request, extras: 'revoke' })).steps).toEqual([]);
  });

  it('U1 --fix replaces an unescaped grant, which opened another database', async () => {
    const escaped = own?.replaceAll('_', '\\_');
    await rowsOf(
      server,
      `REVOKE ALL PRIVILEGES ON \`${escaped}\`.* FROM ${account}`,
      `GRANT ALL PRIVILEGES ON \`${own}\`.* TO ${account}`,
    );
    expect(await errnoOf(service(), `SELECT * FROM ${other}.t`)).toBe(0);
    const { findings } = await provision({ ...request, decide: () => 'stop' });
    expect(findings).toMatchObject([{ code: 'extra-grant', reach: 'opens-others' }]);
    const { steps } = await provision({ ...request, extras: 'revoke' });
    expect(steps.map(({ kind }) => kind)).toEqual(['grant', 'revoke']);
    expect(await errnoOf(service(), `SELECT * FROM ${other}.t`)).toBe(1142);
    expect(await errnoOf(service(), `SELECT * FROM ${own}.t`)).toBe(0);
  });

  it.runIf(server.kind === 'mariadb')('U3 what everybody has through PUBLIC is reported', async () => {
    await rowsOf(server, `GRANT SELECT ON ${other}.t TO PUBLIC`);
    try {
      const { findings } = await provision({ ...request, extras: 'revoke' });
      expect(findings).toEqual([
        { severity: 'warning', code: 'public-grant', grant: `SELECT ON \`${other}\`.\`t\`` },
      ]);
    } finally {
      await rowsOf(server, `REVOKE SELECT ON ${other}.t FROM PUBLIC`);
    }
  });

  it('U3 --fix leaves the reader SELECT all the time when it takes the rest', async () => {
    const reader = `'${map.readonlyUser}'@'localhost'`;
    const before = await grantsOf(map.readonlyUser);
    await rowsOf(server, `GRANT ALL ON \`${own?.replaceAll('_', '\\_')}\`.* TO ${reader}`);
    const { steps } = await provision({ ...request, extras: 'revoke' });
    expect(steps.map(describeStep).join()).not.toMatch(/SELECT,|grant SELECT/);
    expect(await grantsOf(map.readonlyUser)).toEqual(before);
  });

  it('drops an account at another host only when it was named', async () => {
    await rowsOf(server, `CREATE USER '${a}'@'%'`, `GRANT SELECT ON ${other}.* TO '${a}'@'%'`);
    const hosts = async (): Promise<number> =>
      (await rowsOf(server, `SELECT 1 FROM mysql.user WHERE User = '${a}'`)).length;
    expect((await provision({ ...request, extras: 'revoke' })).findings).toMatchObject([
      { code: 'other-host', account: { user: a, host: '%' } },
    ]);
    expect(await hosts()).toBe(2);
    const { steps } = await provision({ ...request, confirmedDrops: [`${a}@%`, `${a}@localhost`] });
    expect(steps).toEqual([{ kind: 'drop-user', account: { user: a, host: '%' } }]);
    expect(await hosts()).toBe(1);
    expect(await errnoOf(service(), 'SELECT 1')).toBe(0);
  });

  it('a plan that is not carried out changes nothing, and its SQL holds no hash', async () => {
    const before = await grantsOf(a);
    await rowsOf(server, `DROP USER '${b}'@'localhost'`, `GRANT PROCESS ON *.* TO ${account}`);
    const store = memorySecretStore();
    const report = await provision({ ...request, secrets: store, extras: 'revoke', decide: () => 'stop' });
    expect(report).toMatchObject({ applied: false, missingPrivileges: [] });
    expect(report.statements).toEqual([
      expect.stringMatching(/^CREATE USER IF NOT EXISTS '\w+'@'localhost' IDENTIFIED \w+ \w+ \w+ '\*\*\*'$/),
      expect.stringMatching(/^GRANT ALL PRIVILEGES ON `\w+\\_svcxa`\.\* TO /),
      `REVOKE PROCESS ON *.* FROM ${account}`,
    ]);
    expect(store.known(b)).toBeUndefined();
    expect(await grantsOf(a)).not.toEqual(before);
  });
});
