import { describe, expect, it } from 'vitest';
import { checkPassword, passwordVariable, resolveSecret, type SecretSources } from './resolve-secret.ts';

const path = 'microservices/auth-service/.env';
const environment = { AUTH_SERVICE_DB_PASSWORD: 'from-environment' };
const envFile = { path, variables: { DB_USER: 'auth_service', DB_PASSWORD: 'from-file' } };
const credentials = { AUTH_SERVICE_DB_PASSWORD: 'generated-earlier' };

describe('resolveSecret', () => {
  it.each<[string, SecretSources, string | undefined]>([
    ['the environment first', { environment, envFile, credentials }, 'from-environment'],
    ["the service's .env second", { environment: {}, envFile, credentials }, 'from-file'],
    ['the credentials third', { environment: {}, credentials }, 'generated-earlier'],
    ['nothing when nothing is known', { environment: {}, credentials: {} }, undefined],
    [
      'no empty value',
      {
        environment: { AUTH_SERVICE_DB_PASSWORD: '' },
        envFile: { path, variables: { DB_PASSWORD: '' } },
        credentials,
      },
      'generated-earlier',
    ],
    [
      "no .env of another user's",
      {
        environment: {},
        envFile: { path, variables: { DB_USER: 'root', DB_PASSWORD: 'x' } },
        credentials: {},
      },
      undefined,
    ],
  ])('takes %s', (_, sources, password) => {
    expect(resolveSecret('auth_service', sources)?.password).toBe(password);
  });

  it('names the source', () => {
    expect(resolveSecret('auth_service', { environment: {}, envFile, credentials })?.source).toBe(
      'DB_PASSWORD in microservices/auth-service/.env',
    );
  });
});

it('one variable belongs to one user', () => {
  expect(passwordVariable('readonly_service')).toBe('READONLY_SERVICE_DB_PASSWORD');
});

describe('checkPassword', () => {
  it.each([['a\nb'], ['a\0b'], ['x'.repeat(256)], ['']])('U5 refuses %j without showing it', (password) => {
    expect(() => checkPassword(password, 'VARIABLE')).toThrow(/^The password from VARIABLE /);
  });

  it.each([['x'.repeat(500)], ['密'.repeat(72)], ['x'.repeat(1_000_000)]])(
    'U6 refuses what is longer than 213 bytes, however many characters, before it is hashed',
    (password) => {
      expect(() => checkPassword(password, 'VARIABLE')).toThrow(
        'The password from VARIABLE is longer than 213 bytes. Expected 1 to 213 bytes of printable UTF-8.',
      );
    },
  );

  it.each([[`'"\\\``], ['pässwörd 密碼'], ['x'.repeat(213)]])('U5 accepts %j', (password) => {
    expect(checkPassword(password, 'VARIABLE')).toBe(password);
  });
});
