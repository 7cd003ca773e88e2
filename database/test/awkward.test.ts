import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '../src/commands/provision.ts';
import { parseServiceMap } from '../src/map/parse-service-map.ts';
import { openSecretStore } from '../src/passwords/open-secret-store.ts';
import { passwordVariable } from '../src/passwords/resolve-secret.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { dropAll, errnoOf, randomMapText, rowsOf, temporaryRoot } from './random-map.ts';

describe.each(testServers())('awkward names and passwords on $kind $version', (server) => {
  const text = randomMapText('a');
  const map = parseServiceMap(text);
  const [service] = map.services;
  if (service === undefined) throw new RangeError('no service');
  const { user, database } = service;
  const request = { connection: server, map, services: ['a-service'] } as const;
  let root = '';
  let remove = (): Promise<void> => Promise.resolve();
  beforeAll(async () => ({ root, remove } = await temporaryRoot(text)));
  afterEach(() => dropAll(server, map));
  afterAll(() => remove());

  const passwords = [
    `it's "quoted" \\ \``,
    `' OR '1'='1`,
    `\\'; DROP USER x; -- `,
    '  blanks around  ',
    '\\0\\n\\Z%_$1${HOME}#?',
    'pässwörd 密碼 🔑',
    'e\u0301 is not \u00e9',
    'x'.repeat(213),
    'é'.repeat(106),
    '*0123456789ABCDEF0123456789ABCDEF01234567',
    '$A$005$NO-PASSWORD-SET-----...........................................',
    'invalid',
    '-',
  ];

  it.each(passwords)('U5 %j from the environment is a password that logs in', async (password) => {
    const environment = { [passwordVariable(user)]: password };
    const secrets = await openSecretStore({ root, map, environment });
    const { findings } = await provision({ ...request, secrets, runtimeAccounts: 'wanted' });
    expect(findings.filter(({ code }) => code !== 'weak-password')).toEqual([]);
    expect(await errnoOf({ ...server, user, password }, `USE ${database}`)).toBe(0);
    expect(await errnoOf({ ...server, user, password: password.slice(1) }, 'SELECT 1')).toBe(1045);
    expect((await provision({ ...request, secrets })).steps).toEqual([]);
  });

  it('U5 a quoted password of a .env is taken as it stands there, outer blanks too', async () => {
    const folder = path.join(root, 'microservices', 'a-service');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '.env'), `DB_PASSWORD='  # "quoted" \\ \` '\n`);
    const secrets = await openSecretStore({ root, map, environment: {} });
    await provision({ ...request, secrets });
    await writeFile(path.join(folder, '.env'), '');
    expect(await errnoOf({ ...server, user, password: '  # "quoted" \\ ` ' }, 'SELECT 1')).toBe(0);
  });

  it.each(['a\0b', 'a\nb', 'é'.repeat(107), 'p\uFFFDssword'])(
    'U5 %j is refused before anything is connected',
    async (password) => {
      const environment = { [passwordVariable(user)]: password };
      await expect(openSecretStore({ root, map, environment })).rejects.toMatchObject({ code: 'BAD_SECRET' });
    },
  );

  it('U5 an administrator and extra grants with quotes, back-ticks and blanks in their names are understood', async () => {
    const admin = { ...server, user: `${user.slice(0, 9)} o'x"\`@\\é`, password: 'it\'s "x" \\' };
    const odd = `${user.slice(0, 9)} TO o'x" \`\\é,(.)`;
    const name = (it: string): string => `\`${it.replaceAll('`', '``')}\``;
    const account = `${name(admin.user)}@\`localhost\``;
    const secrets = memorySecretStore();
    try {
      await rowsOf(
        server,
        `CREATE USER ${account} IDENTIFIED BY 'it''s "x" \\\\'`,
        `GRANT ALL ON *.* TO ${account} WITH GRANT OPTION`,
        `CREATE DATABASE ${name(odd)}`,
        `CREATE TABLE ${name(odd)}.${name(odd)} (id INT PRIMARY KEY, ${name(odd)} INT)`,
      );
      await provision({ ...request, connection: admin, secrets });
      await rowsOf(
        server,
        `GRANT SELECT ON ${name(odd)}.* TO '${user}'@'localhost'`,
        `GRANT UPDATE (id, ${name(odd)}) ON ${name(odd)}.${name(odd)} TO '${user}'@'localhost'`,
      );
      const fixed = await provision({ ...request, connection: admin, secrets, extras: 'revoke' });
      expect(fixed.steps.map(({ kind }) => kind)).toEqual(['revoke', 'revoke']);
      expect(fixed.findings).toEqual([]);
    } finally {
      await rowsOf(server, `DROP USER IF EXISTS ${account}`, `DROP DATABASE IF EXISTS ${name(odd)}`);
    }
  });

  it.each<[string, 'report' | 'refuse', string, boolean]>([
    ['a warning', 'report', 'warning', true],
    ['refused where it must be good', 'refuse', 'error', false],
  ])('U6 a given password that is easy to guess is %s', async (_, weakPasswords, severity, applied) => {
    const secrets = memorySecretStore({ [user]: `${user}1` });
    const report = await provision({ ...request, secrets, weakPasswords });
    expect(report.applied).toBe(applied);
    expect(report.findings).toMatchObject([
      {
        severity,
        code: 'weak-password',
        weaknesses: expect.arrayContaining([expect.any(String)]) as unknown,
      },
    ]);
    expect(JSON.stringify(report)).not.toContain(`${user}1`);
    expect(await errnoOf({ ...server, user, password: `${user}1` }, 'SELECT 1')).toBe(applied ? 0 : 1045);
  });

  it('U6 a generated password is never weak', async () => {
    const report = await provision({ ...request, secrets: memorySecretStore(), weakPasswords: 'refuse' });
    expect(report).toMatchObject({ applied: true, findings: [] });
  });
});
