import type { Step } from '../model.ts';
import { requireWritableServer } from './require-writable-server.ts';
import type { Workspace } from './workspace.ts';

/**
 * Looks whether the rows of the steps could be written, before the first script runs: afterwards nobody would know
 * that it did. A dry run may be made by an account that may only read.
 *
 * @throws NotWritableError, HistoryTableError, QueryError
 */
export async function checkHistory(workspace: Workspace, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  const { config, history, listener } = workspace;
  if (config.dryRunOutput === undefined) await requireWritableServer(workspace);
  const installedBy = config.installedBy ?? '';
  const warnings = await history.check(steps.map(({ row }) => ({ ...row, installedBy })));
  for (const message of warnings) listener({ type: 'warning', message });
  if (config.dryRunOutput === undefined) await history.requireWritable();
}
