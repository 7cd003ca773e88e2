import { generatePassword } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { dropAll, errnoOf, randomMap, rowsOf } from '../../test/random-map.ts';
import { desiredAccounts } from '../map/accounts.ts';
import type { ServiceMap } from '../model.ts';
import { memorySecretStore } from '../passwords/secret-store.ts';
import { describeStep } from '../plan/describe-step.ts';
import { provision } from './provision.ts';
import { status } from './status.ts';

describe.each(testServers())('provision on $kind $version', (server) => {
  const maps: ServiceMap[] = [];
  const newMap = (...names: readonly string[]): ServiceMap => {
    const map = randomMap(...names);
    maps.push(map);
    return map;
  };
  afterAll(async () => {
    for (const map of maps) await dropAll(server, map);
  });

  it('U3 creates everything, and run again changes nothing', async () => {
    const request = { connection: server, map: newMap('a', 'b'), secrets: memorySecretStore() };
    const first = await provision(request);
    expect(first.databases.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect(first.users.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    const steps: string[] = [];
    const second = await provision({ ...request, onEvent: (step) => steps.push(describeStep(step)) });
    expect([...second.databases, ...second.users].map(({ outcome }) => outcome)).toEqual(
      Array(5).fill('existing'),
    );
    expect(second.findings).toEqual([]);
    expect(steps).toEqual([]);
    expect(await status(request)).toMatchObject({ isComplete: true, server: { kind: server.kind } });
  });

  it('makes databases with utf8mb4_unicode_ci', async () => {
    const map = newMap('a');
    await provision({ connection: server, map, secrets: memorySecretStore() });
    const [row] = await rowsOf(
      server,
      `USE ${map.services[0]?.database}`,
      'SELECT @@collation_database AS c',
    );
    expect(row).toEqual({ c: 'utf8mb4_unicode_ci' });
  });

  it("concerns one service's database and user only, when told so", async () => {
    const map = newMap('a', 'b');
    const report = await provision({
      connection: server,
      map,
      services: ['b-service'],
      secrets: memorySecretStore(),
    });
    expect(report.databases).toEqual([{ name: map.services[1]?.database, outcome: 'created' }]);
    expect(report.users.map(({ user }) => user)).toEqual([map.services[1]?.user]);
    const { rows } = await status({ connection: server, map, secrets: memorySecretStore() });
    expect(rows.map(({ account }) => account)).toEqual(['missing', 'exists', 'missing']);
  });

  it('creates users without databases in the scope of users', async () => {
    const map = newMap('a');
    await provision({ connection: server, map, scope: 'users', secrets: memorySecretStore() });
    const { rows } = await status({ connection: server, map, secrets: memorySecretStore() });
    expect(rows[0]).toMatchObject({ databaseExists: false, account: 'exists', missingGrants: [] });
  });

  it('U2 tells an expired password from another one, and sets it anew with rotate', async () => {
    const map = newMap('a');
    const user = map.services[0]?.user ?? '';
    const request = { connection: server, map, secrets: memorySecretStore({ [user]: generatePassword() }) };
    await provision(request);
    await rowsOf(server, `ALTER USER '${user}'@'localhost' PASSWORD EXPIRE`);
    expect(await status(request)).toMatchObject({ isComplete: false, rows: [{ login: 'expired' }, {}] });
    expect(await provision(request)).toMatchObject({
      applied: false,
      findings: [{ code: 'password-expired', account: { user } }],
    });
    await provision({ ...request, passwordPolicy: 'rotate' });
    expect(await status(request)).toMatchObject({ isComplete: true });
  });

  it('U2 reports an account with another password, changes nothing, and sets it with rotate', async () => {
    const map = newMap('a', 'b');
    const user = map.services[0]?.user ?? '';
    const [former, secret] = [generatePassword(), generatePassword()];
    await provision({
      connection: server,
      map,
      services: ['a-service'],
      secrets: memorySecretStore({ [user]: former }),
    });
    const request = { connection: server, map, secrets: memorySecretStore({ [user]: secret }) };
    const refused = await provision(request);
    expect(refused).toMatchObject({
      applied: false,
      findings: [{ code: 'password-differs', account: { user } }],
    });
    expect(refused.users.map(({ outcome }) => outcome)).toEqual(['existing', 'missing', 'missing']);
    expect(await errnoOf({ ...server, user, password: former }, 'SELECT 1')).toBe(0);
    const rotated = await provision({ ...request, passwordPolicy: 'rotate' });
    expect(rotated.users.map(({ outcome }) => outcome)).toEqual(['updated', 'created', 'created']);
    expect(await errnoOf({ ...server, user, password: secret }, 'SELECT 1')).toBe(0);
    expect(await errnoOf({ ...server, user, password: former }, 'SELECT 1')).toBe(1045);
  });

  it('U3 reports a grant that the map does not give, and leaves it', async () => {
    const map = newMap('a', 'b');
    const request = { connection: server, map, secrets: memorySecretStore() };
    await provision(request);
    const [a, b] = map.services;
    await rowsOf(server, `GRANT SELECT ON ${b?.database}.* TO '${a?.user}'@'localhost'`);
    const { findings } = await provision(request);
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'extra-grant', account: { user: a?.user } },
    ]);
  });

  it('reports an account that somebody locked, and keeps the lock', async () => {
    const map = newMap('a');
    const request = { connection: server, map, secrets: memorySecretStore() };
    await provision(request);
    await rowsOf(server, `ALTER USER '${map.services[0]?.user}'@'localhost' ACCOUNT LOCK`);
    expect(await provision({ ...request, passwordPolicy: 'rotate' })).toMatchObject({
      applied: false,
      findings: [{ code: 'locked' }],
    });
    const { rows } = await status(request);
    expect(rows[0]?.account).toBe('locked');
  });

  it('makes accounts for another host and does not try them from here', async () => {
    const map = newMap('a');
    const report = await provision({ connection: server, map, host: '%', secrets: memorySecretStore() });
    expect(report.users.every(({ host, outcome }) => host === '%' && outcome === 'created')).toBe(true);
  });

  it('U8 refuses before the first change when the administrator lacks privileges', async () => {
    const map = newMap('a', 'x');
    const user = map.services[1]?.user ?? '';
    const password = generatePassword();
    await provision({
      connection: server,
      map,
      services: ['x-service'],
      secrets: memorySecretStore({ [user]: password }),
    });
    await rowsOf(
      server,
      `GRANT SELECT ON mysql.* TO '${user}'@'localhost'`,
      `GRANT CREATE ON *.* TO '${user}'@'localhost'`,
    );
    const connection = { ...server, user, password };
    const database = map.services[0]?.database.replace('_', '\\_');
    await expect(
      provision({ connection, map, services: ['a-service'], secrets: memorySecretStore() }),
    ).rejects.toMatchObject({
      code: 'MISSING_PRIVILEGES',
      context: {
        missing: [
          'CREATE USER ON *.*',
          `ALL PRIVILEGES ON \`${database}\`.*`,
          `GRANT OPTION ON \`${database}\`.*`,
        ],
      },
    });
    const { rows } = await status({
      connection: server,
      map,
      services: ['a-service'],
      secrets: memorySecretStore(),
    });
    expect(rows[0]).toMatchObject({ databaseExists: false, account: 'missing' });
  });

  it('U8 refuses when the administrator may not even look', async () => {
    const map = newMap('a');
    const user = map.services[0]?.user ?? '';
    const password = generatePassword();
    const secrets = memorySecretStore({ [user]: password });
    await provision({ connection: server, map, secrets });
    await expect(
      provision({ connection: { ...server, user, password }, map, secrets }),
    ).rejects.toMatchObject({
      code: 'MISSING_PRIVILEGES',
      message: expect.stringContaining('SELECT ON `mysql`.*') as string,
    });
  });

  it('says that the administrator was refused, without the password', async () => {
    const connection = { ...server, password: 'certainly-wrong' };
    const failure = provision({ connection, map: newMap('a'), secrets: memorySecretStore() });
    await expect(failure).rejects.toMatchObject({ code: 'ACCESS_DENIED', context: { errno: 1045 } });
    await expect(failure).rejects.not.toThrow(/certainly-wrong/);
  });

  it('keeps a generated password before it is set on the server', async () => {
    const map = newMap('a');
    const secrets = {
      ...memorySecretStore(),
      keep: () => Promise.reject(new Error('no space left on device')),
    };
    await expect(provision({ connection: server, map, secrets })).rejects.toThrow('no space left on device');
    const { rows } = await status({ connection: server, map, secrets: memorySecretStore() });
    expect(rows.map(({ account }) => account)).toEqual(['missing', 'missing']);
  });

  it('completes a run that stopped in the middle', async () => {
    const map = newMap('a', 'b');
    const secrets = memorySecretStore();
    const request = { connection: server, map, secrets };
    let count = 0;
    const stopAtFourth = (): void => {
      count += 1;
      if (count === 4) throw new Error('stopped');
    };
    await expect(provision({ ...request, onEvent: stopAtFourth })).rejects.toThrow('stopped');
    await provision(request);
    expect(await status(request)).toMatchObject({ isComplete: true });
    expect(desiredAccounts(map).every(({ user }) => secrets.known(user)?.password.length === 24)).toBe(true);
  });
});

it('says that no server answers, and how to get one', async () => {
  const connection = { host: '127.0.0.1', port: 1, user: 'root', password: '' };
  await expect(
    provision({ connection, map: randomMap('a'), secrets: memorySecretStore() }),
  ).rejects.toMatchObject({
    code: 'NO_SERVER',
    message: expect.stringMatching(
      /^No database server answers at 127\.0\.0\.1:1: .*"npm run db:start"/,
    ) as string,
  });
});
