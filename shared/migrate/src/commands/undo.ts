import type { Config } from '../config/config.ts';
import { FailedMigrationError } from '../errors.ts';
import { type AppliedStep } from '../run-errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { runPlan } from '../execute/run-plan.ts';
import { isFailed } from '../plan/findings.ts';
import { planUndo, undoableMigrations } from '../plan/plan-undo.ts';
import { currentVersion, states } from '../plan/states.ts';
import type { Session } from '../session.ts';
import { requireConfirmation } from './confirmation.ts';
import { loadScripts, runOptions } from './load.ts';
import { withLockedWorkspace, type CommandOptions, type Workspace } from './workspace.ts';

/** What `undo` took back. */
export interface UndoReport {
  readonly operation: 'undo';
  readonly schema: string;
  readonly server: Session['server'];
  readonly initialVersion: string | null;
  /** The schema's version afterwards, null when none is left. */
  readonly targetVersion: string | null;
  readonly applied: readonly AppliedStep[];
}

/**
 * Runs the Undo file of the newest applied version, or with a target of every version from it on, and
 * records each by a DELETE row, after which the version is Pending again.
 *
 * @throws UndoError listing the versions without an Undo file, before anything is touched
 * @throws RefusedError under the production configuration without confirmation
 * @throws PartialRunError when an Undo file fails
 */
export async function undo(config: Config, options: CommandOptions = {}): Promise<UndoReport> {
  if (config.environment === 'production') requireConfirmation(config, 'undo');
  return withLockedWorkspace(config, options, async (workspace) => {
    const { schema, schemaExists, history, files, listener } = workspace;
    const rows = schemaExists ? await history.rows() : [];
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
    const facts = { operation: 'undo', schema, server: workspace.session.server, initialVersion } as const;
    const context = { ...workspace, ...(await runOptions(workspace)), facts };
    listener({ type: 'planned', steps: plan.steps, schema, version: initialVersion });

    const run = () => runPlan(plan, context);
    const applied = schemaExists ? await betweenCallbacks('Undo', context, run) : [];
    const targetVersion = applied.length > 0 ? await versionNow(workspace) : initialVersion;
    return { ...facts, targetVersion, applied };
  });
}

async function versionNow({ files, history }: Workspace): Promise<string | null> {
  const target = { kind: 'latest' } as const;
  const infos = states(files.migrations, await history.rows(), { outOfOrder: true, target });
  return currentVersion(infos)?.text ?? null;
}
