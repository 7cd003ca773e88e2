import type { Secret } from './secret.ts';

export const nodeEnvironments = ['development', 'test', 'staging', 'production'] as const;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const sslModes = ['DISABLED', 'PREFERRED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;

/** Where the program runs; production has the strictest rules. */
export type NodeEnvironment = (typeof nodeEnvironments)[number];
/** Least severe message that is logged, in pino's words. */
export type LogLevel = (typeof logLevels)[number];
/** How far a connection is encrypted and its server checked, in the words of MySQL's `--ssl-mode`. */
export type SslMode = (typeof sslModes)[number];

/** What is fixed for one service and therefore not open to configuration. */
export interface ServiceIdentity {
  /** Name for messages, such as `auth-service`. */
  readonly service: string;
  /** The service's own database; any other DB_NAME is refused. Default: any name. */
  readonly database?: string;
  /** The service's own account; any other DB_USER is refused. Default: any name. */
  readonly user?: string;
  /** Port that the service listens on when PORT is not set. */
  readonly port: number;
}

/** How to reach a database, from the DB_* variables. */
export interface DatabaseConfiguration {
  readonly host: string;
  readonly port: number;
  /** Unix socket; when set, host and port are not used. */
  readonly socketPath?: string;
  readonly name: string;
  readonly user: string;
  readonly password: Secret;
  readonly sslMode: SslMode;
  /** File with the certificates that are trusted; without it Node's own list is. */
  readonly sslCaPath?: string;
  /** Account that may create databases and accounts; only db:create and db:drop use it. */
  readonly administrator?: { readonly user: string; readonly password: Secret };
}

/** The typed environment of one service, deeply frozen. */
export interface ServiceConfiguration {
  readonly environment: NodeEnvironment;
  /** TCP port to listen on. */
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly database: DatabaseConfiguration;
}
