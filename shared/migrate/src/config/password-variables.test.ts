import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { loadConfig, loadFileConfig, type ConfigSources } from './load-config.ts';

const secret = 'granite-heron-7412';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'password variables '));
  write('flyway.conf', 'flyway.url=jdbc:mysql://db/shop\nflyway.user=me\nflyway.password=${DB_PASSWORD}');
  write('password', `${secret}\n`);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

/** The command line of a small program, in a file whose path has a blank. */
function program(source: string): string {
  write('program.mjs', source);
  return `"${process.execPath}" "${path.join(folder, 'program.mjs')}"`;
}

const load = (environment: ConfigSources['environment'], more: Partial<ConfigSources> = {}) =>
  loadConfig({ environment, workingDirectory: folder, ...more });

function problemsOf(...given: Parameters<typeof load>): string {
  try {
    load(...given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
}

describe('a password that a variable does not hold itself', () => {
  it.each(['password', './password'])('stands in the file of its _FILE, %s', (file) => {
    expect(load({ DB_PASSWORD_FILE: file }).config.connection.password).toBe(secret);
    expect(load({ DB_PASSWORD_FILE: path.join(folder, file) }).config.connection.password).toBe(secret);
  });

  it('may begin with a byte order mark, as services read it too', () => {
    write('password', `\uFEFF${secret}\r\n`);
    expect(load({ DB_PASSWORD_FILE: 'password' }).config.connection.password).toBe(secret);
  });

  it('is what the command of its _COMMAND prints, and that runs once', () => {
    const command = program(
      `import { appendFileSync } from 'node:fs'; appendFileSync('runs', 'x'); console.log('${secret}')`,
    );
    write(
      'flyway.conf',
      'flyway.url=jdbc:mysql://db/shop?a=${DB_PASSWORD}\nflyway.user=me\nflyway.password=${DB_PASSWORD}',
    );
    expect(load({ DB_PASSWORD_COMMAND: command }).config.connection.password).toBe(secret);
    expect(readFileSync(path.join(folder, 'runs'), 'utf8')).toBe('x');
  });

  it('is found from TOML too', () => {
    rmSync(path.join(folder, 'flyway.conf'));
    write(
      'flyway.toml',
      `[environments.default]\nurl = "jdbc:mysql://db/shop"\nuser = "me"\npassword = "\${env.DB_PASSWORD}"`,
    );
    expect(load({ DB_PASSWORD_FILE: 'password' }).config.connection.password).toBe(secret);
    expect(problemsOf({ DB_PASSWORD_FILE: 'gone' })).toBe(
      'DB_PASSWORD_FILE gives no password: it cannot be read (ENOENT)',
    );
  });

  it('is found through -envFile=, which what the process says hides', () => {
    write('.env', 'DB_PASSWORD_FILE=password');
    expect(load({}, { envFile: '.env' }).config.connection.password).toBe(secret);
    expect(load({ DB_PASSWORD: 'given' }, { envFile: '.env' }).config.connection.password).toBe('given');
    write('.env', 'DB_PASSWORD=in-the-file');
    expect(load({ DB_PASSWORD_FILE: 'password' }, { envFile: '.env' }).config.connection.password).toBe(
      secret,
    );
  });

  it('is not looked for when no setting names it, nor by commands that need no database', () => {
    const command = program(`import { writeFileSync } from 'node:fs'; writeFileSync('ran', '')`);
    const environment = { DB_PASSWORD_COMMAND: command, OTHER_PASSWORD_FILE: 'gone', DB_PASSWORD: '' };
    loadFileConfig({ environment, workingDirectory: folder });
    write('flyway.conf', 'flyway.url=jdbc:mysql://db/shop\nflyway.user=me');
    load(environment);
    expect(existsSync(path.join(folder, 'ran'))).toBe(false);
  });

  it('is never FLYWAY_PASSWORD', () => {
    const environment = { FLYWAY_PASSWORD_FILE: 'password', DB_PASSWORD: 'given' };
    expect(load(environment).config.connection.password).toBe('given');
  });

  it('given twice is a problem', () => {
    const environment = { DB_PASSWORD: secret, DB_PASSWORD_FILE: 'password' };
    expect(problemsOf(environment)).toBe('DB_PASSWORD and DB_PASSWORD_FILE are both set; keep one');
  });

  it.each([
    ['missing', 'gone', 'it cannot be read (ENOENT)'],
    ['a directory', 'folder', 'it is no regular file'],
    ['empty', 'empty', 'it is empty'],
    ['of two lines', 'two', 'it has more than one line, or control characters'],
    ['too large', 'large', 'it is larger than 64 KB'],
    ['in Latin-1', 'latin', 'it is not UTF-8 text'],
  ])('in a file that is %s is a problem, without its text', (_fault, file, expected) => {
    mkdirSync(path.join(folder, 'folder'));
    write('empty', '\n');
    writeFileSync(path.join(folder, 'latin'), Buffer.from('gr\u00fcn', 'latin1'));
    write('two', `${secret}\nuser: me\n`);
    write('large', secret.repeat(10_000));
    expect(problemsOf({ DB_PASSWORD_FILE: file })).toBe(`DB_PASSWORD_FILE gives no password: ${expected}`);
  });

  it.each([
    ['says nothing', '', /the output of .* is no password: it is empty$/],
    [
      'prints two lines',
      `console.log('${secret}\\nx')`,
      /is no password: it has more than one line, or control characters$/,
    ],
    ['prints too much', `console.log('${secret}'.repeat(10000))`, /printed more than 64 KB$/],
    [
      'fails',
      `console.log('${secret}'); console.error('no\\n${secret}'); process.exit(3)`,
      /ended with 3: no \*\*\*$/,
    ],
  ])('from a command that %s is a problem, without its text', (_fault, source, expected) => {
    const text = problemsOf({ DB_PASSWORD_COMMAND: program(source) });
    expect(text).toMatch(/^DB_PASSWORD_COMMAND gives no password: /);
    expect(text).toMatch(expected);
    expect(text).not.toContain(secret);
  });

  it('from a program that is not there names the program alone', () => {
    expect(problemsOf({ DB_PASSWORD_COMMAND: `no-such-program-7 ${secret}` })).toBe(
      'DB_PASSWORD_COMMAND gives no password: no-such-program-7 could not be started (ENOENT)',
    );
  });
});
