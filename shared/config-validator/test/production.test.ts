import { describe, expect, it } from 'vitest';
import { validateDatabaseEnvironment } from '../src/index.ts';
import { development, identity, problems, production } from './helpers.ts';

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
