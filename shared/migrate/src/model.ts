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
import type { Statement, Statements } from './statement.ts';
import type { UnfinishedScript } from './unfinished.ts';
import type { Version } from './version.ts';

export type {
  MeasuredStatement,
  ReplacedPlaceholder,
  Statement,
  StatementKind,
  Statements,
} from './statement.ts';

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
