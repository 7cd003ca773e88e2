import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { validateDatabaseEnvironment } from '../src/index.ts';
import { development, identity, problems, production, refusal } from './helpers.ts';

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
    [
      {
        ...{ DB_PASSWORD: undefined, MIGRATE_ON_START: 'true' },
        ...{ DB_RUNTIME_USER: 'auth_service_runtime', DB_RUNTIME_PASSWORD: 'runtime-of-all-1' },
      },
      'DB_PASSWORD is not set, but MIGRATE_ON_START is true, which DB_USER does.',
    ],
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

  it.each([
    ['empty', ''],
    ['of another kind', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['cut off', '-----BEGIN CERTIFICATE-----\nMIID\n'],
  ])('refuses a CA file that is %s, with which Node would trust its own list or nobody', (_how, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'config-validator-'));
    writeFileSync(join(folder, 'ca.pem'), text);
    expect(problems({ ...development, DB_SSL_CA: join(folder, 'ca.pem') })).toEqual([
      'DB_SSL_CA names a file without a certificate in PEM.',
    ]);
    rmSync(folder, { recursive: true });
  });

  it('names a CA file only by its variable', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-validator-'));
    rmSync(folder, { recursive: true });
    expect(refusal({ ...development, DB_SSL_CA: join(folder, 'ca.pem') }).message).not.toContain(folder);
  });
});
