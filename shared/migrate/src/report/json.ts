import type { AppliedStep, RunFacts } from '../run-errors.ts';
import type { BaselineReport } from '../commands/baseline.ts';
import type { CleanReport } from '../commands/clean.ts';
import type { InfoReport } from '../commands/info.ts';
import type { MigrateReport } from '../commands/migrate.ts';
import type { RepairReport } from '../commands/repair.ts';
import type { ResumeReport } from '../commands/resume.ts';
import type { UndoReport } from '../commands/undo.ts';
import type { ValidateReport } from '../commands/validate.ts';
import type { VerifyUndoReport } from '../commands/verify-undo.ts';
import type { Migration, MigrationInfo, Step } from '../model.ts';
import { lockReportFields, type LockReport } from './lock-reports.ts';
import { describeDifference } from './describe-difference.ts';
import { describeFinding } from './describe-finding.ts';
import { categoryOf, typeOf, undoable } from './info-table.ts';
import { orphanFields, unfinishedField } from './unfinished-json.ts';

/** What a command line prints as JSON: any command's report. */
export type Report =
  | BaselineReport
  | CleanReport
  | InfoReport
  | LockReport
  | MigrateReport
  | RepairReport
  | ResumeReport
  | UndoReport
  | ValidateReport
  | VerifyUndoReport;

/** Facts of the run that stand in every report. */
export interface JsonContext {
  readonly database: string;
  /** Version of this program; Flyway's field is called `flywayVersion`. */
  readonly version: string;
  readonly warnings: readonly string[];
  readonly timestamp: Date;
}

/** One command's report with Flyway's field names. */
export function reportJson(report: Report, context: JsonContext): Readonly<Record<string, unknown>> {
  const { database, version, warnings } = context;
  const common = { flywayVersion: version, database, warnings, operation: report.operation };
  switch (report.operation) {
    case 'info':
      return { ...common, timestamp: context.timestamp.toISOString(), ...infoFields(report) };
    case 'migrate':
    case 'resume':
    case 'undo':
      return { ...common, timestamp: context.timestamp.toISOString(), ...runFields(report) };
    case 'validate':
      return { ...common, ...validateFields(report) };
    case 'verify-undo':
      return { ...common, schemaName: report.schema, ...verifyFields(report) };
    case 'lock status':
    case 'lock break':
      return { ...common, ...lockReportFields(report) };
    case 'repair':
      return { ...common, ...repairFields(report) };
    case 'baseline':
      return { ...common, successfullyBaselined: true, baselineVersion: report.baselineVersion };
    case 'clean':
      return { ...common, schemasCleaned: report.schemasCleaned, schemasDropped: report.schemasDropped };
  }
}

function verifyFields({ verified }: VerifyUndoReport) {
  return {
    undoVerified: verified.every(({ differences }) => differences.length === 0),
    verifiedMigrations: verified.map(({ migration, undo, differences }) => ({
      ...fileFields(migration),
      undoFilepath: undo.path,
      differences: differences.map((difference) => ({
        ...difference,
        message: describeDifference(difference),
      })),
    })),
  };
}

function infoFields(report: InfoReport) {
  return {
    licenseFailed: false,
    schemaVersion: report.schemaVersion,
    schemaName: report.schema,
    allSchemasEmpty: report.allSchemasEmpty,
    migrations: report.infos.map(infoEntry),
    ...(report.planHash !== undefined && { planHash: report.planHash }),
    ...orphanFields(report),
  };
}

function infoEntry(info: MigrationInfo) {
  const { row, migration, state, undo } = info;
  const version = (row ?? migration)?.version?.text ?? '';
  return {
    category: categoryOf(info),
    version,
    rawVersion: (row ? row.version?.text : migration?.version?.raw) ?? '',
    description: (row ?? migration)?.description ?? '',
    type: typeOf(info),
    installedOnUTC: row?.installedAt.toISOString().replace('.000Z', 'Z') ?? '',
    state,
    undoable: undoableField(info),
    filepath: migration?.path ?? '',
    undoFilepath: undo?.path ?? '',
    installedBy: row?.installedBy ?? '',
    shouldExecuteExpression: null,
    executionTime: row?.executionTime ?? 0,
    ...unfinishedField(info),
  };
}

