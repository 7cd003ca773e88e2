import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  EnvironmentError,
  Secret,
  validateDatabaseEnvironment,
  type DatabaseAccount,
  type Environment,
} from './index.ts';

const identity = { service: 'auth-service', database: 'nilecare_auth', user: 'auth_service', port: 7020 };

const development = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
  DB_PASSWORD: 'river-stone-41-lantern',
};

const production = { ...development, NODE_ENV: 'production', DB_SSL_MODE: 'VERIFY_IDENTITY' };

function refusal(environment: Environment): EnvironmentError {
  try {
    validateDatabaseEnvironment(environment, identity);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

function passwordOf(account: DatabaseAccount | undefined): string {
  const credentials = account?.credentials;
  if (credentials?.kind === 'fixed' || credentials?.kind === 'file') return credentials.password.reveal();
  throw new Error('The account has no password at hand.');
}

const problems = (environment: Environment) => refusal(environment).problems.map(({ message }) => message);

describe('a good environment', () => {
  it('becomes a typed configuration with the defaults filled in', () => {
    const configuration = validateDatabaseEnvironment(development, identity);
    const { database } = configuration;
    expect(configuration).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      port: 7020,
      logLevel: 'info',
      stopDeadline: 10_000,
      migrateOnStart: false,
      metricsEnabled: true,
    });
    expect(database).toEqual({
      host: 'localhost',
      port: 3306,
      name: 'nilecare_auth',
      sslMode: 'PREFERRED',
      poolSize: 10,
      startDeadline: 60_000,
      migrator: {
        user: 'auth_service',
        credentials: { kind: 'fixed', password: expect.any(Secret) as Secret },
      },
    });
    expect(passwordOf(database.migrator)).toBe('river-stone-41-lantern');
  });

  it('takes every optional variable', () => {
    const configuration = validateDatabaseEnvironment(
      {
        ...development,
        HOST: '0.0.0.0',
        PORT: '8080',
        LOG_LEVEL: 'debug',
        STOP_DEADLINE: '500ms',
        MIGRATE_ON_START: 'true',
        METRICS_ENABLED: 'false',
        DB_POOL_SIZE: '25',
        DB_START_DEADLINE: '5m',
        DB_RUNTIME_USER: 'auth_service_runtime',
        DB_RUNTIME_PASSWORD: 'runtime-of-all-1',
        DB_SOCKET: '/run/db.sock',
        DB_SSL_MODE: 'VERIFY_CA',
        DB_SSL_CA: import.meta.filename,
        DB_ADMIN_USER: 'root',
        DB_ADMIN_PASSWORD: 'admin-of-all-1',
      },
      identity,
    );
    const { database } = configuration;
    expect(configuration).toMatchObject({
      environment: 'development',
      host: '0.0.0.0',
      port: 8080,
      logLevel: 'debug',
      stopDeadline: 500,
      migrateOnStart: true,
      metricsEnabled: false,
    });
    expect(database).toMatchObject({
      poolSize: 25,
      startDeadline: 300_000,
      runtime: { user: 'auth_service_runtime' },
      socketPath: '/run/db.sock',
      sslMode: 'VERIFY_CA',
      sslCaPath: import.meta.filename,
      administrator: { user: 'root' },
    });
    expect(passwordOf(database.administrator)).toBe('admin-of-all-1');
    expect(passwordOf(database.runtime)).toBe('runtime-of-all-1');
  });

  it('treats an optional variable that is set to nothing as not set', () => {
    const { port, database } = validateDatabaseEnvironment(
      { ...development, PORT: '', DB_SOCKET: '', DB_SSL_CA: '', DB_ADMIN_USER: '', DB_ADMIN_PASSWORD: '' },
      identity,
    );
    expect(port).toBe(7020);
    expect(Object.keys(database)).toEqual([
      'host',
      'port',
      'name',
      'sslMode',
      'poolSize',
      'startDeadline',
      'migrator',
    ]);
  });

  it('is frozen at every level', () => {
    const configuration = validateDatabaseEnvironment(
      { ...development, DB_ADMIN_USER: 'root', DB_ADMIN_PASSWORD: 'admin-of-all-1' },
      identity,
    );
    expect(Object.isFrozen(configuration)).toBe(true);
    expect(Object.isFrozen(configuration.database)).toBe(true);
    expect(Object.isFrozen(configuration.database.administrator)).toBe(true);
  });

  it('does not touch variables of others', () => {
    expect(() =>
      validateDatabaseEnvironment({ ...development, PATH: '/bin', DB_OTHER: 'x' }, identity),
    ).not.toThrow();
  });

  it('shows no password in JSON, inspection, template strings or concatenation', () => {
    const configuration = validateDatabaseEnvironment(
      { ...development, DB_ADMIN_USER: 'root', DB_ADMIN_PASSWORD: 'admin-of-all-1' },
      identity,
    );
    const { credentials } = configuration.database.migrator;
    if (credentials.kind !== 'fixed') throw new Error('not a fixed password');
    const { password } = credentials;
    const shown = [
      JSON.stringify(configuration),
      inspect(configuration, { depth: null, showHidden: true }),
      inspect(configuration, { depth: null, customInspect: false, getters: true }),
      `${String(password)} ${password.toString()}`,
      JSON.stringify(structuredClone({ ...configuration.database.migrator.credentials })),
    ].join('\n');
    expect(shown).toContain('***');
    expect(shown).not.toContain('river-stone-41-lantern');
    expect(shown).not.toContain('admin-of-all-1');
  });

  it('takes any database and account of valid form when the service fixes none', () => {
    const environment = { ...development, DB_NAME: 'shop', DB_USER: 'clerk' };
    const { database } = validateDatabaseEnvironment(environment, { service: 'shop', port: 1 });
    expect(database).toMatchObject({ name: 'shop', migrator: { user: 'clerk' } });
  });
});

