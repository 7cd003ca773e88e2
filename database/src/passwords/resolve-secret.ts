import { DatabaseError } from '../errors.ts';
import type { Secret } from './secret-store.ts';

/** Names and values of environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What may know a user's password. */
export interface SecretSources {
  /** The environment of the process. */
  readonly environment: Variables;
  /** `.env` of the service that owns the user, when there is one. */
  readonly envFile?: EnvFile;
  /** `.nilecare/credentials.env`. */
  readonly credentials: Variables;
}

/** A `.env` and the names under which it keeps a user and its password; default DB_USER and DB_PASSWORD. */
export interface EnvFile {
  readonly path: string;
  readonly variables: Variables;
  readonly names?: { readonly user: string; readonly password: string };
}

/** The variable with the password of one user: `AUTH_SERVICE_DB_PASSWORD` for `auth_service`. */
export function passwordVariable(user: string): string {
  return `${user.toUpperCase()}_DB_PASSWORD`;
}

/**
 * The password of a user, first hit wins: the variable of the process, DB_PASSWORD of the service's `.env` (when its
 * DB_USER is this user or not set; DB_RUNTIME_PASSWORD and DB_RUNTIME_USER for a run-time account), then what an earlier
 * run generated. An empty value counts as not set.
 *
 * @throws {DatabaseError} `BAD_SECRET` when the password could not be used to log in.
 */
export function resolveSecret(user: string, sources: SecretSources): Secret | undefined {
  const variable = passwordVariable(user);
  const file = sources.envFile;
  const names = file?.names ?? { user: 'DB_USER', password: 'DB_PASSWORD' };
  const fileUser = file?.variables[names.user] ?? '';
  const isOwner = fileUser === '' || fileUser === user;
  const candidates = [
    { password: sources.environment[variable], source: variable },
    {
      password: isOwner ? file?.variables[names.password] : undefined,
      source: `${names.password} in ${file?.path}`,
    },
    { password: sources.credentials[variable], source: `${variable} in .nilecare/credentials.env` },
  ];
  for (const { password = '', source } of candidates) {
    if (password !== '') return { password: checkPassword(password, source), source };
  }
  return undefined;
}

/**
 * An account of MySQL without TLS, whose password travels under the server's RSA key of 2048 bits, cannot log in with
 * more (RFC 8017, 7.1.1: 256 - 2 * 20 - 2 bytes, one of which ends the text).
 */
const mostBytes = 213;

/**
 * Refuses what no client could send: control characters, more than {@link mostBytes} bytes, and what was no UTF-8 and
 * has been read as U+FFFD, because nobody could type that.
 *
 * @param source for the message, which never shows the password.
 * @throws {DatabaseError} `BAD_SECRET`.
 */
export function checkPassword(password: string, source: string): string {
  if (password === '') throw badSecret(source, 'is empty');
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001F\u007F]/.test(password)) throw badSecret(source, 'holds a control character');
  if (/[\p{Surrogate}\uFFFD]/u.test(password)) throw badSecret(source, 'is no valid UTF-8');
  if (Buffer.byteLength(password) > mostBytes) throw badSecret(source, `is longer than ${mostBytes} bytes`);
  return password;
}

function badSecret(source: string, problem: string): DatabaseError {
  return new DatabaseError(
    'BAD_SECRET',
    `The password from ${source} ${problem}. Expected 1 to ${mostBytes} bytes of printable UTF-8.`,
    {
      context: { source },
    },
  );
}
