import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dropAll, randomMapText, rowsOf, temporaryRoot } from '../../test/random-map.ts';
import { parseServiceMap } from '../map/parse-service-map.ts';
import { parseArguments } from './parse-arguments.ts';
import { run } from './run.ts';

/** Somebody at a terminal who types an answer, again and again, once there is a question. */
function terminalThatAnswers(answer: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const isAsked = (): boolean => shown.includes('Carry this out?');
  const typing = setInterval(() => {
    if (isAsked()) input.write(answer);
  }, 50);
  return { input, output, isAsked, leave: () => clearInterval(typing) };
}

describe.each(testServers())('nilecare-db users on $kind $version', (server) => {
  const mapText = randomMapText('a', 'b');
  const map = parseServiceMap(mapText);
  const [a = '', b = ''] = map.services.map(({ user }) => user);
  const other = map.services[1]?.database ?? '';
  let root = '';
  let remove = (): Promise<void> => Promise.resolve();
  beforeAll(async () => ({ root, remove } = await temporaryRoot(mapText)));
  afterAll(async () => {
    await dropAll(server, map);
    await remove();
  });

  /** Everything is there, and one grant too many. */
  beforeEach(async () => {
    await db('create');
    await rowsOf(server, `GRANT SELECT ON \`${escaped(other)}\`.* TO '${a}'@'localhost'`);
  });

  const escaped = (database: string): string => database.replaceAll('_', '\\_');

  async function db(line: string, answer?: string) {
    const printed: string[] = [];
    const terminal = answer === undefined ? undefined : terminalThatAnswers(answer);
    const code = await run(parseArguments(line.split(' ')), {
      root,
      version: '1.2.3',
      environment: {
        DB_HOST: server.host,
        DB_PORT: String(server.port),
        DB_ADMIN_USER: server.user,
        DB_ADMIN_PASSWORD: server.password,
      },
      stopSignal: () => new AbortController().signal,
      terminal: terminal ?? { input: new PassThrough(), output: new PassThrough() },
      print: (text) => printed.push(text),
    });
    terminal?.leave();
    return { code, output: printed.join('\n'), isAsked: terminal?.isAsked() ?? false };
  }

  it('U3 says what is too much, and ends with 0', async () => {
    const { code, output } = await db('users');
    expect(code).toBe(0);
    expect(output).toContain(
      `${a}@localhost has more than the map gives it: SELECT ON \`${escaped(other)}\`.*.`,
    );
    expect(output).toContain('To revoke it: nilecare-db users --fix');
  });

  it('does not say that nothing was to be done after an account was dropped', async () => {
    await rowsOf(server, `CREATE USER '${a}'@'10.0.0.9'`);
    await db('users --fix');
    const { code, output } = await db(`users --fix --confirm=${a}@10.0.0.9`);
    expect({ code, output }).toEqual({
      code: 0,
      output: `Dropped user ${a}@10.0.0.9.\n0 databases and 3 users are in place.`,
    });
  });

  it('--dry-run prints the plan and its SQL, and changes nothing', async () => {
    await rowsOf(server, `DROP USER '${b}'@'localhost'`);
    const { code, output } = await db('users --fix --dry-run');
    expect(code).toBe(0);
    const lines = output.split('\n');
    expect(lines).toContain(`  + create the user ${b}@localhost`);
    expect(lines).toContain(`  - revoke SELECT ON \`${escaped(other)}\`.* from ${a}@localhost`);
    expect(lines).toContain('2 to create, 0 to change, 1 to revoke or drop; 0 findings.');
    expect(lines).toContain(`REVOKE SELECT ON \`${escaped(other)}\`.* FROM '${a}'@'localhost';`);
    expect(lines.find((it) => it.startsWith('CREATE USER'))).toMatch(/'\*\*\*';$/);
    expect(await db('users --fix --dry-run')).toEqual({ code, output, isAsked: false });
  });

  it('--dry-run generates no password', async () => {
    const fresh = await temporaryRoot(mapText);
    const before = root;
    root = fresh.root;
    await dropAll(server, map);
    await db('create --dry-run');
    root = before;
    expect(await readdir(fresh.root)).toEqual(['database']);
    await fresh.remove();
  });

  it('--detailed-exitcode tells a plan from an empty one', async () => {
    expect((await db('users --fix --dry-run --detailed-exitcode')).code).toBe(2);
    await db('users --fix');
    expect((await db('users --fix --dry-run --detailed-exitcode')).code).toBe(0);
  });

  it('--json holds the plan', async () => {
    const { output } = await db('users --fix --dry-run --json');
    expect(JSON.parse(output)).toMatchObject({
      applied: false,
      steps: [{ kind: 'revoke', account: { user: a, host: 'localhost' } }],
      statements: [expect.stringMatching(/^REVOKE SELECT/)],
      missingPrivileges: [],
    });
  });

  it('without a terminal --fix needs no answer', async () => {
    const { code, output } = await db('users --fix');
    expect(code).toBe(0);
    expect(output).toBe(
      `Revoked SELECT ON \`${escaped(other)}\`.* from ${a}@localhost.\n0 databases and 3 users are in place.`,
    );
  });

  it('on a terminal the plan is shown and a no changes nothing', async () => {
    const { code, output, isAsked } = await db('users --fix', 'n');
    expect({ code, isAsked }).toEqual({ code: 1, isAsked: true });
    expect(output).toMatch(/^Plan for M\w+ \d/);
    expect(output).toMatch(/\nNothing was changed\.$/);
    expect((await db('users --fix --dry-run --detailed-exitcode')).code).toBe(2);
  });

  it('on a terminal a yes carries it out', async () => {
    const { code, output } = await db('users --fix', 'y');
    expect(code).toBe(0);
    expect(output).toContain(`Revoked SELECT ON`);
  });

  it.each([
    ['--yes answers in advance', 'users --fix --yes'],
    ['what only adds needs no question', 'users'],
  ])('on a terminal %s', async (_, line) => {
    await rowsOf(server, `DROP USER '${b}'@'localhost'`);
    const { code, output, isAsked } = await db(line, 'n');
    expect({ code, isAsked }).toEqual({ code: 0, isAsked: false });
    expect(output).toContain(`  + create the user ${b}@localhost`);
    expect(output).toContain(`Created user ${b}@localhost.`);
  });

  it('makes run-time accounts with --runtime, whose passwords are kept as the others', async () => {
    const { code, output } = await db('create --runtime --fix');
    expect(code).toBe(0);
    expect(output).toContain(`Created user ${a}_runtime@localhost.`);
    expect((await db('status')).output).toContain(`${a}_runtime@localhost`);
    expect((await db('create --runtime')).output).toBe(
      'Nothing to do: 2 databases and 5 users exist already.',
    );
  });

  it('sets one password when two runs generate it at once', async () => {
    for (const user of [a, b]) await rowsOf(server, `DROP USER '${user}'@'localhost'`);
    await rm(path.join(root, '.nilecare/credentials.env'));
    const runs = await Promise.all([db('users'), db('users')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect((await db('users --dry-run')).output).toContain('0 to create, 0 to change');
  });
});
