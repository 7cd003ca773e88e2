import type { Config } from '../config/config.ts';
import { betweenCallbacks, runCallbacks } from '../execute/callbacks.ts';
import type { MigrationInfo } from '../model.ts';
import type { Session } from '../session.ts';
import { filterInfos } from '../plan/filter-infos.ts';
import { currentVersion, states } from '../plan/states.ts';
import { withUnfinished } from '../plan/unfinished.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import { loadCallbacks } from './load.ts';
import { unfinishedScripts } from './open-scripts.ts';
import { pendingPlanHash } from './pending-plan.ts';
import { nonEmptySchemas } from './schemas.ts';
import { withWorkspace, type CommandOptions, type Workspace } from './workspace.ts';

/** What `info` found. */
export interface InfoReport {
  readonly operation: 'info';
  readonly schema: string;
  readonly server: Session['server'];
  /** Null when no version is applied. */
  readonly schemaVersion: string | null;
  readonly allSchemasEmpty: boolean;
  /** Those that the filter of the configuration lets pass. */
  readonly infos: readonly MigrationInfo[];
  /** Of what `migrate` would do now, for `-planHash=`; absent where nothing is pending, or it would be refused. */
  readonly planHash?: string;
  /** Scripts that were begun and not ended, the newest first; also one whose file is gone. */
  readonly unfinished: readonly UnfinishedScript[];
}

/**
 * Every migration, applied or not, with its state. Changes nothing and takes no lock.
 *
 * @throws ConnectionError, DuplicateMigrationError, ConfigurationError
 */
export function info(config: Config, options: CommandOptions = {}): Promise<InfoReport> {
  return withWorkspace(config, options, async (workspace) => {
    const { session, schema, schemaExists, history, files } = workspace;
    const context = { ...workspace, callbacks: await loadCallbacks(workspace, ['Info']) };
    const look = async () => {
      const rows = schemaExists ? await history.rows() : [];
      const unfinished = await unfinishedScripts(workspace, rows);
      const infos = withUnfinished(states(files.migrations, rows, config), unfinished);
      const hash = await pendingPlanHash(workspace, rows, infos);
      const allSchemasEmpty = !holdsHistory(workspace) && (await nonEmptySchemas(workspace)).length === 0;
      return { infos, unfinished, allSchemasEmpty, ...(hash !== undefined && { planHash: hash }) };
    };
    const seen = await (schemaExists ? betweenCallbacks('Info', context, look) : look());
    if (schemaExists) await runCallbacks('afterInfoOperationFinish', context);
    const schemaVersion = currentVersion(seen.infos)?.text ?? null;
    const infos = filterInfos(seen.infos, config.infoFilter);
    return { operation: 'info', schema, server: session.server, schemaVersion, ...seen, infos };
  });
}

/** Whether one of the configured schemas is known to hold something, so that none need be looked through. */
function holdsHistory({ config, exists }: Workspace): boolean {
  return exists.history && config.schemas.includes(config.defaultSchema);
}
