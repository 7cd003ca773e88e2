import { readSecretFile, SecretFileError } from '@nilecare/config-validator';
import { DatabaseError } from '../errors.ts';
import type { Variables } from './resolve-secret.ts';

/**
 * The environment with DB_ADMIN_PASSWORD from the file that DB_ADMIN_PASSWORD_FILE names, where that is set.
 *
 * @throws {DatabaseError} `BAD_SECRET` when the file cannot be used, or both variables are set; never with the password
 */
export function withAdministratorPassword(environment: Variables): Variables {
  const { DB_ADMIN_PASSWORD: password = '', DB_ADMIN_PASSWORD_FILE: file = '' } = environment;
  if (file === '') return environment;
  const context = { source: 'DB_ADMIN_PASSWORD_FILE' };
  if (password !== '') {
    const message = 'DB_ADMIN_PASSWORD and DB_ADMIN_PASSWORD_FILE are both set; keep one.';
    throw new DatabaseError('BAD_SECRET', message, { context });
  }
  try {
    return { ...environment, DB_ADMIN_PASSWORD: readSecretFile(file).reveal() };
  } catch (cause) {
    if (!(cause instanceof SecretFileError)) throw cause;
    throw new DatabaseError('BAD_SECRET', `DB_ADMIN_PASSWORD_FILE ${cause.message}`, { context });
  }
}
