import type { InfoFilter } from './info-filter.ts';
import type { Version } from '../version.ts';
import type { Charset } from './charsets.ts';

/**
 * Everything a command needs to know, parsed and checked. Names and defaults are Flyway's
 * (documentation.red-gate.com/fd, "Parameters"), unless marked as an extension.
 */
export interface Config {
  readonly connection: ConnectionConfig;
  /** Schema that holds the history and that the statements run in; default: the URL's database. */
  readonly defaultSchema: string;
  /** All that are created when missing, must be empty before the first migration, and that `clean` empties; default: `[defaultSchema]`. */
  readonly schemas: readonly string[];
  /** Default true: missing `schemas` are created, and recorded by a SCHEMA row. */
  readonly createSchemas: boolean;
  /** Absolute folder that relative paths start from; what `${flyway:workingDirectory}` stands for. */
  readonly workingDirectory: string;
  /** The environment of flyway.toml, for `${flyway:environment}`; default `default`. */
  readonly environmentName: string;
  /** Name of the history table; Flyway's default `flyway_schema_history`. */
  readonly table: string;
  /** Absolute folders, or globs with `*` and `**`, from `filesystem:` locations. */
  readonly locations: readonly string[];
  /** Folders of callbacks, which are then looked for nowhere else; default: none. */
  readonly callbackLocations: readonly string[];
  /** Default true: listeners are told what queries in scripts answer. */
  readonly outputQueryResults: boolean;
  /** Default false: a missing location is warned of. */
  readonly failOnMissingLocations: boolean;
  /** Of the scripts; default `utf-8`. `detect` for Flyway's detectEncoding. */
  readonly encoding: Charset;
  readonly prefixes: NamePrefixes;
  readonly placeholders: PlaceholderConfig;
  /** What `baseline` says is there already; default 1. */
  readonly baselineVersion: Version;
  /** Default `<< Flyway Baseline >>`. */
  readonly baselineDescription: string;
  /** Default false: `migrate` refuses a schema with tables but without history. */
  readonly baselineOnMigrate: boolean;
  /** Default true: `migrate` refuses to run when files and history disagree. */
  readonly validateOnMigrate: boolean;
  /** Default false: a file whose name fits no convention is warned of. */
  readonly validateMigrationNaming: boolean;
  /** Default false: files below the newest applied version do not run. */
  readonly outOfOrder: boolean;
  /** Default `latest`. */
  readonly target: Target;
  /** Written to `installed_by`; default: the name that the server knows the account by, without its host. */
  readonly installedBy?: string;
  /** SQL that is sent first on the connection. */
  readonly initSql?: string;
  /** Default true; false runs scripts with autocommit on. A script's own `.conf` wins. */
  readonly executeInTransaction: boolean;
  /** Default false; true lets pending migrations without DDL share a transaction. */
  readonly group: boolean;
  /** Default false: a group with and without transactions is refused. */
  readonly mixed: boolean;
  /** Default true: `clean` is refused. */
  readonly cleanDisabled: boolean;
  /** Default false: callback files run. */
  readonly skipDefaultCallbacks: boolean;
  /** Default false; true writes the rows without running the scripts. */
  readonly skipExecutingMigrations: boolean;
  /** Absolute path of the script that `migrate` and `undo` are to write instead of running; `-` is standard output. */
  readonly dryRunOutput?: string;
  /** What `validate` passes over; default `*:future`. */
  readonly ignoreMigrationPatterns: readonly IgnorePattern[];
  /** What `info` shows; default: everything. */
  readonly infoFilter: InfoFilter;
  /** Extension: longest wait for the migration lock, seconds; default 60. Flyway waits for ever. */
  readonly lockTimeout: number;
  /** Extension: `production` forbids clean and makes undo ask; from `flyway.placeholders.environment`; a variable or flag cannot take it back. */
  readonly environment: 'production' | 'other';
  /** Extension: databases named by `-confirm=`. */
  readonly confirm: readonly string[];
  /** Extension: whether and where the command line leaves evidence of a run. */
  readonly evidence: EvidenceConfig;
  /** Extension: what the evidence says of the change; absent where nothing is said. */
  readonly deployment: DeploymentConfig;
  /** Extension: hashes of the plans that may run; default: none, and every plan may. */
  readonly planHash: readonly string[];
  /** Extension: which engine the command line runs; the functions of this package are the native one. */
  readonly engine: EngineConfig;
}

