import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingOf, login, open, quick } from './helpers.ts';

const password = 'granite-heron-7412-lantern';

describe('a command that prints the password', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret command '));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }));

  /** The command line of a small program; its file has a blank in its path. */
  async function program(source: string, ...words: readonly string[]): Promise<string> {
    const path = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
    await writeFile(path, source);
    return [`"${process.execPath}"`, `"${path}"`, ...words].join(' ');
  }
  const run = (command: string, environment: Readonly<Record<string, string>> = {}) =>
    open({ kind: 'command', command }, { environment: { PATH: process.env['PATH'], ...environment } });

  it.each([
    ['with a line break', `console.log('${password}')`, password],
    ['with a Windows line break', `process.stdout.write('${password}\\r\\n')`, password],
    ['without one', `process.stdout.write('${password}')`, password],
    ['with blanks around it', `process.stdout.write(' a b \\n')`, ' a b '],
    ['and a warning on standard error', `console.error('hm'); console.log('${password}')`, password],
    ['of 64 KB', `console.log('x'.repeat(65536))`, 'x'.repeat(65_536)],
  ])('%s is run', async (_how, source, expected) => {
    expect(await login(run(await program(source)))).toBe(`auth_user:${expected}`);
  });

  it('gets its words as they are quoted, no shell looks at them, and nothing is on its standard input', async () => {
    const source = `let text = ''; for await (const chunk of process.stdin) text += chunk;
      console.log(JSON.stringify([...process.argv.slice(2), text]))`;
    const command = await program(source, `'a b'`, '$HOME', '"c;d"', '|', 'C:\\x', '*');
    const printed = (await run(command).current()).password.reveal();
    expect(JSON.parse(printed)).toEqual(['a b', '$HOME', 'c;d', '|', 'C:\\x', '*', '']);
  });

  it('sees the environment of the service', async () => {
    const command = await program('console.log(process.env.OP_SESSION)');
    expect(await login(run(command, { OP_SESSION: 'from-the-environment' }))).toBe(
      'auth_user:from-the-environment',
    );
  });

  it.each([
    ['says nothing', '', /The output of .* is empty\./],
    [
      'prints two lines',
      `console.log('${password}\\nuser: x')`,
      /has 2 lines; one line with the password was expected\./,
    ],
    ['prints too much', `console.log('${password}'.repeat(10000))`, /is larger than 64 KB\./],
    ['prints a control character', `console.log('${password}\\u0007')`, /contains a control character\./],
    [
      'fails',
      `console.log('${password}'); console.error('no entry ${password}'); process.exit(3)`,
      /ended with code 3 and said: no entry \*\*\*/,
    ],
    ['fails without a word', `process.exit(1)`, /ended with code 1 without a word/],
  ])('that %s is refused without the text', async (_what, source, expected) => {
    const shown = await everythingOf(run(await program(source)).current());
    expect(shown).toMatch(expected);
    expect(shown).not.toContain(password);
  });

  it('that cannot be found names the program and not its words', async () => {
    const shown = await everythingOf(run(`no-such-program-7 ${password}`).current());
    expect(shown).toMatch(
      /The command no-such-program-7 could not be started \((ENOENT|EACCES)\)\. Install it/,
    );
    expect(shown).not.toContain(password);
  });

  it('that is empty is refused', async () => {
    await expect(run('   ').current()).rejects.toThrow('The command for the password is empty.');
  });

  it('that hangs is ended', async () => {
    const pidFile = join(folder, 'pid');
    const source = `import { writeFileSync } from 'node:fs';
      writeFileSync(process.argv[2], String(process.pid)); setInterval(() => undefined, 1000)`;
    const provider = run(await program(source, `"${pidFile}"`));
    const asked = everythingOf(provider.current());
    await expect.poll(() => readFile(pidFile, 'utf8').catch(() => ''), { timeout: 10_000 }).not.toBe('');
    await provider.close();
    expect(await asked).toContain('SECRET_PROVIDER_CLOSED');
    const pid = Number(await readFile(pidFile, 'utf8'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('may leave a program running that keeps its output open', async () => {
    const pidFile = join(folder, 'agent pid');
    const agent = `require('node:fs').writeFileSync(process.argv[1], String(process.pid)); setTimeout(() => undefined, 60_000)`;
    const source = `import { spawn } from 'node:child_process';
      const agent = spawn(process.execPath, ['-e', ${JSON.stringify(agent)}, process.argv[2]], { stdio: 'inherit', detached: true });
      agent.unref(); console.log('${password}')`;
    expect(await login(run(await program(source, `"${pidFile}"`)))).toBe(`auth_user:${password}`);
    await expect.poll(() => readFile(pidFile, 'utf8').catch(() => ''), { timeout: 10_000 }).not.toBe('');
    process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
  });

  it('is run once for many and again after a refused login', async () => {
    const counter = join(folder, 'count');
    await writeFile(counter, '');
    const source = `import { appendFileSync, readFileSync } from 'node:fs'; const file = process.argv[2];
      appendFileSync(file, 'x'); console.log('password-' + readFileSync(file, 'utf8').length)`;
    const provider = open(
      { kind: 'command', command: await program(source, `"${counter}"`) },
      { environment: { PATH: process.env['PATH'] }, timing: { ...quick, refreshInterval: 60_000 } },
    );
    await Promise.all(Array.from({ length: 20 }, () => provider.current()));
    expect(await login(provider)).toBe('auth_user:password-1');
    expect(await Promise.all(Array.from({ length: 20 }, () => provider.refresh()))).toEqual(
      Array(20).fill(true),
    );
    expect(await provider.refresh()).toBe(true);
    expect(await login(provider)).toBe('auth_user:password-2');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
