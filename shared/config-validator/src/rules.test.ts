import { describe, expect, it } from 'vitest';
import { checkServiceEnvironment, type Environment } from './index.ts';

const environment = {
  DB_HOST: 'db.example',
  DB_PORT: '3306',
  DB_NAME: 'shop',
  DB_USER: 'clerk',
  DB_PASSWORD: 'river-stone-41-lantern',
};

/** What is said in each environment, errors with `!` before them. */
function said(stage: string, change: Environment): readonly string[] {
  const given = { ...environment, NODE_ENV: stage, ...change };
  const { problems, warnings } = checkServiceEnvironment(given, {
    identity: { service: 'shop-service', port: 7020 },
    own: {},
  });
  return [...problems.map(({ message }) => `! ${message}`), ...warnings.map(({ message }) => message)];
}

const tooOpen = 'must be REQUIRED, VERIFY_CA or VERIFY_IDENTITY in production.';
const short = 'is shorter than 15 characters, which is refused in';
const same = 'is the same as DB_PASSWORD; give each account its own.';
const twoAccounts = { DB_RUNTIME_USER: 'clerk_runtime', DB_RUNTIME_PASSWORD: environment.DB_PASSWORD };

describe('what an environment demands', () => {
  it.each(['development', 'test', 'staging', 'production'])('nothing of a good one in %s', (stage) => {
    expect(said(stage, {})).toEqual([]);
  });

  it.each<[string, Environment, Readonly<Record<string, readonly string[]>>]>([
    [
      'TLS',
      { DB_SSL_MODE: 'PREFERRED' },
      {
        development: [],
        test: [],
        staging: ['DB_SSL_MODE is PREFERRED: passwords and data may cross the network in the clear.'],
        production: [`! DB_SSL_MODE ${tooOpen}`],
      },
    ],
    [
      'a checked certificate',
      { DB_SSL_MODE: 'REQUIRED' },
      {
        development: [],
        staging: [],
        production: [
          'DB_SSL_MODE is REQUIRED, which checks no certificate; VERIFY_IDENTITY keeps a stranger from answering.',
        ],
      },
    ],
    [
      'a host name to check, by default in staging and production',
      { DB_HOST: '10.0.0.5' },
      {
        development: [],
        staging: ['! DB_HOST must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.'],
        production: ['! DB_HOST must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.'],
      },
    ],
    [
      'a long password',
      { DB_PASSWORD: 'river-stone-41' },
      {
        development: [`DB_PASSWORD ${short} staging and production.`],
        test: [`DB_PASSWORD ${short} staging and production.`],
        staging: [`! DB_PASSWORD ${short} staging.`],
        production: [`! DB_PASSWORD ${short} production.`],
      },
    ],
    [
      'E3: no placeholder',
      { DB_PASSWORD: 'ChangeMe' },
      {
        development: ['DB_PASSWORD is a placeholder.'],
        production: [
          '! DB_PASSWORD is easy to guess: a common password, which is refused in production.',
          `! DB_PASSWORD ${short} production.`,
        ],
      },
    ],
    [
      'an account other than root',
      { DB_USER: 'root' },
      {
        development: ['DB_USER is root, which is refused in staging and production.'],
        staging: ['! DB_USER must not be root in staging.'],
        production: ['! DB_USER must not be root in production.'],
      },
    ],
    [
      'a password for each account',
      twoAccounts,
      {
        development: [`DB_RUNTIME_PASSWORD ${same}`],
        staging: [`! DB_RUNTIME_PASSWORD ${same}`],
        production: [`! DB_RUNTIME_PASSWORD ${same}`],
      },
    ],
    [
      'an own account to serve with',
      { DB_RUNTIME_USER: 'clerk', DB_RUNTIME_PASSWORD: 'meadow-wind-52-harbour' },
      { development: ['! DB_RUNTIME_USER must be another account than DB_USER and DB_ADMIN_USER.'] },
    ],
    [
      'no administrator beside a service',
      { DB_ADMIN_USER: 'dba', DB_ADMIN_PASSWORD: 'candle-moss-77-orchard' },
      {
        development: [],
        production: [
          'DB_ADMIN_USER is needed by db:create alone; take it away from a service in production.',
        ],
      },
    ],
    [
      'a quiet log',
      { LOG_LEVEL: 'debug' },
      {
        development: [],
        staging: [],
        production: ['LOG_LEVEL logs details of requests, which do not belong into the logs of production.'],
      },
    ],
    [
      'a service that is not offered to the network',
      { HOST: '0.0.0.0' },
      {
        development: ['HOST offers the service to the network; leave it out in development.'],
        production: [],
      },
    ],
    [
      'verified TLS for tokens',
      { DB_PASSWORD: undefined, DB_PASSWORD_SOURCE: 'rds-iam' },
      {
        development: [
          '! DB_PASSWORD_SOURCE is rds-iam, which needs DB_SSL_MODE VERIFY_CA or VERIFY_IDENTITY.',
        ],
        production: [],
      },
    ],
  ])('%s', (_what, change, expected) => {
    for (const [stage, sentences] of Object.entries(expected))
      expect([stage, ...said(stage, change)]).toEqual([stage, ...sentences]);
  });
});