/** As in the table, but Flyway's JSON has No where the table shows nothing for a deleted version. */
function undoableField(info: MigrationInfo): string {
  const isDeleted = info.state === 'Deleted' || info.row?.type === 'DELETE';
  return isDeleted && info.row?.version ? 'No' : undoable(info);
}

function runFields(report: MigrateReport | ResumeReport | UndoReport) {
  return {
    ...startFields(report),
    targetSchemaVersion: report.targetVersion,
    migrationsExecuted: report.applied.length,
    success: true,
    ...('dryRun' in report && { dryRunOutput: report.dryRun.output, planHash: report.dryRun.planHash }),
    ...('resumed' in report && { resumed: report.resumed }),
    ...('halfDone' in report && { halfDone: report.halfDone }),
    totalMigrationTime: totalTime(report.applied),
    migrations: report.applied.flatMap(appliedFields),
  };
}

/** What a run began with. */
export function startFields({
  schema,
  server,
  initialVersion,
}: Pick<RunFacts, 'schema' | 'server' | 'initialVersion'>) {
  return {
    licenseFailed: false,
    schemaName: schema,
    initialSchemaVersion: initialVersion,
    databaseType: databaseTypes[server.kind],
  };
}

const databaseTypes = { mysql: 'MySQL', mariadb: 'MariaDB' } as const;

/** Milliseconds of all scripts together. */
export function totalTime(applied: readonly AppliedStep[]): number {
  return applied.reduce((sum, { executionTime }) => sum + executionTime, 0);
}

/** Flyway's entry for a migration that ran; none for a row that was only written. */
export function appliedFields({ step, executionTime }: AppliedStep) {
  if (step.kind !== 'run' && step.kind !== 'undo') return [];
  const { migration } = step.script;
  return [{ ...fileFields(migration), category: migration.category, type: step.row.type, executionTime }];
}

function fileFields({ version, description, path }: Migration) {
  return { version: version?.text ?? '', description, filepath: path };
}

function validateFields({ findings, count }: ValidateReport) {
  const invalid = findings.map((finding) => ({
    version: (finding.info.row ?? finding.info.migration)?.version?.text ?? '',
    description: (finding.info.row ?? finding.info.migration)?.description ?? '',
    filepath: finding.info.migration?.path ?? '',
    errorDetails: { errorCode: finding.code, errorMessage: describeFinding(finding) },
    ...unfinishedField(finding.info),
  }));
  const isValid = findings.length === 0;
  return {
    validationSuccessful: isValid,
    validateCount: isValid ? count : 0,
    errorDetails: isValid
      ? null
      : { errorCode: 'VALIDATE_ERROR', errorMessage: 'Migrations have failed validation' },
    invalidMigrations: invalid,
    allErrorMessages: invalid.map(({ errorDetails }) => errorDetails.errorMessage).join('\n'),
  };
}

function repairFields({ applied, assumed }: RepairReport) {
  const of = (kind: Step['kind']) =>
    applied.filter(({ step }) => step.kind === kind).map(({ step }) => repairEntry(step));
  const removed = of('remove');
  const deleted = of('write');
  const aligned = of('align');
  const actions = [
    ...(removed.length > 0 ? ['Removed failed migrations'] : []),
    ...(deleted.length > 0 ? ['Marked missing migrations as deleted'] : []),
    ...(aligned.length > 0 ? ['Aligned applied migration checksums'] : []),
  ];
  return {
    repairActions: actions,
    migrationsRemoved: removed,
    migrationsDeleted: deleted,
    migrationsAligned: aligned,
    ...(assumed && { assumed }),
  };
}

function repairEntry(step: Step) {
  const { row } = step;
  const filepath = step.kind === 'align' ? step.migration.path : '';
  return { version: row.version?.text ?? '', description: row.description, filepath };
}
