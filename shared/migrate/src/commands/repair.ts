import type { Config } from '../config/config.ts';
import { isConnectionLost, MigrateError } from '../errors.ts';
import { HistoryTableError } from '../history-errors.ts';
import { PartialRunError, type AppliedStep } from '../run-errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import type { RunContext } from '../execute/run-context.ts';
import { runPlan } from '../execute/run-plan.ts';
import { silentJournal } from '../journal/silent-journal.ts';
import { qualifiedName } from '../history/sql.ts';
import type { HistoryRow, Plan } from '../model.ts';
import { planRemoval, planRepair } from '../plan/plan-repair.ts';
import { states } from '../plan/states.ts';
import { refuseDryRun } from './dry-run.ts';
import { runOptions } from './load.ts';
import { withLockedWorkspace, type CommandOptions, type Workspace } from './workspace.ts';

/** What `repair` did to the history; it touches nothing else. */
export interface RepairReport {
  readonly operation: 'repair';
  readonly schema: string;
  readonly applied: readonly AppliedStep[];
}

/**
 * Removes failed rows, marks missing migrations by DELETE rows and aligns checksums, descriptions and types
 * with the files: all of it or, on an error, none.
 *
 * @throws PartialRunError with nothing applied when a row cannot be written or `stop` is aborted
 * @throws LockError, DuplicateMigrationError, ScriptError, ConfigurationError and ConnectionError
 */
export async function repair(config: Config, options: CommandOptions = {}): Promise<RepairReport> {
  refuseDryRun(config, 'repair');
  return withLockedWorkspace(config, options, async (workspace) => {
    const { schema, history, files, schemaExists, listener } = workspace;
    const context = {
      ...workspace,
      ...(await runOptions(workspace, ['Repair'])),
      journal: silentJournal,
    };
    const rows = schemaExists ? await history.rows() : [];
    refuseSameRanks(rows, workspace);
    const remaining = rows.filter(({ success }) => success);
    const infos = states(files.migrations, remaining, { outOfOrder: true, target: { kind: 'latest' } });
    const steps = [...planRemoval(rows), ...planRepair(infos, config.ignoreMigrationPatterns).steps];
    listener({ type: 'planned', steps, schema, version: null });

    const run = () => runInOneTransaction({ steps }, context);
    const applied = schemaExists ? await betweenCallbacks('Repair', context, run) : [];
    return { operation: 'repair', schema, applied };
  });
}

/** Rows are repaired by their rank; without the primary key it may not be theirs alone. */
function refuseSameRanks(rows: readonly HistoryRow[], { schema, history }: Workspace): void {
  const twice = rows.find(({ installedRank }, index) => rows[index - 1]?.installedRank === installedRank);
  if (!twice) return;
  const table = qualifiedName({ schema, table: history.table });
  throw new HistoryTableError(table, { kind: 'rank twice', rank: twice.installedRank });
}

async function runInOneTransaction(plan: Plan, context: RunContext): Promise<readonly AppliedStep[]> {
  const { session } = context;
  await session.query('begin the repair', 'START TRANSACTION');
  try {
    const applied = await runPlan(plan, context);
    await session.query('commit the repair', 'COMMIT');
    return applied;
  } catch (error) {
    // Ending the connection rolls back as well, so a failure here must not hide the one that is on its way.
    if (error instanceof MigrateError && !isConnectionLost(error))
      await session.query('roll the repair back', 'ROLLBACK').catch(() => undefined);
    throw error instanceof PartialRunError ? rolledBack(error) : error;
  }
}

/** What was done before the failure is undone with it. */
function rolledBack({ cause, applied, failed, notRun }: PartialRunError): PartialRunError {
  return new PartialRunError(cause, {
    applied: [],
    failed,
    notRun: [...applied.map(({ step }) => step), ...notRun],
  });
}
