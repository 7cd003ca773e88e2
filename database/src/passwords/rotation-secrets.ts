import { addCredentials, readCredentials, removeCredentials } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';
import type { SecretStoreOptions } from './open-secret-store.ts';
import { checkPassword, passwordVariable } from './resolve-secret.ts';
import { findSecretPlaces, type SecretPlace } from './secret-places.ts';
import { weakPasswordPolicy, weaknessesOf } from './weaknesses.ts';
import type { WeakPassword } from '../plan/rotation.ts';

/** What is known of a user's passwords during a rotation, and where they are kept. */
export interface RotationSecrets {
  /** The new password that an interrupted run has kept. */
  readonly pending?: string;
  /** The operator's variable with the new password. */
  readonly given?: GivenPassword;
  /** Every place that holds the user's password. */
  readonly places: readonly SecretPlace[];
  /** Keeps a generated password; MUST have stored it durably when it returns, because the server gets it afterwards. */
  keepPending(password: string): Promise<void>;
  forgetPending(): Promise<void>;
}

/** A password that the operator chose. */
export interface GivenPassword {
  readonly password: string;
  readonly variable: string;
  /** Absent when it is good. */
  readonly weak?: WeakPassword;
}

/**
 * Looks up a user's passwords: the pending one in `.nilecare/credentials.env` (`AUTH_SERVICE_DB_PASSWORD_PENDING`), the
 * one of the process's variable (`AUTH_SERVICE_DB_PASSWORD`), and the places in the services' `.env` files. A user with
 * no place keeps its password in `.nilecare/credentials.env`.
 *
 * @throws {DatabaseError} `BAD_SECRET`; what dev-database throws when `.nilecare/` cannot be read.
 */
export async function openRotationSecrets(
  options: SecretStoreOptions,
  user: string,
): Promise<RotationSecrets> {
  const { root } = options;
  const variable = passwordVariable(user);
  const pendingName = `${variable}_PENDING`;
  const credentials = await readCredentials(root);
  const given = await givenPassword(options, user, variable);
  const pending = credentials[pendingName] || undefined;
  const found = await findSecretPlaces(options, user);
  const isKept = credentials[variable] !== undefined || (found.length === 0 && given === undefined);
  return {
    ...(pending !== undefined && { pending }),
    ...(given && { given }),
    places: isKept ? [...found, credentialsPlace(root, variable, credentials[variable])] : found,
    keepPending: async (value) => void (await addCredentials(root, { [pendingName]: value })),
    forgetPending: async () => void (await removeCredentials(root, [pendingName])),
  };
}

async function givenPassword(
  { environment, map }: SecretStoreOptions,
  user: string,
  variable: string,
): Promise<GivenPassword | undefined> {
  if (!environment[variable]) return undefined;
  const password = checkPassword(environment[variable], variable);
  const reasons = await weaknessesOf(user, password, map);
  const severity = weakPasswordPolicy(environment) === 'refuse' ? 'error' : 'warning';
  return { password, variable, ...(reasons.length > 0 && { weak: { severity, reasons } }) };
}

function credentialsPlace(root: string, variable: string, password = ''): SecretPlace {
  return {
    name: `${variable} in .nilecare/credentials.env`,
    password,
    writer: {
      check: (value) => {
        if (!/["'\r\n]/.test(value) && value === value.trim()) return;
        const message = `The password from ${variable} cannot be kept in .nilecare/credentials.env, which takes no quotes and no outer blanks.`;
        throw new DatabaseError('BAD_SECRET', message, { context: { variable } });
      },
      write: async (value) => void (await addCredentials(root, { [variable]: value })),
    },
  };
}
