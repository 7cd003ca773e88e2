import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkServiceEnvironment, validateDatabaseEnvironment, type Environment } from './index.ts';

const identity = { service: 'auth-service', database: 'nilecare_auth', user: 'auth_service', port: 7020 };
const development = {
  NODE_ENV: 'development',
  DB_HOST: 'db.example',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
};
const production = { ...development, NODE_ENV: 'production' };
const password = 'river-stone-41-lantern';
const isPosix = process.platform !== 'win32';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'secret files '))));
afterEach(() => rmSync(folder, { recursive: true }));

function secretFile(content: string | Uint8Array, mode = 0o600): string {
  const path = join(folder, 'db-password');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const check = (environment: Environment) => checkServiceEnvironment(environment, { identity, own: {} });
const problems = (environment: Environment) => check(environment).problems.map(({ message }) => message);
const withFile = (path: string, base: Environment = development) => ({ ...base, DB_PASSWORD_FILE: path });

describe('a password in a file', () => {
  it.each([
    ['as it is', password],
    ['with LF at its end', `${password}\n`],
    ['with CRLF at its end', `${password}\r\n`],
  ])('E6: is read %s', (_how, content) => {
    const path = secretFile(content);
    const { database } = validateDatabaseEnvironment(withFile(path), identity);
    const { credentials } = database.runtime;
    expect(credentials).toMatchObject({ kind: 'file', path });
    expect(credentials.kind === 'file' && credentials.password.reveal()).toBe(password);
  });

  it('E6: keeps blanks, which belong to it', () => {
    const { database } = validateDatabaseEnvironment(withFile(secretFile(` ${password} \n`)), identity);
    const { credentials } = database.runtime;
    expect(credentials.kind === 'file' && credentials.password.reveal()).toBe(` ${password} `);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['is empty', '', 'DB_PASSWORD_FILE names an empty file.'],
    ['holds a line break alone', '\n', 'DB_PASSWORD_FILE names an empty file.'],
    [
      'has two line breaks at its end',
      `${password}\n\n`,
      'DB_PASSWORD_FILE: its text contains a line break or another control character.',
    ],
    [
      'has two lines',
      `${password}\nmore`,
      'DB_PASSWORD_FILE: its text contains a line break or another control character.',
    ],
    ['is binary', Uint8Array.of(0x66, 0, 0x67), 'DB_PASSWORD_FILE names a binary file.'],
    ['is no UTF-8', Uint8Array.of(0x66, 0xff), 'DB_PASSWORD_FILE names a file that is not UTF-8 text.'],
    ['is larger than 64 KiB', 'x'.repeat(65_537), 'DB_PASSWORD_FILE names a file of more than 64 KiB.'],
  ])('E6: is refused when it %s', (_what, content, problem) => {
    expect(problems(withFile(secretFile(content)))).toEqual([problem]);
  });

  it('E6: may have exactly 64 KiB', () => {
    expect(problems(withFile(secretFile('a1B2'.repeat(16_384))))).toEqual([]);
  });

  it('E6: that does not exist is refused, without its path', () => {
    const path = join(folder, 'nothing');
    expect(problems(withFile(path))).toEqual(['DB_PASSWORD_FILE names a file that cannot be read (ENOENT).']);
    expect(() => validateDatabaseEnvironment(withFile(path), identity)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(folder) as string }) as Error,
    );
  });

  it('E6: that is a directory is refused', () => {
    expect(problems(withFile(folder))).toEqual(['DB_PASSWORD_FILE names a directory; a file was expected.']);
  });

  it.runIf(isPosix)('E6: that cannot be read is refused', () => {
    chmodSync(folder, 0o755);
    const path = secretFile(password, 0o000);
    expect(asOrdinaryUser(() => problems(withFile(path)))).toEqual([
      'DB_PASSWORD_FILE names a file that cannot be read (EACCES).',
    ]);
  });

  it.runIf(isPosix).each([0o604, 0o644, 0o602])(
    'E6: that all may read or change (%o) is refused in production and warned of in development',
    (mode) => {
      const path = secretFile(password, mode);
      const open =
        'DB_PASSWORD_FILE names a file that every user of this machine can read or change; take the rights away: chmod 600.';
      expect(problems(withFile(path, production))).toEqual([open]);
      const lenient = check(withFile(path));
      expect(lenient.problems).toEqual([]);
      expect(lenient.warnings.map(({ message }) => message)).toEqual([open]);
    },
  );

  it.runIf(isPosix)('E6: that the group may read is accepted', () => {
    expect(problems(withFile(secretFile(password, 0o640), production))).toEqual([]);
  });

  it.runIf(isPosix)(
    'E6: that Kubernetes mounted, by links and readable by all, is accepted in production',
    () => {
      mkdirSync(join(folder, '..2024_05_01'));
      writeFileSync(join(folder, '..2024_05_01', 'db-password'), password, { mode: 0o644 });
      symlinkSync('..2024_05_01', join(folder, '..data'));
      symlinkSync(join('..data', 'db-password'), join(folder, 'db-password'));
      expect(problems(withFile(join(folder, 'db-password'), production))).toEqual([]);
    },
  );

  it.runIf(isPosix)('E6: behind a link to a file that all may read is refused in production', () => {
    const path = join(folder, 'link');
    symlinkSync(secretFile(password, 0o644), path);
    expect(problems(withFile(path, production))).toHaveLength(1);
  });

  it('is held to the rules for passwords', () => {
    expect(problems(withFile(secretFile('changeme'), production))).toEqual([
      'DB_PASSWORD_FILE: its text is easy to guess: a common password, which is refused in production.',
      'DB_PASSWORD_FILE: its text is shorter than 15 characters, which is refused in production.',
    ]);
  });

  it.each(['DB_PASSWORD', 'DB_RUNTIME_PASSWORD', 'DB_ADMIN_PASSWORD'])(
    'E5: beside %s itself is refused',
    (variable) => {
      const environment = {
        ...development,
        DB_PASSWORD: password,
        DB_RUNTIME_USER: 'auth_service_runtime',
        DB_RUNTIME_PASSWORD: 'meadow-wind-52-harbour',
        DB_ADMIN_USER: 'dba',
        DB_ADMIN_PASSWORD: 'candle-moss-77-orchard',
        [`${variable}_FILE`]: secretFile('another-stone-32-hill'),
      };
      expect(problems(environment)).toEqual([`${variable} and ${variable}_FILE are both set; keep one.`]);
    },
  );

  it('E5: every further way to give the password is named', () => {
    const environment = {
      ...withFile(secretFile(password)),
      DB_PASSWORD_COMMAND: 'cat password',
      DB_PASSWORD_SOURCE: 'vault-kv:secret/auth',
    };
    expect(problems(environment)).toEqual([
      'DB_PASSWORD_FILE and DB_PASSWORD_COMMAND and DB_PASSWORD_SOURCE are all set; keep one.',
    ]);
  });
});

/** The superuser may read every file, so a test that runs as root becomes nobody for a moment. */
function asOrdinaryUser<T>(action: () => T): T {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    return action();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
