import { readdir } from 'node:fs/promises';
import { generatePassword, hashPassword, type ServerKind } from '@nilecare/dev-database';
import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../../test/random-map.ts';
import { rotationFixture, type RotationFixture } from '../../test/rotation-fixture.ts';
import { describeRotationStep } from '../plan/describe-rotation-step.ts';

describe.each(testServers())('rotate on $kind $version', (server) => {
  const fixtures: RotationFixture[] = [];
  const newFixture = async (
    ...args: Parameters<typeof rotationFixture> extends [TestServer, ...infer R] ? R : never
  ) => {
    const fixture = await rotationFixture(server, ...args);
    fixtures.push(fixture);
    return fixture;
  };
  afterEach(async () => {
    for (const fixture of fixtures.splice(0)) await fixture.remove();
  });

  it('U7 both passwords work after the switch, only the new one after the end', async () => {
    const fixture = await newFixture();
    const steps: string[] = [];
    const report = await fixture.rotate({ onEvent: ({ kind }) => steps.push(kind) });
    expect(steps).toEqual(['keep-pending', 'add-password', 'verify-login', 'write-secret']);
    expect(report).toMatchObject({ applied: true, users: [{ stage: 'none', after: 'switched' }] });
    const { DB_PASSWORD: next = '', PORT } = await fixture.env();
    expect(next).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(PORT).toBe('7001');
    expect([await fixture.logIn(fixture.old), await fixture.logIn(next), await fixture.logIn('x')]).toEqual([
      0, 0, 1045,
    ]);
    expect(await fixture.credentials()).toContain(`_PENDING=${next}\n`);

    const finished = await fixture.rotate({ aim: 'finish' });
    expect(finished).toMatchObject({ applied: true, users: [{ stage: 'switched', after: 'done' }] });
    expect([await fixture.logIn(fixture.old), await fixture.logIn(next)]).toEqual([1045, 0]);
    expect(await fixture.credentials()).not.toContain('PENDING');
    expect(JSON.stringify([report, finished])).not.toContain(next);
  });

  it('a second run after the switch changes nothing, and the end comes once', async () => {
    const fixture = await newFixture();
    await fixture.rotate();
    const { DB_PASSWORD } = await fixture.env();
    expect(await fixture.rotate()).toMatchObject({ users: [{ steps: [], after: 'switched' }] });
    expect((await fixture.env())['DB_PASSWORD']).toBe(DB_PASSWORD);
    expect(await fixture.logIn(fixture.old)).toBe(0);
    await fixture.rotate({ aim: 'finish' });
    expect(await fixture.rotate({ aim: 'finish' })).toMatchObject({
      applied: false,
      users: [{ findings: [{ code: 'not-switched', stage: 'none' }] }],
    });
  });

  it('a plan changes nothing', async () => {
    const fixture = await newFixture();
    const { applied, users } = await fixture.rotate({ mode: 'plan' });
    expect(applied).toBe(false);
    expect(users[0]?.steps.map(describeRotationStep)).toHaveLength(4);
    expect((await fixture.env())['DB_PASSWORD']).toBe(fixture.old);
    expect(await readdir(fixture.root)).not.toContain('.nilecare');
  });

  it('U2 refuses when the account has another password than its .env, and shows neither', async () => {
    const fixture = await newFixture(() => 'DB_PASSWORD=not-the-one');
    const report = await fixture.rotate();
    expect(report).toMatchObject({ applied: false, users: [{ findings: [{ code: 'password-differs' }] }] });
    expect(JSON.stringify(report)).not.toContain('not-the-one');
    expect(await fixture.credentials()).toBe('');
  });

  it('leaves an account alone that has two passwords of somebody else', async () => {
    const fixture = await newFixture();
    const { user, old } = fixture;
    const hash = hashPassword(server.kind, generatePassword());
    const second = {
      mysql: `WITH caching_sha2_password AS ${hash} RETAIN CURRENT PASSWORD`,
      mariadb: `VIA mysql_native_password USING '${hash}' OR mysql_native_password USING '${hashPassword('mariadb', old)}'`,
    };
    await rowsOf(server, `ALTER USER '${user}'@'localhost' IDENTIFIED ${second[server.kind]}`);
    expect(await fixture.rotate()).toMatchObject({
      applied: false,
      users: [{ findings: [{ code: 'second-password' }] }],
    });
    expect(await fixture.logIn(old)).toBe(0);
  });

  it('rotates the accounts of a user at every host', async () => {
    const fixture = await newFixture();
    const { user, old } = fixture;
    await rowsOf(server, `CREATE USER '${user}'@'10.9.8.%' IDENTIFIED ${identification(server.kind, old)}`);
    const steps: string[] = [];
    await fixture.rotate({ onEvent: (step) => steps.push(describeRotationStep(step)) });
    await fixture.rotate({ aim: 'finish', onEvent: (step) => steps.push(describeRotationStep(step)) });
    await rowsOf(server, `DROP USER '${user}'@'10.9.8.%'`);
    expect(steps.filter((step) => step.includes('10.9.8.%'))).toEqual([
      `add the new password to ${user}@10.9.8.%, which keeps the old one`,
      `discard the old password of ${user}@10.9.8.%`,
    ]);
  });

  it('another run for the same user is told to wait', async () => {
    const fixture = await newFixture();
    const { host, port, user, password } = server;
    const other = await createConnection({ host, port, user, password });
    await other.query('SELECT GET_LOCK(?, 0)', [`nilecare-db rotate ${fixture.user}`]);
    await expect(fixture.rotate()).rejects.toMatchObject({ code: 'BUSY' });
    await other.end();
    expect(await fixture.rotate()).toMatchObject({ applied: true });
  });

  it('U8 refuses before the first change without CREATE USER', async () => {
    const fixture = await newFixture();
    const { user, old } = fixture;
    await rowsOf(server, `GRANT SELECT ON mysql.* TO '${user}'@'localhost'`);
    await expect(fixture.rotate({ connection: { ...server, user, password: old } })).rejects.toMatchObject({
      code: 'MISSING_PRIVILEGES',
      context: { missing: ['CREATE USER ON *.*'] },
    });
    expect(await fixture.credentials()).toBe('');
  });

  it('needs no privilege but CREATE USER and SELECT on mysql', async () => {
    const fixture = await newFixture();
    const [user, password] = [`${fixture.user.slice(0, 9)}_dba`, generatePassword()];
    await rowsOf(
      server,
      `CREATE USER '${user}'@'localhost' IDENTIFIED ${identification(server.kind, password)}`,
      `GRANT CREATE USER ON *.* TO '${user}'@'localhost'`,
      `GRANT SELECT ON mysql.* TO '${user}'@'localhost'`,
    );
    const connection = { ...server, user, password };
    await fixture.rotate({ connection });
    expect(await fixture.rotate({ connection, aim: 'finish' })).toMatchObject({ applied: true });
    await rowsOf(server, `DROP USER '${user}'@'localhost'`);
  });

  it('stops before the next step when it is told to, and goes on later', async () => {
    const fixture = await newFixture();
    const stop = new AbortController();
    const rotation = fixture.rotate({
      signal: stop.signal,
      onEvent: ({ kind }) => {
        if (kind === 'add-password') stop.abort();
      },
    });
    await expect(rotation).rejects.toMatchObject({ code: 'INTERRUPTED', context: { done: 2 } });
    expect((await fixture.env())['DB_PASSWORD']).toBe(fixture.old);
    expect(await fixture.rotate()).toMatchObject({ users: [{ stage: 'added', after: 'switched' }] });
  });
});

/** What follows IDENTIFIED. */
function identification(kind: ServerKind, password: string): string {
  const hash = hashPassword(kind, password);
  return kind === 'mysql'
    ? `WITH caching_sha2_password AS ${hash}`
    : `VIA mysql_native_password USING '${hash}'`;
}
