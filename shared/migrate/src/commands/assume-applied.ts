import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import type { Journal, Position } from '../journal/journal.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow, Migration, Script, StepRow } from '../model.ts';
import { assumedPosition, fileOf } from '../plan/plan-assume.ts';
import { rowOf } from '../plan/plan-migrate.ts';
import { undoRow } from '../plan/plan-undo.ts';
import { requireConfirmation } from './confirmation.ts';
import { loadScripts, runOptions } from './load.ts';
import { inOneTransaction } from './one-transaction.ts';
import { readHistoryState } from './open-scripts.ts';
import type { RepairReport } from './repair.ts';
import { resolve, withJournal } from './resolve.ts';
import { planAnew } from './with-lease.ts';
import { withLockedWorkspace, type CommandOptions, type LockedWorkspace } from './workspace.ts';

/** What counts as applied of a script, since a person says so. */
export interface Assumed {
  readonly script: string;
  /** Statements 1 … committed; 0: its file runs from its start. */
  readonly committed: number;
  readonly total: number;
  /** The command that goes on; absent when all of it is applied. */
  readonly goOnWith?: 'migrate' | 'resume' | 'undo';
}

/**
 * Takes a person's word for how much of the newest unfinished script is applied.
 *
 * @throws RefusedError when nothing is unfinished, the file is gone, or the number cannot be; under the production
 *   configuration without confirmation
 * @throws ChangedStatementError, ScriptError, LockError, ConnectionError
 */
export async function assumeApplied(
  config: Config,
  assumed: number | 'all',
  options: CommandOptions,
): Promise<RepairReport> {
  if (config.environment === 'production') requireConfirmation(config, 'repair -assumeApplied');
  return withLockedWorkspace(config, options, (workspace) =>
    planAnew(workspace, (present) => planAndRecord(assumed, present)),
  );
}

async function planAndRecord(
  assumed: number | 'all',
  workspace: LockedWorkspace,
): Promise<RepairReport | 'moved on'> {
  const { schema } = workspace;
  const { rows, open: all, seen } = await readHistoryState(workspace);
  const [open] = all;
  if (!open) throw nothingUnfinished(rows);
  const decided = assumed === 0 ? undefined : await decide(assumed, open, workspace);
  const context = { ...workspace, ...(await runOptions(workspace, ['Repair'])) };
  const recorded = await withJournal(workspace, seen, (journal) =>
    betweenCallbacks('Repair', context, () => record(open, decided, journal, workspace)),
  );
  if (recorded === 'moved on') return recorded;
  return { operation: 'repair', schema, applied: [], assumed: reportOf(open, decided?.position) };
}

/** Undefined of nothing: then the file need not be there. */
interface Decided {
  readonly position: Position;
  readonly script: Script;
}

async function decide(
  assumed: number | 'all',
  open: OpenPosition,
  workspace: LockedWorkspace,
): Promise<Decided> {
  const { script: name, total } = open.position;
  const file = fileOf(open.position, workspace.files);
  if (!file) {
    throw new RefusedError(
      'ERROR',
      `The file of ${name} is gone, so that its ${total} statements cannot be compared with what ran. Put it back; or take back by hand what it did, then: nilecare-migrate repair -assumeApplied=0`,
    );
  }
  const [script] = await loadScripts(workspace, [file]);
  if (!script) throw new Error(`${file.path} was not loaded`);
  return { position: assumedPosition(assumed, open, script), script };
}

async function record(
  { position, row, ...rest }: OpenPosition,
  decided: Decided | undefined,
  journal: Journal,
  workspace: LockedWorkspace,
): Promise<void> {
  const { session, history, config } = workspace;
  const { installedBy = '' } = config;
  await inOneTransaction(session, async () => {
    if (!decided) await resolve([{ position, ...rest }], journal);
    else await journal.write(decided.position, 'working');
    if (decided && decided.position.state !== 'done') return [];
    await journal.forget(position.script);
    if (row) await history.remove(row);
    if (decided) {
      const success = { ...rowFor(decided.script.migration), installedBy, executionTime: 0, success: true };
      await history.add(success);
    }
    return [];
  });
}

function rowFor(migration: Migration): StepRow {
  return migration.category === 'Undo' ? undoRow(migration.version, migration) : rowOf(migration);
}

function reportOf({ kind, position }: OpenPosition, decided: Position | undefined): Assumed {
  const { script, direction, total } = position;
  if (!decided) return { script, committed: 0, total, goOnWith: direction };
  const { committed } = decided;
  if (decided.state === 'done') return { script, committed, total: decided.total };
  const goOnWith = kind === 'failed' || direction === 'undo' ? 'resume' : 'migrate';
  return { script, committed, total: decided.total, goOnWith };
}

function nothingUnfinished(rows: readonly HistoryRow[]): RefusedError {
  const failed = rows.find(({ success }) => !success);
  return new RefusedError(
    'ERROR',
    failed
      ? `The history holds a failed row of ${failed.script}, and the journal nothing of it, so that nobody knows how far it came. Run repair without -assumeApplied=.`
      : 'No script is unfinished, so that -assumeApplied= has nothing to say. Nothing was changed.',
  );
}
