/**
 * `@nilecare/migrate`: a migration engine for MySQL and MariaDB that Flyway's files, history and lock work with.
 *
 * ```ts
 * const config = resolveConfig({ url: 'mysql://127.0.0.1:3306/shop', user: 'shop', password, locations: ['filesystem:migrations'] });
 * const { applied } = await migrate(config, { listener: (event) => progress.push(event) });
 * ```
 */
export { baseline, type BaselineReport } from './commands/baseline.ts';
export { check, type CheckedMove, type CheckReport, type CheckRequest } from './commands/check.ts';
export { clean, type CleanReport } from './commands/clean.ts';
export type { DryRun } from './commands/dry-run.ts';
export { info, type InfoReport } from './commands/info.ts';
export { lockBreak, lockStatus, type LockBreakReport, type LockStatusReport } from './commands/lock.ts';
export type { Work } from './commands/many/attempt.ts';
export type { DatabaseEvent, DatabaseOutcome, ManyOptions, NamedDatabase } from './commands/many/many.ts';
export { runMany } from './commands/many/run-many.ts';
export { tenantsOf } from './commands/many/tenants-of.ts';
export { migrate, type MigrateReport } from './commands/migrate.ts';
export { newMigration, type NewReport } from './commands/new.ts';
export { repair, type RepairOptions, type RepairReport } from './commands/repair.ts';
export { resume, type ResumeReport } from './commands/resume.ts';
export type { Assumed } from './commands/assume-applied.ts';
export type { HalfUndone } from './commands/undo-half.ts';
export { undo, type UndoReport } from './commands/undo.ts';
export { validate, type ValidateReport } from './commands/validate.ts';
export { verifyUndo, type VerifiedUndo, type VerifyUndoReport } from './commands/verify-undo.ts';
export type { CommandOptions } from './commands/workspace.ts';
export type { LoadedConfig } from './config/build-config.ts';
export type {
  Config,
  ConnectionConfig,
  EngineConfig,
  IgnorePattern,
  NamePrefixes,
  PlaceholderConfig,
  Target,
  TlsConfig,
} from './config/config.ts';
export type { Environment } from './config/environment.ts';
export type { FileConfig } from './config/file-config.ts';
export { loadConfig, loadFileConfig, type ConfigSources } from './config/load-config.ts';
export { resolveConfig, resolveConfigWithWarnings, type FlywayOptions } from './config/resolve-config.ts';
export {
  ConfigurationError,
  ConnectionError,
  DuplicateMigrationError,
  MigrateError,
  QueryError,
  RefusedError,
  ScriptError,
  UndoError,
  UnvalidatedError,
  ValidateError,
  type ConfigurationProblem,
  type ErrorCode,
  type LostWork,
  type StatementPlace,
  type ScriptProblem,
  type ServerFault,
} from './errors.ts';
export { HistoryTableError, type HistoryProblem } from './history-errors.ts';
export { JournalTableError, type JournalProblem } from './journal-errors.ts';
export {
  ChangedStatementError,
  HalfUndoError,
  LostSessionError,
  UnknownStateError,
  type LostState,
  type ChangedText,
  type SeenObject,
  type UndoObstacle,
} from './resume-errors.ts';
export type { UnfinishedScript } from './unfinished.ts';
export { EngineError, type EngineProblem } from './engine-errors.ts';
export {
  FailedMigrationError,
  InterruptedError,
  LockError,
  PartialRunError,
  StatementError,
  type AppliedStep,
  type LeaseHolder,
  type LockHolder,
  type RunFacts,
} from './run-errors.ts';
export { NotWritableError, type WriteObstacle } from './server-errors.ts';
export { connectWithRetries } from './execute/connect.ts';
export type { Listener, RunEvent, ScriptPlace } from './execute/events.ts';
export type { CallbackEvent } from './callback-event.ts';
export type {
  Callback,
  Category,
  Finding,
  FindingCode,
  HistoryRow,
  Migration,
  MigrationInfo,
  NewHistoryRow,
  RowType,
  Script,
  ScriptSettings,
  State,
  Statement,
  StatementKind,
  Step,
  StepRow,
} from './model.ts';
export type { BranchFinding } from './plan/compare-branches.ts';
export { findings, type FindingOptions } from './plan/findings.ts';
export type { NewRequest } from './plan/plan-new.ts';
export { describeError } from './report/describe-error.ts';
export type { Difference } from './plan/compare-fingerprints.ts';
export { describeFinding } from './report/describe-finding.ts';
export { describeUnfinished } from './report/describe-unfinished.ts';
export { dryRunScript } from './report/dry-run/script.ts';
export { eventLine } from './report/progress.ts';
export type { Server } from './session.ts';
export { compareVersions, parseVersion, type Version } from './version.ts';
