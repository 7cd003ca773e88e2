import type { Step } from '../model.ts';
import type { Workspace } from './workspace.ts';

/**
 * Looks whether the rows of the steps could be written, before the first script runs: afterwards nobody would know
 * that it did. A dry run may be made by an account that may only read.
 *
 * @throws HistoryTableError, QueryError
 */
export async function checkHistory(
  { config, history, listener }: Workspace,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return;
  const installedBy = config.installedBy ?? '';
  const warnings = await history.check(steps.map(({ row }) => ({ ...row, installedBy })));
  for (const message of warnings) listener({ type: 'warning', message });
  if (config.dryRunOutput === undefined) await history.requireWritable();
}
