import { describe, expect, it } from 'vitest';
import { validateEnvironmentOrThrow } from './env-validator.ts';

const environment = {
  NODE_ENV: 'development',
  DB_HOST: 'localhost',
  DB_PORT: '3306',
  DB_NAME: 'nilecare_auth',
  DB_USER: 'auth_service',
  DB_PASSWORD: 'river-stone-41-lantern',
};

describe('the environment of auth-service', () => {
  it('has port 7020, its own database and its own account', () => {
    const { port, database } = validateEnvironmentOrThrow(environment);
    expect({ port, name: database.name, user: database.runtime.user }).toEqual({
      port: 7020,
      name: 'nilecare_auth',
      user: 'auth_service',
    });
  });

  it("is refused with another service's database or account, both in one message", () => {
    const foreign = { ...environment, DB_NAME: 'nilecare_lab', DB_USER: 'lab_service' };
    expect(() => validateEnvironmentOrThrow(foreign)).toThrow(
      /DB_NAME must be nilecare_auth, .*\n.*DB_USER must be auth_service, /,
    );
  });
});
