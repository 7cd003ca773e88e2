import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { ServiceError } from './errors.ts';

interface Explanation {
  readonly cause: string;
  readonly advice: string;
}

/** What mysql2, Node or the server says when a connection fails: a code in words or MySQL's error number. */
interface Failure {
  readonly code?: string;
  readonly errno?: number;
  readonly message: string;
}

/** Turns a failed connection into one line of cause and one of advice, with host, port and user, without the password. */
export function connectionFailure(error: unknown, database: DatabaseConfiguration): ServiceError {
  const failure = error as Failure;
  const { cause, advice } = explain(failure, database);
  return new ServiceError(
    'DATABASE_UNREACHABLE',
    `Cannot use database ${database.name} at ${place(database)} as ${userOf(database)}: ${cause}\nTry: ${advice}`,
    { cause: error },
  );
}

function explain(failure: Failure, database: DatabaseConfiguration): Explanation {
  return byErrorNumber(failure, database) ?? byCode(failure, database) ?? unexplained(failure);
}

/** Errors of the server. Access denied is also what a server says that wants TLS from this account. */
function byErrorNumber({ errno }: Failure, database: DatabaseConfiguration): Explanation | undefined {
  const { name } = database;
  const user = userOf(database);
  switch (errno) {
    case 1045:
    case 1698:
      return {
        cause: `the server refused the login of ${user} (error ${errno}).`,
        advice: 'check DB_USER, DB_PASSWORD and DB_SSL_MODE; `npm run db:create` makes the account.',
      };
    case 1044:
    case 1049:
      return {
        cause: `${name} does not exist, or ${user} has no right on it (error ${errno}).`,
        advice: 'create it with `npm run db:create`.',
      };
    case 1040:
    case 1203:
    case 1226:
      return {
        cause: `the server has no connection left for ${user} (error ${errno}).`,
        advice: 'end other clients, or raise max_connections or the limit of the account.',
      };
    case 3118:
    case 4151:
      return {
        cause: `the account ${user} is locked (error ${errno}).`,
        advice: 'unlock it: ALTER USER … ACCOUNT UNLOCK.',
      };
    case 3159:
      return {
        cause: 'the server accepts TLS only (error 3159).',
        advice: 'set DB_SSL_MODE=REQUIRED or stricter.',
      };
    default:
      return undefined;
  }
}

function byCode(
  { code, message }: Failure,
  { host, sslMode }: DatabaseConfiguration,
): Explanation | undefined {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return {
        cause: 'nothing listens there.',
        advice: 'start the server (`npm run db:start`), or correct DB_HOST, DB_PORT, DB_SOCKET.',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { cause: `the name ${host} cannot be resolved.`, advice: 'correct DB_HOST.' };
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { cause: 'no answer.', advice: 'check DB_HOST, the network and its firewalls.' };
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return {
        cause: `the server offers no TLS, but DB_SSL_MODE is ${sslMode}.`,
        advice: "switch on the server's TLS.",
      };
    case 'HANDSHAKE_SSL_ERROR':
      return {
        cause: `its certificate was not accepted (${message}).`,
        advice:
          'set DB_SSL_CA to the file of the certificate authority, and DB_HOST to a name in the certificate.',
      };
    case 'PROTOCOL_CONNECTION_LOST':
    case 'ECONNRESET':
      return {
        cause: 'it hung up during the login.',
        advice: 'check that a MySQL or MariaDB server is at this port.',
      };
    default:
      return undefined;
  }
}

function unexplained({ message, errno, code }: Failure): Explanation {
  const number = errno ?? code;
  return {
    cause: number === undefined ? message : `${message} (error ${number}).`,
    advice: 'check the DB_* variables and the log of the server.',
  };
}

/** The account that serves. */
function userOf({ migrator, runtime = migrator }: DatabaseConfiguration): string {
  return runtime.user;
}

function place({ host, port, socketPath }: DatabaseConfiguration): string {
  return socketPath ?? `${host}:${port}`;
}
