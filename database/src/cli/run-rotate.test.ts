import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import path from 'node:path';
import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rotationFixture, type RotationFixture } from '../../test/rotation-fixture.ts';
import { parseArguments } from './parse-arguments.ts';
import { run } from './run.ts';

function administrator(server: TestServer): Readonly<Record<string, string>> {
  const { host, port, user, password } = server;
  return { DB_HOST: host, DB_PORT: String(port), DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password };
}

describe.each(testServers())('nilecare-db rotate on $kind $version', (server) => {
  const start = async (): Promise<RotationFixture> => {
    const fixture = await rotationFixture(server);
    onTestFinished(() => fixture.remove());
    return fixture;
  };
  const db = async ({ root }: RotationFixture, ...words: readonly string[]) => {
    const printed: string[] = [];
    const code = await run(parseArguments(['rotate', ...words]), {
      root,
      version: '1.2.3',
      environment: administrator(server),
      terminal: { input: Readable.from([]), output: new PassThrough() },
      print: (text) => printed.push(text),
      stopSignal: () => new AbortController().signal,
    });
    return { code, output: printed.join('\n') };
  };

  it('tells each step and what to do next, and no password', async () => {
    const fixture = await start();
    const { user, old } = fixture;
    const { code, output } = await db(fixture, user);
    expect({ code, output }).toEqual({
      code: 0,
      output: [
        `Kept a new password of ${user} in .nilecare/credentials.env.`,
        `${user}@localhost takes the new password beside the old one.`,
        `Logged in as ${user}@localhost with the new password.`,
        `Wrote the new password to DB_PASSWORD in ${path.join('microservices', 'a-service', '.env')}.`,
        `${user} has two passwords now, and the new one is in every place.`,
        `Reload the services that use ${user}, then: nilecare-db rotate --finish ${user}`,
      ].join('\n'),
    });
    const status = await db(fixture, '--status');
    expect(status.output).toMatch(/to be finished +│ 1 of 1 places/);
    const finished = await db(fixture, '--finish', '--service', 'a-service');
    expect(finished).toMatchObject({
      code: 0,
      output: expect.stringMatching(/The rotation of \w+ is complete\.$/) as string,
    });
    for (const text of [output, status.output, finished.output]) expect(text).not.toContain(old);
  });

  it('shows a plan, and as JSON', async () => {
    const fixture = await start();
    const { output } = await db(fixture, '--dry-run', fixture.user);
    expect(output).toMatch(/^Would:\n {2}keep a new password of /);
    const json = await db(fixture, '--dry-run', '--json', fixture.user);
    expect(JSON.parse(json.output)).toMatchObject({
      applied: false,
      users: [{ user: fixture.user, stage: 'none', after: 'none' }],
    });
  });

  it('goes on to the end after the overlap', async () => {
    const fixture = await start();
    const { code } = await db(fixture, '--overlap=10ms', fixture.user);
    expect(code).toBe(0);
    expect(await fixture.logIn(fixture.old)).toBe(1045);
  });

  it('ends with 1 when there is nothing to finish, and says how to begin', async () => {
    const fixture = await start();
    const { code, output } = await db(fixture, '--finish', fixture.user);
    expect(code).toBe(1);
    expect(output).toContain(`Begin one with: nilecare-db rotate ${fixture.user}`);
  });

  it('names the users that there are', async () => {
    const fixture = await start();
    await expect(db(fixture, 'nobody')).rejects.toMatchObject({ code: 'UNKNOWN_USER' });
    await expect(db(fixture)).rejects.toThrow(/^No user was named\./);
  });

  it.skipIf(process.platform === 'win32')(
    'Ctrl-C in the overlap ends with 130 and leaves both passwords',
    async () => {
      const fixture = await start();
      const main = path.join(import.meta.dirname, 'main.ts');
      const tsx = import.meta.resolve('tsx');
      const child = spawn(process.execPath, ['--import', tsx, main, 'rotate', '--overlap=1h', fixture.user], {
        cwd: fixture.root,
        env: { ...process.env, ...administrator(server) },
      });
      let [stdout, stderr] = ['', ''];
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('Reload the services')) child.kill('SIGINT');
      });
      expect(await once(child, 'close')).toEqual([130, null]);
      expect(stderr).toBe(
        `nilecare-db: Stopped while both passwords work. Later: nilecare-db rotate --finish ${fixture.user}\n`,
      );
      expect(await fixture.logIn(fixture.old)).toBe(0);
    },
  );
});
