import { describe, expect, it } from 'vitest';
import { checkServiceEnvironment, validateDatabaseEnvironment, type Environment } from './index.ts';

const identity = { service: 'shop', port: 7020 };
const password = 'river-stone-41-lantern';
const problems = (environment: Environment) =>
  checkServiceEnvironment({ NODE_ENV: 'development', ...environment }, { identity, own: {} }).problems.map(
    ({ message }) => message,
  );

function databaseOf(url: string) {
  const environment = { NODE_ENV: 'development', DATABASE_URL: url };
  const { database } = validateDatabaseEnvironment(environment, identity);
  const { user, credentials } = database.runtime;
  if (credentials.kind !== 'fixed') throw new Error('not a fixed password');
  return { ...database, user, password: credentials.password.reveal() };
}

describe('DATABASE_URL', () => {
  it.each([
    [
      `mysql://clerk:${password}@db.example:3307/shop`,
      { host: 'db.example', port: 3307, user: 'clerk', password, name: 'shop', sslMode: 'PREFERRED' },
    ],
    [`mysql://clerk:${password}@db.example/shop`, { port: 3306 }],
    [`mariadb://clerk:${password}@db.example/shop`, { host: 'db.example' }],
    [`mysql://clerk:${password}@[::1]:3307/shop`, { host: '::1', port: 3307 }],
    ['mysql://clerk:a%40b%2Fc%3A%23%25%C3%BC@h/shop', { password: 'a@b/c:#%ü' }],
    ['mysql://clerk:a@b@h/shop', { password: 'a@b', host: 'h' }],
    [`mysql://clerk:${password}@h/shop?ssl-mode=VERIFY_CA`, { sslMode: 'VERIFY_CA' }],
    [`mysql://clerk:${password}@h/shop?sslMode=REQUIRED&socket=/run/x.sock`, { socketPath: '/run/x.sock' }],
  ])('%s stands for host, port, user, password and database', (url, expected) => {
    expect(databaseOf(url)).toMatchObject(expected);
  });

  it.each([
    ['E2: no URL', 'river-stone-41-lantern-of-clerk', 'not a mysql:// URL (value hidden, 31 characters)'],
    ['another scheme', 'postgres://u:p@h/d', 'not a mysql:// URL (value hidden, 18 characters)'],
    ['a port with a letter', 'mysql://u:p@h:33o6/d', 'not a mysql:// URL (value hidden, 20 characters)'],
    ['a / in the password', 'mysql://u:p/w@h/d', 'not a mysql:// URL (value hidden, 17 characters)'],
    [
      'a / in a password that begins like a port',
      'mysql://u:12/w@h/d',
      'a / in user or password is written as %2F (value hidden, 18 characters)',
    ],
    [
      'a parameter called as a property of every object',
      'mysql://u:p@h/d?constructor=1',
      'the parameters ssl-mode, sslMode, ssl-ca, socket may follow once each, and no other (value hidden, 29 characters)',
    ],
    ['a blank', ' mysql://u:p@h/d', 'not a mysql:// URL (value hidden, 16 characters)'],
    ['no host', 'mysql:///d', 'not a mysql:// URL (value hidden, 10 characters)'],
    [
      'a # in the password',
      'mysql://u:p@h/d#w',
      'a # ends a URL; write it as %23 (value hidden, 17 characters)',
    ],
    [
      'a % in the password',
      'mysql://u:50%@h/d',
      'two hexadecimal digits must follow a %; write the sign itself as %25 (value hidden, 17 characters)',
    ],
    [
      'an unknown parameter',
      'mysql://u:p@h/d?trust=1',
      'the parameters ssl-mode, sslMode, ssl-ca, socket may follow once each, and no other (value hidden, 23 characters)',
    ],
  ])('with %s is refused alone, without its value', (_what, url, problem) => {
    expect(problems({ DATABASE_URL: url })).toEqual([`DATABASE_URL: ${problem}`]);
  });

  it('names the part that is wrong, without its value', () => {
    expect(problems({ DATABASE_URL: 'mysql://:@h:70/a%60b' })).toEqual([
      'DATABASE_URL: its database must be 1 to 32 letters, digits or underscores.',
      'DATABASE_URL: its user is empty.',
      'DB_PASSWORD is not set.',
    ]);
    expect(problems({ DATABASE_URL: `mysql://u:${password}@h/d?ssl-mode=strict` })).toEqual([
      'DATABASE_URL: its ssl-mode must be one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY.',
    ]);
  });

  it('E5: beside a variable of its group is refused', () => {
    expect(
      problems({
        DATABASE_URL: `mysql://u:${password}@h/d`,
        DB_HOST: 'h',
        DB_PASSWORD: 'x',
        DB_SSL_MODE: 'REQUIRED',
      }),
    ).toEqual([
      'DB_HOST and DATABASE_URL are both set; keep one.',
      'DB_PASSWORD and DATABASE_URL are both set; keep one.',
    ]);
  });

  it('E5: with a password and DB_PASSWORD_COMMAND too is refused', () => {
    expect(problems({ DATABASE_URL: `mysql://u:${password}@h/d`, DB_PASSWORD_COMMAND: 'echo x' })).toEqual([
      'DATABASE_URL: its password and DB_PASSWORD_COMMAND are both set; keep one.',
    ]);
  });

  it('without a password leaves it to another source', () => {
    expect(problems({ DATABASE_URL: 'mysql://u@h/d', DB_PASSWORD_SOURCE: 'vault-kv:secret/auth' })).toEqual(
      [],
    );
  });

  it('holds the password to the rules of production', () => {
    const environment = { NODE_ENV: 'production', DATABASE_URL: `mysql://u:${'changeme'}@db.example/d` };
    expect(problems(environment)).toEqual([
      'DATABASE_URL: its password is easy to guess: a common password, which is refused in production.',
      'DATABASE_URL: its password is shorter than 15 characters, which is refused in production.',
    ]);
  });
});
