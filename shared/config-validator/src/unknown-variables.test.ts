import { describe, expect, it } from 'vitest';
import { checkServiceEnvironment, LoadedEnvironment, type Environment } from './index.ts';

const identity = { service: 'auth-service', database: 'nilecare_auth', user: 'auth_service', port: 7020 };
const environment = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
  DB_PASSWORD: 'river-stone-41-lantern',
};

const without = (name: string): Environment => ({ ...environment, [name]: undefined });
const check = (given: Environment | LoadedEnvironment) => {
  const { problems, warnings } = checkServiceEnvironment(given, { identity, own: {} });
  return { errors: problems.map(({ message }) => message), warnings: warnings.map(({ message }) => message) };
};
const inFile = (name: string) => new LoadedEnvironment({ ...environment, [name]: 'x' }, { [name]: '.env' });

describe('an unknown variable', () => {
  it.each([
    ['DB_PASSWROD', 'DB_PASSWORD'],
    ['DB_PASWORD', 'DB_PASSWORD'],
    ['DB_PASSWORDFILE', 'DB_PASSWORD_FILE'],
    ['DB_HOTS', 'DB_HOST'],
    ['db_host', 'DB_HOST'],
    ['DB_DATABASE', 'DB_NAME'],
    ['DB_PWD', 'DB_PASSWORD'],
    ['DB_RUNTIME_USR', 'DB_RUNTIME_USER'],
    ['DB_SSLMODE', 'DB_SSL_MODE'],
  ])('E7: %s is refused, and %s proposed', (name, nearest) => {
    expect(check({ ...environment, [name]: 'x' }).errors).toEqual([
      `Unknown variable ${name}. Did you mean ${nearest}?`,
    ]);
  });

  it.each([
    ['DB_PASS', 'DB_PASSWORD'],
    ['DB_USERNAME', 'DB_USER'],
    ['DB_HOSTNAME', 'DB_HOST'],
  ])('E7: %s is refused when %s is missing', (name, nearest) => {
    expect(check({ ...without(nearest), [name]: 'x' }).errors.toSorted()).toEqual([
      `${nearest} is not set.`,
      `Unknown variable ${name}. Did you mean ${nearest}?`,
    ]);
    expect(check({ ...environment, [name]: 'x' })).toEqual({
      errors: [],
      warnings: [`Unknown variable ${name}. It has no effect.`],
    });
  });

  it('that begins with DB_ and resembles nothing is warned of', () => {
    expect(check({ ...environment, DB_DIALECT: 'mysql' })).toEqual({
      errors: [],
      warnings: ['Unknown variable DB_DIALECT. It has no effect.'],
    });
  });

  it.each(['NODE_EVN', 'LOG_LEVL', 'METRICS_ENABLE', 'DATABASE_URI'])(
    'E7: %s in the process environment is warned of, in a .env refused',
    (name) => {
      const known = check(inFile(name)).errors[0]?.replace(/.* mean |\?$/g, '') ?? '';
      const { errors, warnings } = check({ ...without(known), [name]: 'x' });
      expect(warnings).toEqual([`Unknown variable ${name}. Did you mean ${known}?`]);
      expect(errors).toEqual(known === 'NODE_ENV' ? ['NODE_ENV is not set.'] : []);
    },
  );

  it.each([
    'HOSTNAME',
    'POST',
    'HOSTS',
    'SPORT',
    'LOGLEVEL',
    'LOG_DIR',
    'NODE_OPTIONS',
    'NODE_PATH',
    'METRICS_PORT',
    'DATABASE_NAME',
    'AUTH_DB_PASSWORD',
    'FLYWAY_URL',
    'DB_SERVICE_HOST',
    'DB_SERVICE_PORT',
    'DB_PORT_3306_TCP_ADDR',
  ])('%s belongs to somebody else', (name) => {
    expect(check({ ...environment, [name]: 'x' })).toEqual({ errors: [], warnings: [] });
  });

  it.each(['FLYWAY_URL', 'VAULT_ADDR', 'AWS_REGION', 'NODE_OPTIONS', 'AUTH_DB_PASSWORD', 'TZ'])(
    '%s in a .env belongs to another program',
    (name) => {
      expect(check(inFile(name))).toEqual({ errors: [], warnings: [] });
    },
  );

  it('in a .env that resembles nothing is warned of', () => {
    expect(check(inFile('COLOUR_OF_THE_DOOR'))).toEqual({
      errors: [],
      warnings: ['Unknown variable COLOUR_OF_THE_DOOR. It has no effect.'],
    });
  });

  it.each(['constructor', 'toString', 'valueOf'])(
    'called %s, as a property of every object, is one as well',
    (name) => {
      expect(check({ ...environment, [name]: 'x' })).toEqual({ errors: [], warnings: [] });
      expect(check(inFile(name))).toEqual({
        errors: [],
        warnings: [`Unknown variable ${name}. It has no effect.`],
      });
    },
  );
});
