/**
 * The nouns of the engine.
 *
 * - migration: a file. script: its name, relative to its location. version: a dotted number.
 * - category: Versioned, Repeatable, Undo or Baseline. checksum: Flyway's CRC32.
 * - history: the table of what was applied. row: one line of it. rank: its `installed_rank`.
 * - state: what a migration is, seen from files and history together.
 * - plan: ordered steps, computed before anything is sent. step: one migration to run, or one row to write.
 * - statement: what is sent in one query. segment: the statements between two commits.
 * - lock: the right to change one schema. report: what a command did.
 */
import type { CallbackEvent } from './callback-event.ts';
import type { UnfinishedScript } from './unfinished.ts';
import type { Version } from './version.ts';

/** What a migration file is for; the first letters of its name tell (`V`, `R`, `U`, `B` unless configured). */
export type Category = 'Versioned' | 'Repeatable' | 'Undo' | 'Baseline';

/** Settings of a `<script>.conf` beside a migration file. */
export interface ScriptSettings {
  /** Default: the configuration's. False runs the script with autocommit on. */
  readonly executeInTransaction: boolean;
  /** Default: the configuration's `encoding`. */
  readonly encoding?: string;
  /** Default: the configuration's `placeholderReplacement`. */
  readonly placeholderReplacement: boolean;
  /** Default true. False makes the migration Ignored. */
  readonly shouldExecute: boolean;
}

/** One migration file, read and understood as far as its name and checksum go. */
export interface Migration {
  readonly category: Category;
  /** Absent for Repeatable migrations only. */
  readonly version?: Version;
  readonly description: string;
  /** Path relative to its location, with `/`; what the history's `script` column holds. */
  readonly script: string;
  /** Absolute path. */
  readonly path: string;
  /** Flyway's CRC32, signed 32 bit. Of a Repeatable with placeholders replaced, as Flyway does. */
  readonly checksum: number;
  /** Repeatable only: the checksum without placeholders replaced, which Flyway accepts as equal. */
  readonly equivalentChecksum?: number;
  readonly settings: ScriptSettings;
}

/**
 * What a statement does to the open transaction (MySQL 8.0 manual 15.3.3, measured on both servers):
 *
 * - `ddl` commits it, also when it fails; CREATE PROCEDURE, TRIGGER, EVENT, GRANT, ANALYZE … are of this kind
 * - `dml` works inside it (INSERT, SELECT, LOAD DATA …; CREATE and DROP TEMPORARY TABLE too)
 * - `transaction` controls it (START TRANSACTION, COMMIT, SET autocommit, LOCK TABLES, SAVEPOINT …)
 * - `session` leaves it alone (SET, USE, PREPARE, SHOW …)
 * - `compound` runs code of which the text does not tell (CALL, EXECUTE, BEGIN NOT ATOMIC)
 */
export type StatementKind = 'ddl' | 'dml' | 'transaction' | 'session' | 'compound';

/** One statement of a script: exactly what is sent in one query, and where it came from. */
export interface Statement {
  /** 1 for the first of its script. */
  readonly number: number;
  /** Line of its first character in the file, from 1. */
  readonly line: number;
  /** Column of its first character, from 1. */
  readonly column: number;
  /** Placeholders replaced; without its delimiter. */
  readonly text: string;
  /** The placeholders that were replaced in it, ascending; absent when there are none. */
  readonly replaced?: readonly ReplacedPlaceholder[];
  readonly kind: StatementKind;
  /**
   * Where `text` is read from the file each time that it is asked for: what was seen in it when the file was checked, see
   * `source/features.ts`.
   */
  readonly features?: number;
}

/** A statement, and how long it is. */
export interface MeasuredStatement extends Pick<Statement, 'number' | 'line' | 'column'> {
  /** Of its UTF-8. */
  readonly bytes: number;
}

/**
 * The statements of a script in their order: number `n` is `at(n - 1)`. An array, or those of a large file, whose texts
 * are read when they are asked for: then nothing may keep them all, and what looks at every statement must do with kind
 * and features where it can.
 */
export interface Statements extends Iterable<Statement> {
  readonly length: number;
  /** Its longest one, of which the first; present where it was found when the file was checked. */
  readonly longest?: MeasuredStatement | undefined;
  /** See `statementDigests`; present where they were computed when the file was checked. */
  readonly digests?: string;
  at(index: number): Statement | undefined;
  slice(start?: number, end?: number): Statements;
  some(test: (statement: Statement) => boolean): boolean;
  find(test: (statement: Statement) => boolean): Statement | undefined;
  /** Only for few: the result is held. */
  filter(test: (statement: Statement) => boolean): readonly Statement[];
  /** Only for few results. */
  flatMap<Result>(work: (statement: Statement) => Result | readonly Result[]): readonly Result[];
}

/** A part of a statement's text that stands for a placeholder of the file. */
export interface ReplacedPlaceholder {
  /** Offset of the value in the statement's text. */
  readonly at: number;
  /** Length of the value. */
  readonly length: number;
  /** Length of the placeholder in the file; it is on one line. */
  readonly sourceLength: number;
}