/**
 * Where evidence goes. What is `required` was asked for: without it nothing runs. What is `wanted` is the default of
 * production: a folder that cannot be written is warned of, since it may be a read-only container.
 */
export type EvidenceConfig =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'required' | 'wanted';
      /** Absolute. */
      readonly folder: string;
    };

/** Who and what is behind a change, in the words of whoever runs it. */
export interface DeploymentConfig {
  readonly commit?: string;
  readonly ticket?: string;
  readonly author?: string;
  readonly approver?: string;
}

/** Native, or Flyway's own command line. */
export interface EngineConfig {
  /** Default `native`. */
  readonly name: 'native' | 'flyway';
  /** Seconds after which a run of Flyway is ended; default 0, no end. */
  readonly timeout: number;
  /** Default true: when no Flyway is found, node-flyway installs one. */
  readonly install: boolean;
}

/** How to reach the server. */
export interface ConnectionConfig {
  /** As it was written; may hold a password. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password: string;
  /** Database of the URL. */
  readonly database?: string;
  readonly tls: TlsConfig;
  /** Retries after a failed first connection, one second apart doubling up to `retryInterval`; Flyway's `connectRetries`, default 0. */
  readonly retries: number;
  /** Seconds; Flyway's `connectRetriesInterval`, default 120. */
  readonly retryInterval: number;
  /** Milliseconds for the connection to be made; default 10,000. */
  readonly timeout: number;
  /** Extension: how long the server is waited for; default: {@link defaultWaits}. */
  readonly waits?: WaitConfig;
  /** Parameter of the URL: `name=value` with commas or semicolons between, set on every new connection. */
  readonly sessionVariables?: string;
}

/** How long the server is waited for once it is connected. Seconds; 0 is for ever where it is allowed. */
export interface WaitConfig {
  /** Without a sign of life of the server, before it counts as frozen; default 30, at least 1. */
  readonly answerTimeout: number;
  /** For the answer to one query of the engine itself; default 120. */
  readonly queryTimeout: number;
  /** For one statement of a script; default 0. */
  readonly statementTimeout: number;
  /** The session's lock_wait_timeout, which is about metadata locks; default 10, 0 leaves the server's own. */
  readonly lockWaitTimeout: number;
  /** How often a statement that waited too long for a lock is sent again; default 5. */
  readonly lockWaitRetries: number;
}

/** What the settings say when nothing is set. */
export const defaultWaits: WaitConfig = {
  answerTimeout: 30,
  queryTimeout: 120,
  statementTimeout: 0,
  lockWaitTimeout: 10,
  lockWaitRetries: 5,
};

/** MySQL's `ssl-mode`. `certificateAuthority` is the text of a PEM file. */
export interface TlsConfig {
  readonly mode: 'DISABLED' | 'PREFERRED' | 'REQUIRED' | 'VERIFY_CA' | 'VERIFY_IDENTITY';
  readonly certificateAuthority?: string;
}

/** How file names are made; defaults V, U, R, B, `__` and `.sql`. */
export interface NamePrefixes {
  readonly versioned: string;
  readonly undo: string;
  readonly repeatable: string;
  readonly baseline: string;
  readonly separator: string;
  readonly suffixes: readonly string[];
}

/** What `${name}` in scripts stands for. */
export interface PlaceholderConfig {
  /** Default true. */
  readonly replacement: boolean;
  /** Default `${`. */
  readonly prefix: string;
  /** Default `}`. */
  readonly suffix: string;
  /** Between `flyway` and the name of a built-in one; default `:`. */
  readonly separator: string;
  /** Names in lower case: placeholders are matched without regard to case, as Flyway does. */
  readonly values: ReadonlyMap<string, string>;
}

/** How far `migrate` goes, or down to where `undo` goes. `failOnMissing` is false for a version written with `?`. */
export type Target =
  | { readonly kind: 'latest' }
  | { readonly kind: 'current' }
  | { readonly kind: 'next' }
  | { readonly kind: 'version'; readonly version: Version; readonly failOnMissing: boolean };

/** `*:pending`, `repeatable:missing` …: findings of these migrations do not count. */
export interface IgnorePattern {
  readonly category: 'versioned' | 'repeatable' | '*';
  readonly state: 'missing' | 'pending' | 'ignored' | 'future' | '*';
}
