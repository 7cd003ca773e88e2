import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import {
  checkServiceEnvironment,
  displayConfiguration,
  EnvironmentError,
  jsonSecret,
  loadEnvironment,
  optional,
  secret,
  validateServiceEnvironment,
  type Environment,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hidden-values-'));
const runtimeFile = join(folder, 'runtime-password');
writeFileSync(runtimeFile, 'meadow-wind-52-harbour\n', { mode: 0o600 });
writeFileSync(join(folder, '.env'), 'LOG_LEVEL=debug\nAPI_KEY=orchard-key-9f3\n');
afterAll(() => rmSync(folder, { recursive: true }));

const definition = {
  identity: { service: 'auth-service', database: 'nilecare_auth', user: 'auth_service', port: 7020 },
  own: {
    API_KEY: optional(secret, { section: 'Shop', about: 'Key.', secret: true }),
    SIGNING_KEY: optional(jsonSecret, { section: 'Shop', about: 'Key.', secret: true }),
  },
} as const;

const environment = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
  DB_PASSWORD: 'river-stone-41-lantern',
  DB_RUNTIME_USER: 'auth_service_runtime',
  DB_RUNTIME_PASSWORD_FILE: runtimeFile,
  DB_ADMIN_USER: 'dba',
  DB_ADMIN_PASSWORD: 'candle-moss-77-valley',
  SIGNING_KEY: '{"k":"pebble-key-1b7"}',
};
const secrets = /river-stone|meadow-wind|candle-moss|orchard-key|pebble-key/;

describe('E8: a secret', () => {
  const loaded = loadEnvironment({ folder, environment });
  const configuration = validateServiceEnvironment(loaded, definition);

  it('is there when it is asked for', () => {
    expect(configuration.own.API_KEY?.reveal()).toBe('orchard-key-9f3');
    expect(configuration.own.SIGNING_KEY?.reveal()).toBe('{"k":"pebble-key-1b7"}');
  });

  it.each([
    ['JSON.stringify', () => JSON.stringify(configuration)],
    ['util.inspect', () => inspect(configuration, { depth: null, showHidden: true, getters: true })],
    [
      'util.inspect without customisation',
      () => inspect(configuration, { depth: null, customInspect: false }),
    ],
    [
      'a template string',
      () => `${String(configuration.own.API_KEY)} ${String(configuration.own.SIGNING_KEY)}`,
    ],
    ['a check of it', () => inspect(checkServiceEnvironment(environment, definition), { depth: null })],
    ['what was loaded', () => inspect(loaded, { depth: null }) + JSON.stringify(loaded)],
    ['a copy', () => JSON.stringify(structuredClone({ ...configuration.own }))],
    ['a table', () => displayConfiguration(configuration)],
    [
      'an error with it as cause',
      () => inspect(new Error('failed', { cause: configuration }), { depth: null }),
    ],
  ])('is not shown by %s', (_how, show) => {
    expect(show()).not.toMatch(secrets);
  });

  it('shows as *** in JSON, inspection and the table', () => {
    expect(JSON.stringify(configuration.own.API_KEY)).toBe('"***"');
    expect(inspect(configuration.own)).toBe('{ API_KEY: ***, SIGNING_KEY: *** }');
    expect(displayConfiguration(configuration)).toMatch(/DB_PASSWORD .* \*\*\* .* environment/);
  });

  it.each([
    ['{"k":"pebble-key-1b7" "x":1}', 'line 1, character 23'],
    ['{"a":1,\n "k":"pebble-key-1b7",}', 'line 2, character 23'],
    ['pebble-key-1b7', 'line 1, character 1'],
    ['{"k":"pebble-key-1b7"', 'line 1, character 22'],
  ])('of broken JSON %j is told by its place', (text, place) => {
    const error = refusal({ ...environment, SIGNING_KEY: text });
    expect(error.message).toContain(`SIGNING_KEY is not JSON from ${place} on (value hidden).`);
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(secrets);
  });

  it('is in no refusal, whatever is wrong', () => {
    const error = refusal({
      ...environment,
      NODE_ENV: 'production',
      DB_PASSWORD: 'river-stone',
      DB_ADMIN_PASSWORD: 'candle-moss\n',
      API_KEY: ' ',
      SIGNING_KEY: '["pebble-key-1b7"]',
      DATABASE_URL: `mysql://u:${environment.DB_PASSWORD}@db.example:x/d`,
    });
    expect(error.problems.length).toBeGreaterThan(4);
    expect([error.message, JSON.stringify(error), inspect(error, { depth: null })].join()).not.toMatch(
      secrets,
    );
    expect(error.cause).toBeUndefined();
  });
});

describe('the table of a configuration', () => {
  it('tells the value of each variable and where it came from', () => {
    const shown = displayConfiguration(
      validateServiceEnvironment(loadEnvironment({ folder, environment }), definition),
    );
    expect(shown).toMatch(/LOG_LEVEL\s+│ debug\s+│ \.env\s/);
    expect(shown).toMatch(/DB_HOST\s+│ localhost\s+│ environment\s/);
    expect(shown).toMatch(/PORT\s+│ 7020\s+│ default\s/);
    expect(shown).toMatch(/DB_SOCKET\s+│\s+│ not set\s/);
    expect(shown).toMatch(/DB_RUNTIME_PASSWORD\s+│ \*\*\*\s+│ file .*runtime-password\s/);
  });

  it('names DATABASE_URL where the parts come from it, and hides commands', () => {
    const shown = displayConfiguration(
      checkServiceEnvironment(
        { DATABASE_URL: 'mysql://u@db.example/d', DB_PASSWORD_COMMAND: 'curl -H "Token: orchard-key-9f3"' },
        definition,
      ),
    );
    expect(shown).toMatch(/DB_HOST\s+│ db\.example\s+│ DATABASE_URL\s/);
    expect(shown).toMatch(/DB_PASSWORD_COMMAND\s+│ \*\*\*\s/);
  });

  it('lets no value move the cursor', () => {
    const shown = displayConfiguration(checkServiceEnvironment({ DB_HOST: 'a\u001b[2Jb\n' }, definition));
    expect(shown).toContain('a\\x1b[2Jb\\x0a');
  });
});

function refusal(given: Environment): EnvironmentError {
  try {
    validateServiceEnvironment(given, definition);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}
