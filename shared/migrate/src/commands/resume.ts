import type { Config } from '../config/config.ts';
import { FailedMigrationError } from '../run-errors.ts';
import { requireConfirmation } from './confirmation.ts';
import { refuseDryRun } from './dry-run.ts';
import { planAndMigrate, type MigrateReport } from './migrate.ts';
import { readHistoryState } from './open-scripts.ts';
import { planAndUndo } from './undo.ts';
import { planAnew } from './with-lease.ts';
import { withLockedWorkspace, type CommandOptions, type LockedWorkspace } from './workspace.ts';

/** What `resume` did. */
export interface ResumeReport extends Omit<MigrateReport, 'operation' | 'dryRun'> {
  readonly operation: 'resume';
  /** The script that was gone on with; absent when none was unfinished. */
  readonly resumed?: string;
}

/**
 * Goes on with a failed script at its first statement that is not committed, and then does what `migrate` does. With
 * an interrupted one, or none, it does that alone. Of an undo file it runs what is left, and nothing else.
 *
 * @throws ChangedStatementError when a committed statement has another text now
 * @throws UnknownStateError, LostSessionError, FailedMigrationError when the journal tells nothing of a failed row
 * @throws RefusedError when the file is gone; of an undo file under the production configuration without confirmation
 * @throws what `migrate` throws
 */
export function resume(config: Config, options: CommandOptions = {}): Promise<ResumeReport> {
  refuseDryRun(config, 'resume');
  return withLockedWorkspace(config, options, (workspace) => planAnew(workspace, planAndRun));
}

async function planAndRun(workspace: LockedWorkspace): Promise<ResumeReport | 'moved on'> {
  const { config } = workspace;
  const { rows, open } = await readHistoryState(workspace);
  const [newest] = open;
  const failed = rows.find(({ success }) => !success);
  if (!newest && failed) throw new FailedMigrationError(failed);
  const isUndo = newest?.position.direction === 'undo';
  if (isUndo && config.environment === 'production') requireConfirmation(config, 'resume');
  const report = await (isUndo ? planAndUndo : planAndMigrate)(workspace, 'resume');
  if (report === 'moved on') return report;
  const { schema, server, initialVersion, targetVersion, applied } = report;
  const done = { schema, server, initialVersion, targetVersion, applied };
  return { operation: 'resume', ...done, ...(newest && { resumed: newest.position.script }) };
}
