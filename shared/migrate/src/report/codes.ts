import type { ErrorCode } from '../errors.ts';
import type { FindingCode } from '../model.ts';

/** What a code says to somebody who has not met it. */
export interface CodeText {
  readonly meaning: string;
  readonly remedy: string;
}

/** The texts of docs/error-codes.md, for reports that explain their codes. Back-ticks are Markdown's. */
export const codeTexts: Readonly<Record<ErrorCode | FindingCode, CodeText>> = {
  CONFIGURATION: {
    meaning: 'Settings, flags or a `.conf` beside a script are wrong; all problems are listed together.',
    remedy: 'Correct what each line names, by file and line.',
  },
  DB_CONNECTION: {
    meaning:
      'No connection, a connection that was lost, or a statement of the engine itself that the server refused, such as reading the history.',
    remedy:
      'The message ends with what to try; `sqlErrorCode` is the server’s number. After a lost connection look at `info` first.',
  },
  ERROR: {
    meaning:
      'Refused for a reason without a code of its own: a name that fits no convention, a missing location, a target that does not exist, a file that is not text or cannot be split, an unknown placeholder, a failed row, a failing callback, `clean` while `cleanDisabled` is set.',
    remedy: 'The message says it.',
  },
  DUPLICATE_VERSIONED_MIGRATION: {
    meaning: 'Two files have one version. Versions are compared by number: 1, 1.0 and 01 are one.',
    remedy: 'Give one of them another version.',
  },
  DUPLICATE_REPEATABLE_MIGRATION: {
    meaning: 'Two repeatable files have one description.',
    remedy: 'Give one of them another description.',
  },
  DUPLICATE_UNDO_MIGRATION: {
    meaning: 'Two U files have one version.',
    remedy: 'Remove one of them.',
  },
  DUPLICATE_DELETED_MIGRATION: {
    meaning: 'The history marks a migration as deleted more than once.',
    remedy: 'Somebody changed the history by hand: take the second `DELETE` row out.',
  },
  SCHEMA_DOES_NOT_EXIST: {
    meaning: 'The schema is not there, or this account cannot see it.',
    remedy: 'Create it, or set `createSchemas=true`.',
  },
  NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE: {
    meaning: 'The schema holds objects and no history.',
    remedy: 'Run `baseline`, or set `baselineOnMigrate=true`.',
  },
  LOCK_NOT_ACQUIRED: {
    meaning: 'Another migration holds the lock of this schema, or the lock was lost.',
    remedy: 'Wait for it to end, or wait longer with `-lockTimeout=<seconds>`; the message names the holder.',
  },
  SERVER_NOT_WRITABLE: {
    meaning:
      'The server is read-only, a Galera node outside of the primary component, a secondary of a replication group, or in a group without a majority; nothing was started.',
    remedy: 'Connect to the server that takes writes; the message names it where this one tells.',
  },
  JOURNAL_UNUSABLE: {
    meaning:
      'The journal, the side table of the history, was changed by hand, was lost in the middle of a run, or was written by a newer version.',
    remedy: 'The message names the column or row, and the statement that puts it right.',
  },
  CONFIRMATION_REQUIRED: {
    meaning: 'A destructive command wants the database named.',
    remedy: 'Run it on a terminal, or pass `-confirm=<database>`.',
  },
  PLAN_NOT_APPROVED: {
    meaning: 'The plan is none of those that `planHash` approves; nothing was changed.',
    remedy:
      'Compare the files with those that were approved; `info` prints the hash of the plan as it is now ([evidence.md](evidence.md)).',
  },
  CLEAN_REFUSED: {
    meaning: '`clean` under the production configuration.',
    remedy: 'It never runs there.',
  },
  UNDO_REFUSED: {
    meaning:
      'An applied version that is to be undone has no U file, a half-done one holds statements that cannot be taken back, or the engine is Flyway, whose free edition has no `undo`; nothing was touched.',
    remedy: 'Add the file, or choose a higher `-target`; `resume` a half-done one; use `-engine=native`.',
  },
  GIT: {
    meaning: '`check` has no git program, no checkout, no such branch, or no commit that both sides share.',
    remedy: 'The message names what to fetch or install.',
  },
  INTERRUPTED: {
    meaning:
      'Ctrl-C or SIGTERM: the running statement ended or was ended, what was not committed is rolled back, the rest not begun.',
    remedy: 'Run the command again to go on.',
  },
  STATE_UNKNOWN: {
    meaning:
      'A run was interrupted while a statement was on its way, and whether that took effect cannot be told; nothing was changed.',
    remedy:
      'Look at what the message names, say how it is with `repair -assumeApplied=<number>`, then run `migrate` again ([going-on.md](going-on.md)).',
  },
  STATEMENT_CHANGED: {
    meaning:
      'A statement of a half-done file is committed and has another text in the file now; nothing was changed.',
    remedy: 'Put it back as it was; only what is not committed may be changed.',
  },
  SESSION_LOST: {
    meaning:
      'A half-done file cannot go on: later statements need a temporary table or the like, which ended with the connection; nothing was changed.',
    remedy:
      'Finish it by hand, then `repair -assumeApplied=all`; or `undo` it; or take it back by hand, then `repair -assumeApplied=0`.',
  },
  ENGINE_NOT_FOUND: {
    meaning:
      '`-engine=flyway`: there is no Flyway, `FLYWAY_HOME` names a folder without one, or its Java is missing.',
    remedy: 'Install what the message names, set `FLYWAY_HOME` or `JAVA_HOME`, or use `-engine=native`.',
  },
  ENGINE_TIMEOUT: {
    meaning: '`-engine=flyway`: Flyway did not end within `engineTimeout` and was ended.',
    remedy: 'Look at `info`; give it more seconds, or find out what it waited for.',
  },
  ENGINE_FAILED: {
    meaning:
      '`-engine=flyway`: Flyway could not be started, did not answer in JSON, or cannot be given what the run needs.',
    remedy: 'The message says it; `-engine=native` does without Flyway.',
  },
  FAULT: {
    meaning: 'A fault of this program.',
    remedy: 'Report it, with what `-X` prints.',
  },
  FAILED_VERSIONED_MIGRATION: {
    meaning: 'A statement of a `V` or `U` file failed; from `validate`, the history holds its failed row.',
    remedy: 'The message shows the statement, what of the file is committed, and the ways on.',
  },
  FAILED_REPEATABLE_MIGRATION: {
    meaning: 'The same of an `R` file.',
    remedy: 'The same.',
  },
  FAILED_BASELINE_MIGRATION: {
    meaning: 'The same of a `B` file, while it runs.',
    remedy: 'The same.',
  },
  VALIDATE_ERROR: {
    meaning:
      'Files and history disagree; the findings are below `invalidMigrations`, each with one of the codes that follow.',
    remedy: 'See each of them.',
  },
  APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED: {
    meaning: 'A version was applied and its file is gone.',
    remedy: 'Put the file back. If it was removed on purpose, run `repair`.',
  },
  APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED: {
    meaning: 'A repeatable migration was applied and its file is gone.',
    remedy: 'Put the file back. If it was removed on purpose, run `repair`.',
  },
  RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED: {
    meaning: 'A versioned file has not been applied.',
    remedy: 'Run `migrate`; below the newest version with `-outOfOrder=true`.',
  },
  RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED: {
    meaning: 'A repeatable file has not been applied.',
    remedy: 'Run `migrate`.',
  },
  OUTDATED_REPEATABLE_MIGRATION: {
    meaning: 'A repeatable file was changed since it was applied.',
    remedy: 'Run `migrate`: it is applied again.',
  },
  TYPE_MISMATCH: {
    meaning: 'An applied migration was of another type (a `V` file is a `B` file now).',
    remedy: 'Take the change back, or run `repair`.',
  },
  CHECKSUM_MISMATCH: {
    meaning: 'A file was changed after it had been applied.',
    remedy: 'Take the change back. If it changes nothing in the schema, run `repair`.',
  },
  DESCRIPTION_MISMATCH: {
    meaning: 'A file was renamed after it had been applied.',
    remedy: 'Take the change back, or run `repair`.',
  },
};
