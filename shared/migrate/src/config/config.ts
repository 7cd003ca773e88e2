import type { Version } from '../version.ts';

/**
 * Everything a command needs to know, parsed and checked. Names and defaults are Flyway's
 * (documentation.red-gate.com/fd, "Parameters"), unless marked as an extension.
 */
export interface Config {
  readonly connection: ConnectionConfig;
  /** Schema that holds the history and that the statements run in; default: the URL's database. */
  readonly defaultSchema: string;
  /** Schemas that `clean` empties and `createSchemas` creates; default: `[defaultSchema]`. */
  readonly schemas: readonly string[];
  /** Default true: a missing schema is created, and recorded by a SCHEMA row. */
  readonly createSchemas: boolean;
  /** Name of the history table; Flyway's default `flyway_schema_history`. */
  readonly table: string;
  /** Absolute folders, or globs with `*` and `**`, from `filesystem:` locations. */
  readonly locations: readonly string[];
  readonly failOnMissingLocations: boolean;
  readonly encoding: 'utf-8' | 'latin1' | 'utf-16le';
  readonly prefixes: NamePrefixes;
  readonly placeholders: PlaceholderConfig;
  readonly baselineVersion: Version;
  readonly baselineDescription: string;
  readonly baselineOnMigrate: boolean;
  readonly validateOnMigrate: boolean;
  readonly validateMigrationNaming: boolean;
  readonly outOfOrder: boolean;
  readonly target: Target;
  /** Written to `installed_by`; default: the server's CURRENT_USER() without its host. */
  readonly installedBy?: string;
  /** SQL that runs on every new connection of the engine. */
  readonly initSql?: string;
  readonly cleanDisabled: boolean;
  readonly skipDefaultCallbacks: boolean;
  readonly skipExecutingMigrations: boolean;
  readonly ignoreMigrationPatterns: readonly IgnorePattern[];
  /** Extension: longest wait for the migration lock, seconds; default 60. Flyway waits for ever. */
  readonly lockTimeout: number;
  /** Extension: `production` forbids clean and makes undo ask; from `flyway.placeholders.environment`; a variable or flag cannot take it back. */
  readonly environment: 'production' | 'other';
  /** Extension: databases named by `-confirm=`. */
  readonly confirm: readonly string[];
}

/** How to reach the server. */
export interface ConnectionConfig {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password: string;
  /** Database of the URL. */
  readonly database?: string;
  readonly tls: TlsConfig;
  /** Retries after a failed first connection, one second apart doubling up to `interval`; Flyway's `connectRetries`, default 0. */
  readonly retries: number;
  /** Seconds; Flyway's `connectRetriesInterval`, default 120. */
  readonly retryInterval: number;
  /** Milliseconds for the connection to be made; default 10,000. */
  readonly timeout: number;
}

/** MySQL's `ssl-mode`. `certificateAuthority` is the text of a PEM file. */
export interface TlsConfig {
  readonly mode: 'DISABLED' | 'PREFERRED' | 'REQUIRED' | 'VERIFY_CA' | 'VERIFY_IDENTITY';
  readonly certificateAuthority?: string;
}

export interface NamePrefixes {
  readonly versioned: string;
  readonly undo: string;
  readonly repeatable: string;
  readonly baseline: string;
  readonly separator: string;
  readonly suffixes: readonly string[];
}

export interface PlaceholderConfig {
  readonly replacement: boolean;
  readonly prefix: string;
  readonly suffix: string;
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