/** A migration with its statements: all that is needed to run it. */
export interface Script {
  readonly migration: Migration;
  readonly statements: Statements;
}

/** A callback file with its statements. */
export interface CallbackScript {
  readonly callback: Callback;
  readonly statements: Statements;
}

/** `type` column of the history; any other text is kept as it is. */
export type RowType =
  'SQL' | 'SQL_BASELINE' | 'UNDO_SQL' | 'BASELINE' | 'SCHEMA' | 'DELETE' | (string & Record<never, never>);

/** One row of the history. */
export interface HistoryRow {
  readonly installedRank: number;
  /** Absent in rows of repeatable migrations. */
  readonly version?: Version;
  readonly description: string;
  readonly type: RowType;
  readonly script: string;
  readonly checksum: number | null;
  readonly installedBy: string;
  /** `YYYY-MM-DD HH:MM:SS` in the time zone of the session, as the server prints it. */
  readonly installedOn: string;
  readonly installedAt: Date;
  /** Milliseconds. */
  readonly executionTime: number;
  readonly success: boolean;
}

/** A row about to be written; the history gives it rank and time. */
export type NewHistoryRow = Omit<HistoryRow, 'installedRank' | 'installedOn' | 'installedAt'>;

/** Flyway's display names of what a migration is. */
export type State =
  | 'Pending'
  | 'Above Target'
  | 'Below Baseline'
  | 'Ignored (Baseline)'
  | 'Baseline'
  | 'Ignored'
  | 'Missing'
  | 'Failed (Missing)'
  | 'Success'
  | 'Undone'
  | 'Available'
  | 'Failed'
  | 'Out of Order'
  | 'Future'
  | 'Failed (Future)'
  | 'Outdated'
  | 'Superseded'
  | 'Deleted';

/** A migration file, its row, or both, and what that makes of it. */
export interface MigrationInfo {
  readonly state: State;
  readonly migration?: Migration;
  readonly row?: HistoryRow;
  /** The Undo file of the same version. */
  readonly undo?: Migration;
  /** How far its file, or its undo file, is, when it was begun and not ended. */
  readonly unfinished?: UnfinishedScript;
}

/** A problem that `validate` found. `code` is one of Flyway's error codes. */
export interface Finding {
  readonly code: FindingCode;
  readonly info: MigrationInfo;
}

/** Flyway's error codes of what `validate` finds. */
export const findingCodes = [
  'FAILED_VERSIONED_MIGRATION',
  'FAILED_REPEATABLE_MIGRATION',
  'APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED',
  'APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED',
  'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED',
  'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED',
  'OUTDATED_REPEATABLE_MIGRATION',
  'TYPE_MISMATCH',
  'CHECKSUM_MISMATCH',
  'DESCRIPTION_MISMATCH',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** A callback file. */
export interface Callback {
  readonly event: CallbackEvent;
  /** The part behind `__`; callbacks of one event run in the order of their descriptions. */
  readonly description: string;
  readonly script: string;
  readonly path: string;
  readonly settings: ScriptSettings;
}

/** All files of the configured locations. Migrations are sorted: Versioned, Baseline, Undo by version; Repeatable by description. */
export interface MigrationFiles {
  readonly migrations: readonly Migration[];
  readonly callbacks: readonly Callback[];
}

/**
 * One thing to do. `run` executes a script and records it; `write` records a row without running anything;
 * `remove` and `align` repair rows.
 */
export type Step =
  | ({
      readonly kind: 'run';
      readonly script: Script;
      readonly row: StepRow;
      readonly outOfOrder: boolean;
    } & Resumable)
  | ({
      readonly kind: 'undo';
      readonly script: Script;
      readonly row: StepRow;
      readonly undoes: HistoryRow;
    } & Resumable)
  | { readonly kind: 'write'; readonly row: StepRow }
  | { readonly kind: 'remove'; readonly row: HistoryRow }
  | { readonly kind: 'align'; readonly row: HistoryRow; readonly migration: Migration };

/** A step that may go on in the middle of its script. */
interface Resumable {
  readonly resume?: ResumePoint;
}

/** Where a script that was begun before goes on. */
export interface ResumePoint {
  /** Number of the first statement to send; one more than the script has when only its row is missing. */
  readonly from: number;
  /** What has to be sent once more before it, as it died with the session: LOCK TABLES, PREPARE … */
  readonly prelude: readonly Statement[];
  /** The session as it was there, as a snapshot's text. */
  readonly session?: string;
  /** The failed row of the script, which the row of this run replaces. */
  readonly replaces?: HistoryRow;
}

/** What of a row is known before its script has run. */
export type StepRow = Omit<NewHistoryRow, 'executionTime' | 'success' | 'installedBy'>;

/** Ordered steps, computed under the lock before anything is sent. Plain data: print it, compare it, refuse it. */
export interface Plan {
  readonly steps: readonly Step[];
}
