import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { SecretError } from '@nilecare/secrets';
import { ServiceError } from '../errors.ts';
import type { Stranger } from './probe-stranger.ts';

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

/** What is known beside the error. */
export interface Circumstances {
  /** Tries that were made. */
  readonly number: number;
  /** Milliseconds since the first one began. */
  readonly elapsed: number;
  /** What answers in the place of a database. */
  readonly stranger: Stranger | undefined;
}

type Place = DatabaseConfiguration & { readonly user: string };

/** Turns a failed connection into one line of cause and one of advice, with host, port and user, without the password. */
export function connectionFailure(
  error: unknown,
  database: DatabaseConfiguration,
  { number, elapsed, stranger }: Circumstances,
): ServiceError {
  const { runtime } = database;
  const { cause, advice } = explain(error as Failure, { ...database, user: runtime.user }, stranger);
  const tries = number === 1 ? '1 try' : `${number} tries`;
  return new ServiceError(
    'DATABASE_UNREACHABLE',
    `Cannot use database ${database.name} at ${place(database)} as ${runtime.user}: ${cause} ` +
      `Gave up after ${Math.round(elapsed / 1000)} s and ${tries}.\nTry: ${advice}`,
    { cause: error },
  );
}

/** `127.0.0.1:3306`, or the path of the socket. */
export function place({ host, port, socketPath }: DatabaseConfiguration): string {
  return socketPath ?? `${host}:${port}`;
}

function explain(failure: Failure, database: Place, stranger: Stranger | undefined): Explanation {
  if (failure instanceof SecretError)
    return { cause: failure.message, advice: 'docs/secrets.md explains every way to give the password.' };
  return (
    byStranger(stranger) ??
    byErrorNumber(failure, database) ??
    byCode(failure, database) ??
    unexplained(failure)
  );
}

function byStranger(stranger: Stranger | undefined): Explanation | undefined {
  switch (stranger) {
    case 'web server':
      return {
        cause: 'a web server answers there.',
        advice: 'correct DB_HOST and DB_PORT; MySQL and MariaDB usually listen on 3306.',
      };
    case 'silent':
      return {
        cause: 'something accepts connections there and says nothing.',
        advice: 'look whether the server is frozen or overloaded, or correct DB_HOST and DB_PORT.',
      };
    case undefined:
      return undefined;
  }
}

/** Errors of the server. Access denied is also what a server says that wants TLS from this account. */
function byErrorNumber({ errno }: Failure, { name, user, sslMode }: Place): Explanation | undefined {
  switch (errno) {
    case 1045:
    case 1698:
      return {
        cause: `the server refused the login of ${user} (error ${errno}).`,
        advice: `check the account's name and password${sslMode === 'DISABLED' ? ', and whether it wants TLS (DB_SSL_MODE)' : ''}; \`npm run db:create\` makes the account.`,
      };
    case 1049:
      return {
        cause: `there is no database ${name} (error ${errno}).`,
        advice: 'correct DB_NAME, or create it with `npm run db:create`.',
      };
    case 1044:
      return {
        cause: `${user} has no right on ${name}, or there is no such database (error ${errno}).`,
        advice: 'correct DB_NAME, or create database and grants with `npm run db:create`.',
      };
    case 1130:
      return {
        cause: `the server lets nobody in from this machine (error ${errno}).`,
        advice: `make ${user} for this machine's address or for '%'; \`npm run db:create\` makes it.`,
      };
    case 3159:
    case 1835:
      return {
        cause: `the server accepts TLS only (error ${errno}).`,
        advice: 'set DB_SSL_MODE=REQUIRED or stricter.',
      };
    default:
      return byAccountState(errno, user);
  }
}

function byAccountState(errno: number | undefined, user: string): Explanation | undefined {
  switch (errno) {
    case 1040:
      return {
        cause: `the server has no connection left (error ${errno}).`,
        advice: 'end other clients, lower DB_POOL_SIZE of the services, or raise max_connections.',
      };
    case 1203:
    case 1226:
      return {
        cause: `${user} has used up its connections (error ${errno}).`,
        advice: `lower DB_POOL_SIZE or the number of instances, or raise the limit of ${user}.`,
      };
    case 3118:
    case 4151:
      return {
        cause: `the account ${user} is locked (error ${errno}).`,
        advice: 'unlock it: ALTER USER … ACCOUNT UNLOCK.',
      };
    case 1820:
    case 1862:
      return {
        cause: `the password of ${user} has expired (error ${errno}).`,
        advice: `give it a new one: \`npx nilecare-db rotate ${user}\`, or ALTER USER by hand.`,
      };
    case 1129:
      return {
        cause: `the server has locked this machine out after too many broken connections (error ${errno}).`,
        advice: 'find what broke them, then FLUSH HOSTS.',
      };
    case 1251:
    case 1524:
      return {
        cause: `the account ${user} uses an authentication plug-in that does not work here (error ${errno}).`,
        advice: 'change it: ALTER USER … IDENTIFIED WITH caching_sha2_password (MySQL).',
      };
    default:
      return undefined;
  }
}

function byCode({ code, message }: Failure, { host, sslMode }: Place): Explanation | undefined {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return {
        cause: `nothing listens there (${code}).`,
        advice: 'start the server (`npm run db:start`), or correct DB_HOST, DB_PORT, DB_SOCKET.',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { cause: `the name ${host} cannot be resolved (${code}).`, advice: 'correct DB_HOST.' };
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { cause: `no answer (${code}).`, advice: 'check DB_HOST, the network and its firewalls.' };
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
        cause: `it hung up during the login (${code}).`,
        advice: 'check that a MySQL or MariaDB server is at this port, and read its log.',
      };
    default:
      return undefined;
  }
}

function unexplained({ message, errno, code }: Failure): Explanation {
  const number = errno ?? code;
  return {
    cause: number === undefined ? `${message}.` : `${message} (error ${number}).`,
    advice: 'check the DB_* variables and the log of the server.',
  };
}
