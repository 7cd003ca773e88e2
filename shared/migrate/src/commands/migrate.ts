import type { Config } from '../config/config.ts';
import { RefusedError, ValidateError } from '../errors.ts';
import { FailedMigrationError, PartialRunError, type AppliedStep } from '../run-errors.ts';
import { betweenCallbacks, runCallbacks, withErrorCallbacks } from '../execute/callbacks.ts';
import { groupingOf, type Grouping } from '../execute/grouping.ts';
import type { RunContext } from '../execute/run-context.ts';
import { isRepeatable, runPlan } from '../execute/run-plan.ts';
import type { History } from '../history/history.ts';
import { resolveLeftOvers } from '../journal/mysql-journal.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { MigrationInfo, Plan, Step } from '../model.ts';
import { blockingFailure, findings, pendingIsFine } from '../plan/findings.ts';
import { withoutRowsOf } from '../plan/go-on.ts';
import { pendingMigrations, planMigrate } from '../plan/plan-migrate.ts';
import { currentVersion, states } from '../plan/states.ts';
import { unfinishedScript, withUnfinished } from '../plan/unfinished.ts';
import type { Session } from '../session.ts';
import { checkHistory } from './check-history.ts';
import type { DryRun } from './dry-run.ts';
import { goOn } from './go-on.ts';
import { journaled } from './journaled.ts';
import { loadScripts, migrateCallbacks } from './load.ts';
import { readHistoryState } from './open-scripts.ts';
import { planPrelude, runPrelude, virtualRows, withCreated } from './prelude.ts';
import { prepareRun } from './prepare-run.ts';
import { requireApproved } from './require-approved.ts';
import { planAnew } from './with-lease.ts';
import { createSchemas, missingSchemas } from './schemas.ts';
import {
  withLockedWorkspace,
  type CommandOptions,
  type LockedWorkspace,
  type Workspace,
} from './workspace.ts';

/** What `migrate` did. */
export interface MigrateReport {
  readonly operation: 'migrate';
  readonly schema: string;
  readonly server: Session['server'];
  /** The schema's version before, null when it had none. */
  readonly initialVersion: string | null;
  /** Version of the last versioned migration that was applied, null when there was none. */
  readonly targetVersion: string | null;
  /** With `dryRunOutput` those that would be applied. */
  readonly applied: readonly AppliedStep[];
  /** Present when `dryRunOutput` is set: nothing was changed; {@link dryRunScript} makes a script of it. */
  readonly dryRun?: DryRun;
}

/**
 * Brings the schema to its newest version: validates, creates schema and history when missing, and runs the
 * pending migrations, each in a transaction of its own. Everything is read, checked and split before the
 * first statement is sent.
 *
 * @throws PartialRunError when a migration fails or `stop` is aborted; what was applied before stays
 * @throws ValidateError, ScriptError, LockError, RefusedError and ConnectionError before anything is sent
 */
export function migrate(config: Config, commandOptions: CommandOptions = {}): Promise<MigrateReport> {
  return withLockedWorkspace(config, commandOptions, (workspace) =>
    planAnew(workspace, (present) => planAndMigrate(present, 'migrate')),
  );
}

/**
 * One attempt: an interrupted script is gone on with, and in `resume` a failed one too.
 *
 * @returns `moved on` when another run came in between
 */
export async function planAndMigrate(
  workspace: LockedWorkspace,
  command: 'migrate' | 'resume',
): Promise<MigrateReport | 'moved on'> {
  const { config, schema, history, listener } = workspace;
  const { rows, open, seen } = await readHistoryState(workspace);
  const historyExists = history.isThere();
  refuseHalfUndone(open);
  const unfinished = toGoOnWith(open, command);
  const missing = missingSchemas(workspace);
  const prelude = await planPrelude(workspace, { missing, historyExists });
  if (prelude === 'moved on') return prelude;
  const counted = [...withoutRowsOf(rows, unfinished), ...virtualRows(prelude, rows)];
  const infos = withUnfinished(
    states(workspace.files.migrations, counted, config),
    open.map(unfinishedScript),
  );
  const scripts = await loadScripts(workspace, pendingMigrations(infos, config.target));
  const plan = await goOn(planMigrate(infos, scripts, prelude), unfinished, workspace);
  const initialVersion = currentVersion(infos)?.text ?? null;
  const { context, rehearsal, facts } = await prepareRun(workspace, {
    operation: 'migrate',
    callbacks: migrateCallbacks,
    rows,
    historyExists,
    initialVersion,
    scripts,
  });
  const planHash = requireApproved({ ...plan, operation: 'migrate' }, context);
  await refuseDisagreement(infos, context);
  listener({ type: 'planned', steps: plan.steps, schema, version: initialVersion });

  await checkHistory(workspace, plan.steps);
  const created = await createSchemas(missing, context);
  if (!historyExists) await createHistory(context.history, workspace, plan.steps);
  return journaled(plan, context, seen, async (journaledContext, lease) => {
    await runPrelude(withCreated(prelude, created), journaledContext);
    const migrations = { steps: plan.steps.slice(prelude.length) };
    await runCallbacks('beforeMigrate', context);
    const applied = await withErrorCallbacks('Migrate', context, async () => {
      refuseFailed(infos, context);
      return runSteps(migrations, { ...journaledContext, lease });
    });
    if (applied.length > 0) await runCallbacks('afterMigrateApplied', context);
    await runCallbacks('afterMigrate', context);
    await runCallbacks('afterMigrateOperationFinish', context);
    const dryRun = rehearsal?.finish(planHash);
    return { ...facts, targetVersion: lastVersion(applied), applied, ...(dryRun && { dryRun }) };
  });
}

