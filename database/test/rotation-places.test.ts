import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatePassword } from '@nilecare/dev-database';
import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { passwordVariable } from '../src/passwords/resolve-secret.ts';
import { modeOf, rotationFixture, type RotationFixture } from './rotation-fixture.ts';

describe.each(testServers())('where a rotation takes and leaves passwords on $kind $version', (server) => {
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

  it("takes the operator's variable, and keeps no copy of it", async () => {
    const fixture = await newFixture();
    const given = `it's "new" # ${generatePassword()}`;
    const environment = { [passwordVariable(fixture.user)]: given };
    await fixture.rotate({}, environment);
    expect((await fixture.env())['DB_PASSWORD']).toBe(given);
    expect(await fixture.credentials()).toBe('');
    await fixture.rotate({ aim: 'finish' }, environment);
    expect([await fixture.logIn(fixture.old), await fixture.logIn(given)]).toEqual([1045, 0]);
    expect(await fixture.rotate({}, environment)).toMatchObject({ users: [{ stage: 'done', steps: [] }] });
  });

  it('U6 refuses a variable of 500 characters before anything is changed, and does not show it', async () => {
    const fixture = await newFixture();
    const environment = { [passwordVariable(fixture.user)]: 'x'.repeat(500) };
    const rotation = fixture.rotate({}, environment);
    await expect(rotation).rejects.toMatchObject({ code: 'BAD_SECRET' });
    await expect(rotation).rejects.not.toThrow(/xxx/);
    expect(await fixture.logIn(fixture.old)).toBe(0);
  });

  it('U6 warns of a weak password, and refuses it in production before anything is changed', async () => {
    const fixture = await newFixture();
    const weak = { [passwordVariable(fixture.user)]: 'password1' };
    const findings = [{ severity: 'error', code: 'weak-password' }];
    expect(
      await fixture.rotate({}, { ...weak, NODE_ENV: 'production', NILECARE_ENV_FILES: 'false' }),
    ).toMatchObject({
      applied: false,
      users: [{ findings }],
    });
    expect(await fixture.logIn(fixture.old)).toBe(0);
    expect(await fixture.rotate({}, weak)).toMatchObject({
      applied: true,
      users: [{ findings: [{ severity: 'warning', code: 'weak-password' }] }],
    });
  });

  it('replaces the file of DB_PASSWORD_FILE, with its rights and its last line feed', async () => {
    const fixture = await newFixture(() => 'DB_PASSWORD_FILE=secret.txt');
    const file = path.join(path.dirname(fixture.envFile), 'secret.txt');
    await writeFile(file, `${fixture.old}\n`);
    await chmod(file, 0o640);
    await fixture.rotate();
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^[A-Za-z0-9]{24}\n$/);
    expect(await fixture.logIn(text.trim())).toBe(0);
    expect(await fixture.env()).not.toHaveProperty('DB_PASSWORD');
    if (process.platform !== 'win32') expect(await modeOf(file)).toBe(0o640);
  });

  it('replaces the password in DATABASE_URL', async () => {
    const fixture = await newFixture(
      (old, user) => `DATABASE_URL=mysql://${user}:${old}@127.0.0.1:3306/db?a=b`,
    );
    await fixture.rotate();
    const url = new URL((await fixture.env())['DATABASE_URL'] ?? '');
    expect(await fixture.logIn(decodeURIComponent(url.password))).toBe(0);
    expect(url.password).not.toBe(fixture.old);
    expect(url.search).toBe('?a=b');
  });

  it('writes the one of several .env files that the service takes the password from', async () => {
    const fixture = await newFixture(() => 'DB_PASSWORD=of-another-server');
    await writeFile(`${fixture.envFile}.local`, `DB_PASSWORD=${fixture.old}\n`);
    await fixture.rotate();
    const next = /^DB_PASSWORD=(.+)$/m.exec(await readFile(`${fixture.envFile}.local`, 'utf8'))?.[1] ?? '';
    expect([await fixture.logIn(fixture.old), await fixture.logIn(next)]).toEqual([0, 0]);
    expect(next).not.toBe(fixture.old);
    expect((await fixture.env())['DB_PASSWORD']).toBe('of-another-server');
  });

  it("keeps a user's password without an .env in .nilecare/credentials.env", async () => {
    const fixture = await newFixture(() => 'DB_PASSWORD=');
    await fixture.rotate();
    const name = passwordVariable(fixture.user);
    const password = new RegExp(`^${name}=(.+)$`, 'm').exec(await fixture.credentials())?.[1] ?? '';
    expect(await fixture.logIn(password)).toBe(0);
    expect(await fixture.logIn(fixture.old)).toBe(0);
  });

  it('asks for the variable when only people write the store, and then leaves that to them', async () => {
    const fixture = await newFixture(() => 'DB_PASSWORD_COMMAND=pass show auth');
    expect(await fixture.rotate()).toMatchObject({
      applied: false,
      users: [{ findings: [{ severity: 'error', code: 'foreign-store' }] }],
    });
    const given = generatePassword();
    const report = await fixture.rotate({}, { [passwordVariable(fixture.user)]: given });
    expect(report).toMatchObject({
      applied: true,
      users: [{ after: 'switched', findings: [{ severity: 'warning', code: 'foreign-store' }] }],
    });
    expect([await fixture.logIn(fixture.old), await fixture.logIn(given)]).toEqual([0, 0]);
  });
});
