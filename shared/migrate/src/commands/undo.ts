import type { Config } from '../config/config.ts';
import { FailedMigrationError, type AppliedStep } from '../run-errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { runPlan } from '../execute/run-plan.ts';
import type { HistoryRow, MigrationFiles, Plan } from '../model.ts';
import { newestRun, readRecords } from '../journal/mysql-journal.ts';
import { isFailed } from '../plan/findings.ts';
import { planUndo, undoableMigrations } from '../plan/plan-undo.ts';
import { currentVersion, states } from '../plan/states.ts';
import { virtualRow } from '../plan/virtual-row.ts';
import type { Session } from '../session.ts';
import { checkHistory } from './check-history.ts';
import { requireConfirmation } from './confirmation.ts';
import type { DryRun } from './dry-run.ts';
import { journaled } from './journaled.ts';
import { loadScripts } from './load.ts';
import { prepareRun } from './prepare-run.ts';
import { planAnew } from './with-lease.ts';
import { withLockedWorkspace, type CommandOptions, type LockedWorkspace } from './workspace.ts';

/** What `undo` took back. */
export interface UndoReport {
  readonly operation: 'undo';
  readonly schema: string;
  readonly server: Session['server'];
  readonly initialVersion: string | null;
  /** The schema's version afterwards, null when none is left. */
  readonly targetVersion: string | null;
  /** With `dryRunOutput` those that would be taken back. */
  readonly applied: readonly AppliedStep[];
  /** Present when `dryRunOutput` is set: nothing was changed; {@link dryRunScript} makes a script of it. */
  readonly dryRun?: DryRun;
}

/**
 * Runs the Undo file of the newest applied version, or with a target of every version from it on, and
 * records each by a DELETE row, after which the version is Pending again.
 *
 * @throws UndoError listing the versions without an Undo file, before anything is touched
 * @throws RefusedError under the production configuration without confirmation
 * @throws PartialRunError when an Undo file fails
 */
export async function undo(config: Config, commandOptions: CommandOptions = {}): Promise<UndoReport> {
  if (config.environment === 'production' && config.dryRunOutput === undefined)
    requireConfirmation(config, 'undo');
  return withLockedWorkspace(config, commandOptions, (workspace) =>
    planAnew(workspace, () => planAndRun(workspace)),
  );
}

async function planAndRun(workspace: LockedWorkspace): Promise<UndoReport | 'moved on'> {
  const { config, session, schema, schemaExists, history, files, listener } = workspace;
  const rows = schemaExists ? await history.rows() : [];
  const historyExists = rows.length > 0 || (schemaExists && (await history.exists()));
  const records = schemaExists ? await readRecords(session, { schema, table: config.table }) : [];
  const infos = states(files.migrations, rows, {
    outOfOrder: config.outOfOrder,
    target: { kind: 'latest' },
  });
  const failed = infos.find(({ state }) => isFailed(state));
  if (failed?.row) throw new FailedMigrationError(failed.row);
  const undoables = undoableMigrations(infos, config.target);
  const scripts = await loadScripts(
    workspace,
    undoables.map(({ undo: file }) => file),
  );
  const plan = planUndo(undoables, scripts);
  const initialVersion = currentVersion(infos)?.text ?? null;
  const { context, rehearsal, facts } = await prepareRun(workspace, {
    operation: 'undo',
    callbacks: ['Undo'],
    rows,
    historyExists,
    initialVersion,
    scripts,
  });
  listener({ type: 'planned', steps: plan.steps, schema, version: initialVersion });

  await checkHistory(workspace, plan.steps);
  return journaled(plan, context, newestRun(records), async (journaledContext) => {
    const run = () => runPlan(plan, journaledContext);
    const applied = schemaExists ? await betweenCallbacks('Undo', context, run) : [];
    const rowsNow = rehearsal ? withPlanned(rows, plan) : await history.rows();
    const targetVersion = applied.length > 0 ? versionAfter(rowsNow, files) : initialVersion;
    const dryRun = rehearsal?.finish();
    return { ...facts, targetVersion, applied, ...(dryRun && { dryRun }) };
  });
}

function versionAfter(rows: readonly HistoryRow[], { migrations }: MigrationFiles): string | null {
  const target = { kind: 'latest' } as const;
  return currentVersion(states(migrations, rows, { outOfOrder: true, target }))?.text ?? null;
}

/** The history as the plan would leave it. */
function withPlanned(rows: readonly HistoryRow[], { steps }: Plan): readonly HistoryRow[] {
  const lastRank = Math.max(0, ...rows.map(({ installedRank }) => installedRank));
  return [...rows, ...steps.map(({ row }, index) => virtualRow(row, lastRank + 1 + index))];
}
