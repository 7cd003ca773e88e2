import type { Config } from '../config/config.ts';
import { HistoryTableError } from '../history-errors.ts';
import type { AppliedStep } from '../run-errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { runPlan } from '../execute/run-plan.ts';
import { silentJournal } from '../journal/silent-journal.ts';
import { qualifiedName } from '../history/sql.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow } from '../model.ts';
import { planRemoval, planRepair } from '../plan/plan-repair.ts';
import { states } from '../plan/states.ts';
import { unfinishedScript } from '../plan/unfinished.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import { assumeApplied, type Assumed } from './assume-applied.ts';
import { refuseDryRun } from './dry-run.ts';
import { runOptions } from './load.ts';
import { inOneTransaction } from './one-transaction.ts';
import { readHistoryState } from './open-scripts.ts';
import { formOf } from './require-approved.ts';
import { requireWritableServer } from './require-writable-server.ts';
import { resolve, withJournal } from './resolve.ts';
import { planAnew } from './with-lease.ts';
import {
  withLockedWorkspace,
  type CommandOptions,
  type LockedWorkspace,
  type Workspace,
} from './workspace.ts';

/** What `repair` may be given. */
export interface RepairOptions extends CommandOptions {
  /** So many statements of the newest unfinished script are applied, as a person says who looked or finished by hand. */
  readonly assumeApplied?: number | 'all';
}

/** What `repair` did to the history; it touches nothing else. */
export interface RepairReport {
  readonly operation: 'repair';
  readonly schema: string;
  readonly applied: readonly AppliedStep[];
  /** Interrupted scripts, which it leaves alone: `migrate` goes on with them. */
  readonly unfinished?: readonly UnfinishedScript[];
  /** Present with `assumeApplied`, which does nothing else. */
  readonly assumed?: Assumed;
}

/**
 * Removes failed rows, marks missing migrations by DELETE rows and aligns checksums, descriptions and types
 * with the files: all of it or, on an error, none. The file of a failed row runs from its start then; what of it is
 * applied is warned of.
 *
 * @throws PartialRunError with nothing applied when a row cannot be written or `stop` is aborted
 * @throws LockError, DuplicateMigrationError, ScriptError, ConfigurationError and ConnectionError
 */
export async function repair(config: Config, options: RepairOptions = {}): Promise<RepairReport> {
  refuseDryRun(config, 'repair');
  if (options.assumeApplied !== undefined) return assumeApplied(config, options.assumeApplied, options);
  return withLockedWorkspace(config, options, (workspace) => planAnew(workspace, planAndRun));
}

async function planAndRun(workspace: LockedWorkspace): Promise<RepairReport | 'moved on'> {
  const { config, schema, session, files, schemaExists, listener } = workspace;
  const context = { ...workspace, ...(await runOptions(workspace, ['Repair'])), journal: silentJournal };
  const { rows, open, seen } = await readHistoryState(workspace);
  refuseSameRanks(rows, workspace);
  const failed = open.filter(({ kind }) => kind === 'failed');
  const remaining = rows.filter(({ success }) => success);
  const infos = states(files.migrations, remaining, { outOfOrder: true, target: { kind: 'latest' } });
  const steps = [...planRemoval(rows), ...planRepair(infos, config.ignoreMigrationPatterns).steps];
  listener({ type: 'planned', steps, schema, version: null });
  if (workspace.record)
    workspace.record.plan = formOf(
      { steps, operation: 'repair' },
      { ...workspace, callbacks: [...context.callbacks.values()].flat() },
    );
  const unfinished = open.filter((each) => !failed.includes(each)).map(unfinishedScript);
  if (!schemaExists) return { operation: 'repair', schema, applied: [], unfinished };

  const repairAll = (forget: () => Promise<void>) =>
    betweenCallbacks('Repair', context, () =>
      inOneTransaction(session, async () => {
        await forget();
        return runPlan({ steps }, context);
      }),
    );
  if (steps.length > 0) await requireWritableServer(workspace);
  const isAlone = failed.length === 0 && (steps.length === 0 || seen.run === 0);
  const applied = isAlone
    ? await repairAll(() => Promise.resolve())
    : await withJournal(workspace, seen, (journal) => {
        for (const message of failed.flatMap(warnings)) listener({ type: 'warning', message });
        return repairAll(() => resolve(failed, journal));
      });
  return applied === 'moved on' ? applied : { operation: 'repair', schema, applied, unfinished };
}

/** What the file will meet when it runs from its start. */
function warnings({ position: { script, committed, direction } }: OpenPosition): readonly string[] {
  if (committed === 0) return [];
  const done = committed === 1 ? 'Statement 1' : `Statements 1 to ${committed}`;
  return [
    `${done} of ${script} ${committed === 1 ? 'is' : 'are'} applied, and the file runs from its start now: it meets what they did. Take that back by hand before ${direction}.`,
  ];
}

/** Rows are repaired by their rank; without the primary key it may not be theirs alone. */
function refuseSameRanks(rows: readonly HistoryRow[], { schema, history }: Workspace): void {
  const twice = rows.find(({ installedRank }, index) => rows[index - 1]?.installedRank === installedRank);
  if (!twice) return;
  const table = qualifiedName({ schema, table: history.table });
  throw new HistoryTableError(table, { kind: 'rank twice', rank: twice.installedRank });
}
