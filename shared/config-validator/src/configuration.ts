import type { DatabaseAccount } from './credential-source.ts';
import type { EnvironmentProblem } from './environment-error.ts';

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

/** How to reach a database and as whom, from the DB_* variables. */
export interface DatabaseConfiguration {
  readonly host: string;
  readonly port: number;
  /** Unix socket; when set, host and port are not used. */
  readonly socketPath?: string;
  readonly name: string;
  readonly sslMode: SslMode;
  /** File with the certificates that are trusted; without it Node's own list is. */
  readonly sslCaPath?: string;
  /** Most connections of the pool; default 10. */
  readonly poolSize: number;
  /** How long a start waits for a database that is away, in milliseconds; default 60 000. */
  readonly startDeadline: number;
  /** The account that serves: DB_RUNTIME_USER, which may change rows but no tables, else DB_USER. */
  readonly runtime: DatabaseAccount;
  /** DB_USER, the owner of the schema, which migrates; absent where only the password of DB_RUNTIME_USER is given. */
  readonly migrator?: DatabaseAccount;
  /** Account that may create databases and accounts; only db:create and db:drop use it. */
  readonly administrator?: DatabaseAccount;
}

/** The typed environment of one service, deeply frozen. */
export interface ServiceConfiguration {
  readonly environment: NodeEnvironment;
  /** Address to listen on; default 127.0.0.1 in development and test, 0.0.0.0 elsewhere. */
  readonly host: string;
  /** TCP port to listen on. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** How long a stop waits for running requests and queries, in milliseconds; default 10 000. */
  readonly stopDeadline: number;
  /** Whether the start runs pending migrations; default false. */
  readonly migrateOnStart: boolean;
  /** Whether `/metrics` answers; default true. */
  readonly metricsEnabled: boolean;
  readonly database: DatabaseConfiguration;
  /** What is not wrong but should be looked at, to be logged at the start; default: nothing. */
  readonly warnings?: readonly EnvironmentProblem[];
}
