/**
 * One class a failure. They carry facts; the sentences that a user reads are written in `report/`.
 * `code` is Flyway's error code where Flyway has one (`CoreErrorCode`), so that scripts can rely on it.
 */
import type { StatementEnd } from './lock-wait.ts';
import type { Callback, Finding, HistoryRow, Migration, Statement } from './model.ts';

/** Flyway's error codes; from LOCK_NOT_ACQUIRED on, those of this engine. docs/error-codes.md explains each. */
export const errorCodes = [
  'FAULT',
  'ERROR',
  'DB_CONNECTION',
  'CONFIGURATION',
  'DUPLICATE_VERSIONED_MIGRATION',
  'DUPLICATE_REPEATABLE_MIGRATION',
  'DUPLICATE_UNDO_MIGRATION',
  'DUPLICATE_DELETED_MIGRATION',
  'NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE',
  'VALIDATE_ERROR',
  'SCHEMA_DOES_NOT_EXIST',
  'FAILED_VERSIONED_MIGRATION',
  'FAILED_REPEATABLE_MIGRATION',
  'FAILED_BASELINE_MIGRATION',
  'LOCK_NOT_ACQUIRED',
  'JOURNAL_UNUSABLE',
  'SERVER_NOT_WRITABLE',
  'UNDO_REFUSED',
  'CLEAN_REFUSED',
  'CONFIRMATION_REQUIRED',
  'PLAN_NOT_APPROVED',
  'GIT',
  'INTERRUPTED',
  'STATE_UNKNOWN',
  'STATEMENT_CHANGED',
  'SESSION_LOST',
  'ENGINE_NOT_FOUND',
  'ENGINE_TIMEOUT',
  'ENGINE_FAILED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Base of all errors that are a user's or the server's, as against a fault of this program. */
export abstract class MigrateError extends Error {
  abstract readonly code: ErrorCode;
  override get name(): string {
    return this.constructor.name;
  }
}

/** One wrong setting. Never holds a value that may be a secret. */
export interface ConfigurationProblem {
  /** Without `file` and `line`. */
  readonly message: string;
  /** Absent when no file is to blame: flags, variables, options. */
  readonly file?: string;
  /** From 1; absent when the file as a whole is meant. */
  readonly line?: number;
}

/** `flyway.conf:3: flyway.table must not be empty`, as compilers write it. */
export function problemLine({ message, file, line }: ConfigurationProblem): string {
  if (file === undefined) return message;
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Every wrong setting of a run, all at once. */
export class ConfigurationError extends MigrateError {
  readonly code = 'CONFIGURATION';
  readonly problems: readonly ConfigurationProblem[];
  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map(problemLine).join('; '));
    this.problems = problems;
  }
}

/** One reason why a script cannot be run as it stands. */
export interface ScriptProblem {
  readonly path: string;
  readonly script: string;
  /** From 1; absent when the file as a whole is meant. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** Scripts that cannot be split, read or have unknown placeholders: found before anything was sent. */
export class ScriptError extends MigrateError {
  readonly code = 'ERROR';
  readonly problems: readonly ScriptProblem[];
  constructor(problems: readonly ScriptProblem[]) {
    super(problems.map(({ script, message }) => `${script}: ${message}`).join('; '));
    this.problems = problems;
  }
}

/** Two files claim the same version (or, for repeatables, the same description). */
export class DuplicateMigrationError extends MigrateError {
  readonly code:
    'DUPLICATE_VERSIONED_MIGRATION' | 'DUPLICATE_UNDO_MIGRATION' | 'DUPLICATE_REPEATABLE_MIGRATION';
  readonly migrations: readonly [Migration, Migration];
  constructor(code: DuplicateMigrationError['code'], migrations: readonly [Migration, Migration]) {
    super(`${migrations[0].path} and ${migrations[1].path}`);
    this.code = code;
    this.migrations = migrations;
  }
}

/** The server's own words about a failed query. `errno` is what to branch on: names differ between servers. */
export interface ServerFault {
  readonly errno?: number;
  readonly sqlState?: string;
  readonly message: string;
  /** Present when the engine itself ended the statement, or gave up. */
  readonly ended?: StatementEnd;
}

/** A statement of a script, and how far the script is. */
export interface StatementPlace {
  readonly migration: Migration | Callback;
  readonly statement: Statement;
  /** Number of statements in the script. */
  readonly total: number;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
}

/** What was on its way when an open connection broke; whether it took effect is unknown. */
export type LostWork =
  { readonly kind: 'query'; readonly purpose: string } | ({ readonly kind: 'statement' } & StatementPlace);

/** No connection, or one that was lost. */
export class ConnectionError extends MigrateError {
  readonly code = 'DB_CONNECTION';
  /** `host:port` or the socket's path. */
  readonly address: string;
  readonly user: string;
  readonly database: string | undefined;
  readonly fault: ServerFault & { readonly systemCode?: string };
  /** Absent when no connection could be opened. */
  readonly during: LostWork | undefined;
  constructor(
    where: Pick<ConnectionError, 'address' | 'user' | 'database' | 'fault'> & { readonly during?: LostWork },
    options?: { readonly cause?: unknown },
  ) {
    super(where.fault.message, options);
    this.address = where.address;
    this.user = where.user;
    this.database = where.database;
    this.fault = where.fault;
    this.during = where.during;
  }
}

/** Whether nothing more can be sent; a broken run is judged by its cause. */
export function isConnectionLost(error: MigrateError): boolean {
  return error instanceof ConnectionError || error.cause instanceof ConnectionError;
}

/** A query of the engine itself failed (not one of a script); the connection is alive. */
export class QueryError extends MigrateError {
  /** Flyway's code for every refusal of the server outside of a script. */
  readonly code = 'DB_CONNECTION';
  /** What the engine was about to do, as in "read the history". */
  readonly purpose: string;
  readonly fault: ServerFault;
  constructor(purpose: string, fault: ServerFault, options?: { readonly cause?: unknown }) {
    super(fault.message, options);
    this.purpose = purpose;
    this.fault = fault;
  }
}

/** Files and history disagree. */
export class ValidateError extends MigrateError {
  readonly code = 'VALIDATE_ERROR';
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map(({ code }) => code).join(', '));
    this.findings = findings;
  }
}

/** `undo` cannot do what was asked; nothing was touched. */
export class UndoError extends MigrateError {
  readonly code = 'UNDO_REFUSED';
  /** Applied versions for which no Undo file exists. */
  readonly withoutUndo: readonly HistoryRow[];
  constructor(withoutUndo: readonly HistoryRow[]) {
    super(`no undo file for ${withoutUndo.map(({ script }) => script).join(', ')}`);
    this.withoutUndo = withoutUndo;
  }
}

/** Anything that a command refuses for one plain reason; `message` is the whole sentence. */
export class RefusedError extends MigrateError {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** There is no schema that `validate` could look at; Flyway answers it as a failed validation. */
export class UnvalidatedError extends RefusedError {
  readonly schema: string;
  constructor(schema: string) {
    const name = `\`${schema.replaceAll('`', '``')}\``;
    super(
      'SCHEMA_DOES_NOT_EXIST',
      `Schema ${name} doesn't exist yet, or this account cannot see it. Run migrate to create it.`,
    );
    this.schema = schema;
  }
}
