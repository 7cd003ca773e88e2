import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret, validateDatabaseEnvironment } from '../src/index.ts';
import { development, identity, passwordOf } from './helpers.ts';

let ca: string;
beforeAll(() => {
  ca = join(mkdtempSync(join(tmpdir(), 'config-validator-')), 'ca.pem');
  writeFileSync(ca, `# a note\n${rootCertificates[0] ?? ''}`);
});
afterAll(() => rmSync(dirname(ca), { recursive: true }));

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
    const account = {
      user: 'auth_service',
      credentials: { kind: 'fixed', password: expect.any(Secret) as Secret },
    };
    expect(database).toEqual({
      host: 'localhost',
      port: 3306,
      name: 'nilecare_auth',
      sslMode: 'PREFERRED',
      poolSize: 10,
      startDeadline: 60_000,
      runtime: account,
      migrator: account,
    });
    expect(passwordOf(database.runtime)).toBe('river-stone-41-lantern');
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
        DB_SSL_CA: ca,
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
      sslCaPath: ca,
      administrator: { user: 'root' },
    });
    expect(passwordOf(database.administrator)).toBe('admin-of-all-1');
    expect(passwordOf(database.runtime)).toBe('runtime-of-all-1');
  });

  it('knows no password of DB_USER where another account serves', () => {
    const { database } = validateDatabaseEnvironment(
      {
        ...development,
        DB_PASSWORD: undefined,
        DB_RUNTIME_USER: 'auth_service_runtime',
        DB_RUNTIME_PASSWORD: 'runtime-of-all-1',
      },
      identity,
    );
    expect(database.runtime.user).toBe('auth_service_runtime');
    expect(database).not.toHaveProperty('migrator');
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
      'runtime',
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
    const { credentials } = configuration.database.runtime;
    if (credentials.kind !== 'fixed') throw new Error('not a fixed password');
    const { password } = credentials;
    const shown = [
      JSON.stringify(configuration),
      inspect(configuration, { depth: null, showHidden: true }),
      inspect(configuration, { depth: null, customInspect: false, getters: true }),
      `${String(password)} ${password.toString()}`,
      JSON.stringify(structuredClone({ ...configuration.database.runtime.credentials })),
    ].join('\n');
    expect(shown).toContain('***');
    expect(shown).not.toContain('river-stone-41-lantern');
    expect(shown).not.toContain('admin-of-all-1');
  });

  it('takes any database and account of valid form when the service fixes none', () => {
    const environment = { ...development, DB_NAME: 'shop', DB_USER: 'clerk' };
    const { database } = validateDatabaseEnvironment(environment, { service: 'shop', port: 1 });
    expect(database).toMatchObject({ name: 'shop', runtime: { user: 'clerk' } });
  });
});