/** The history says nothing of it: its version stands there as applied. A failed one has a row, which is refused. */
function refuseHalfUndone(open: readonly OpenPosition[]): void {
  const undoing = open.find(({ position }) => position.state === 'undoing');
  if (undoing)
    throw new RefusedError(
      'ERROR',
      `An undo of ${undoing.position.script} is half done. Go on with it first: nilecare-migrate undo. Or take back by hand what is left, then: nilecare-migrate repair -assumeApplied=0. Nothing was changed.`,
    );
  const half = open.find(({ kind, position }) => kind === 'interrupted' && position.direction === 'undo');
  if (!half) return;
  throw new RefusedError(
    'ERROR',
    `${half.position.script} was interrupted, so that its version is undone by half. Go on with it first: nilecare-migrate resume. Nothing was changed.`,
  );
}

/**
 * A failed one waits for a person; undo files are not migrate's. There are several when a repeatable was interrupted, and
 * then a version that came in front of it.
 */
function toGoOnWith(open: readonly OpenPosition[], command: 'migrate' | 'resume'): readonly OpenPosition[] {
  return open.filter(
    ({ kind, position }) =>
      position.direction === 'migrate' && (kind === 'interrupted' || command === 'resume'),
  );
}

/** The schema's default character set is the table's: so it is looked at once more. */
async function createHistory(history: History, workspace: Workspace, steps: readonly Step[]): Promise<void> {
  const { config, session, schema, exists, node } = workspace;
  // DDL, also where it does nothing, breaks what is open on the table at any node of a Galera cluster (1213).
  const isMade = (await node()).isClustered && (await history.exists());
  if (!isMade) await history.create();
  await checkHistory(workspace, steps);
  if (config.dryRunOutput === undefined && exists.journal)
    await resolveLeftOvers(session, { schema, table: config.table });
}

/** Flyway's validateOnMigrate with its callbacks. */
async function refuseDisagreement(
  infos: readonly MigrationInfo[],
  context: LockedWorkspace & RunContext,
): Promise<void> {
  const { config, schemaExists } = context;
  const problems = findings(infos, { ignore: [...config.ignoreMigrationPatterns, pendingIsFine] });
  const refuse = async () => {
    if (problems.length > 0) throw new ValidateError(problems);
    return Promise.resolve();
  };
  if (config.validateOnMigrate)
    await (schemaExists ? betweenCallbacks('Validate', context, refuse) : refuse());
}

/** Between the callbacks of migrate, as Flyway does, so that they learn of it. */
function refuseFailed(infos: readonly MigrationInfo[], { config, facts }: Workspace & RunContext): void {
  const failed = blockingFailure(infos, config.ignoreMigrationPatterns);
  if (failed?.row) throw new FailedMigrationError(failed.row, facts, failed.unfinished);
}

const groupWarning =
  'group joins migrations without DDL only: MySQL and MariaDB commit at every DDL statement, so a migration that holds one is committed by itself.';

async function runSteps(plan: Plan, context: Workspace & RunContext): Promise<readonly AppliedStep[]> {
  const { config, listener } = context;
  if (config.group) listener({ type: 'warning', message: groupWarning });
  const grouping = groupingFor(plan, context);
  const applied = await runPlan(plan, { ...context, grouping });
  if (!plan.steps.some(isRepeatable)) await runCallbacks('afterVersioned', context);
  return applied;
}

/** Files that cannot share a transaction break off a run that has begun, as in Flyway. */
function groupingFor({ steps }: Plan, { config, facts }: Workspace & RunContext): Grouping {
  try {
    return groupingOf(steps, config);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new PartialRunError(error, { applied: [], failed: undefined, notRun: steps, facts });
  }
}

function lastVersion(applied: readonly AppliedStep[]): string | null {
  const last = applied.findLast(({ step }) => step.kind === 'run' && step.row.version !== undefined);
  return last?.step.row.version?.text ?? null;
}