describe('a bad environment', () => {
  it('E1: three missing and two bad variables come in one message, sorted, without values', () => {
    const error = refusal({
      NODE_ENV: 'prod-uction-typo',
      DB_PORT: '33o6',
      DB_NAME: 'nilecare_auth',
    });
    expect(error.message).toBe(
      [
        'The environment of auth-service has 5 problems:',
        '  DB_HOST is not set.',
        '  DB_PASSWORD is not set.',
        '  DB_PORT must be a port number from 1 to 65535, written in digits only.',
        '  DB_USER is not set.',
        '  NODE_ENV must be one of development, test, staging, production.',
        'Set them in the process environment or in the .env file; .env.example explains each variable.',
      ].join('\n'),
    );
    expect(error.code).toBe('ENVIRONMENT_INVALID');
    expect(inspect(error)).not.toMatch(/33o6|prod-uction-typo/);
  });

  it('an empty environment names every required variable', () => {
    expect(refusal({}).problems.map(({ variable }) => variable)).toEqual([
      'DB_HOST',
      'DB_NAME',
      'DB_PASSWORD',
      'DB_PORT',
      'DB_USER',
      'NODE_ENV',
    ]);
  });

  it.each([
    '33o6',
    ' 3306 ',
    '0',
    '70000',
    '65536',
    '3306.5',
    '0xCEA',
    '12abc',
    '+1',
    '-1',
    '1e3',
    '03306',
    '٣٣٠٦',
  ])('E4: refuses %j as DB_PORT and as PORT', (port) => {
    expect(problems({ ...development, DB_PORT: port, PORT: port })).toEqual([
      'DB_PORT must be a port number from 1 to 65535, written in digits only.',
      'PORT must be a port number from 1 to 65535, written in digits only.',
    ]);
  });

  it.each([
    ['DB_POOL_SIZE', ['0', '1001', '-1', '1.5', '0x10', '1e2', ' 5', '05', 'ten']],
    ['MIGRATE_ON_START', ['maybe', 'False', 'TRUE', '0', '1', 'no', 'yes', 'off', ' true']],
    ['STOP_DEADLINE', ['10', '0s', '-1s', '1.5s', '10 s', '10S', '25h', 's', '1h30m', '1d']],
  ])('E4: refuses as %s each of %j', (variable, texts) => {
    for (const text of texts) {
      expect(problems({ ...development, [variable]: text })).toEqual([
        expect.stringMatching(`^${variable} must be `),
      ]);
    }
  });

  it.each([
    ['false', false],
    ['true', true],
  ])('E4: reads the boolean %s as %s', (text, value) => {
    const { migrateOnStart } = validateDatabaseEnvironment(
      { ...development, MIGRATE_ON_START: text },
      identity,
    );
    expect(migrateOnStart).toBe(value);
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
  ])('E4: reads the duration %s as %i ms', (text, milliseconds) => {
    const { stopDeadline } = validateDatabaseEnvironment({ ...development, STOP_DEADLINE: text }, identity);
    expect(stopDeadline).toBe(milliseconds);
  });

  it.each([
    ['', 'DB_PASSWORD is empty.'],
    ['   ', 'DB_PASSWORD consists of blanks only.'],
    ['good-river-stone\n', 'DB_PASSWORD contains a line break or another control character.'],
  ])('E3: refuses the password %j everywhere', (password, problem) => {
    expect(problems({ ...development, DB_PASSWORD: password })).toEqual([problem]);
    expect(problems({ ...production, DB_PASSWORD: password })).toEqual([problem]);
  });

  it.each([
    [
      { DB_HOST: 'mysql://db.example/x' },
      'DB_HOST must be a host name or an IP address, without scheme, port or path.',
    ],
    [
      { DB_HOST: ' localhost' },
      'DB_HOST must be a host name or an IP address, without scheme, port or path.',
    ],
    [{ DB_HOST: '' }, 'DB_HOST is empty.'],
    [{ DB_NAME: 'nilecare_billing' }, 'DB_NAME must be nilecare_auth, the database of auth-service.'],
    [{ DB_USER: 'billing_service' }, 'DB_USER must be auth_service, the account of auth-service.'],
    [{ LOG_LEVEL: 'INFO' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [
      { DB_SSL_MODE: 'required' },
      'DB_SSL_MODE must be one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY.',
    ],
    [{ DB_SSL_CA: './no such file.pem' }, 'DB_SSL_CA names a file that cannot be read (ENOENT).'],
    [{ DB_SSL_CA: import.meta.dirname }, 'DB_SSL_CA names a directory; a file was expected.'],
    [{ DB_SOCKET: '/run/x.sock ' }, 'DB_SOCKET has blanks around it.'],
    [{ DB_ADMIN_USER: 'root' }, 'DB_ADMIN_PASSWORD is not set, but DB_ADMIN_USER is; set both or neither.'],
    [{ DB_ADMIN_PASSWORD: 'x' }, 'DB_ADMIN_USER is not set, but DB_ADMIN_PASSWORD is; set both or neither.'],
    [{ DB_ADMIN_USER: ' x', DB_ADMIN_PASSWORD: 'x' }, 'DB_ADMIN_USER has blanks around it.'],
    [
      { DB_HOST: '10.0.0.5', DB_SSL_MODE: 'VERIFY_IDENTITY' },
      'DB_HOST must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.',
    ],
  ])('refuses %j', (change, problem) => {
    expect(problems({ ...development, ...change })).toEqual([problem]);
  });

  it('refuses a name with other characters than letters, digits and underscores when the service fixes none', () => {
    const environment = { ...development, DB_NAME: 'a`b', DB_USER: 'x'.repeat(33) };
    expect(() => validateDatabaseEnvironment(environment, { service: 'shop', port: 1 })).toThrow(
      /DB_NAME must be 1 to 32 .*\n.*DB_USER must be 1 to 32 /,
    );
  });

  it('names a CA file only by its variable', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-validator-'));
    rmSync(folder, { recursive: true });
    expect(refusal({ ...development, DB_SSL_CA: join(folder, 'ca.pem') }).message).not.toContain(folder);
  });
});

describe('in production', () => {
  it('accepts a strong password over verified TLS', () => {
    expect(() => validateDatabaseEnvironment(production, identity)).not.toThrow();
  });

  it.each(['root', 'ROOT', 'Root'])('refuses the account %s', (user) => {
    const environment = { ...production, DB_USER: user };
    expect(() => validateDatabaseEnvironment(environment, { service: 'shop', port: 1 })).toThrow(
      'DB_USER must not be root in production.',
    );
    expect(problems(environment)).toEqual(['DB_USER must be auth_service, the account of auth-service.']);
  });

  it('allows root elsewhere when the service fixes no account', () => {
    const environment = { ...development, DB_USER: 'root' };
    expect(() => validateDatabaseEnvironment(environment, { service: 'shop', port: 1 })).not.toThrow();
  });

  it.each([undefined, ''])('verifies the server when DB_SSL_MODE is %j', (mode) => {
    const { database } = validateDatabaseEnvironment({ ...production, DB_SSL_MODE: mode }, identity);
    expect(database.sslMode).toBe('VERIFY_IDENTITY');
  });

  it('needs no TLS over a Unix socket', () => {
    const environment = { ...production, DB_SSL_MODE: 'DISABLED', DB_SOCKET: '/run/db.sock' };
    expect(() => validateDatabaseEnvironment(environment, identity)).not.toThrow();
  });

  it.each(['DISABLED', 'PREFERRED'])('refuses DB_SSL_MODE %j', (mode) => {
    expect(problems({ ...production, DB_SSL_MODE: mode })).toEqual([
      'DB_SSL_MODE must be REQUIRED, VERIFY_CA or VERIFY_IDENTITY in production.',
    ]);
  });

  it.each([
    ['river-stone-41', ['is shorter than 15 characters']],
    ['ChangeMe-ChangeMe-1', ['is easy to guess: a few characters repeated']],
    ['river-AuthService-41', ['contains the name of the account, database, service or product']],
    ['changeme', ['is easy to guess: a common password', 'is shorter than 15 characters']],
  ])('refuses the password %s, allowed in development', (password, reasons) => {
    expect(problems({ ...production, DB_PASSWORD: password })).toEqual(
      reasons.map((reason) => `DB_PASSWORD ${reason}, which is refused in production.`),
    );
    expect(() =>
      validateDatabaseEnvironment({ ...development, DB_PASSWORD: password }, identity),
    ).not.toThrow();
  });

  it("holds the administrator's password to the same rules", () => {
    expect(problems({ ...production, DB_ADMIN_USER: 'dba', DB_ADMIN_PASSWORD: 'short-one' })).toEqual([
      'DB_ADMIN_PASSWORD is easy to guess: a common password, which is refused in production.',
      'DB_ADMIN_PASSWORD is shorter than 15 characters, which is refused in production.',
    ]);
  });
});
