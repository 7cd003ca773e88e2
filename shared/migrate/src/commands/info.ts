import type { Config } from '../config/config.ts';
import { betweenCallbacks, runCallbacks } from '../execute/callbacks.ts';
import type { MigrationInfo } from '../model.ts';
import type { Session } from '../session.ts';
import { filterInfos } from '../plan/filter-infos.ts';
import { currentVersion, states } from '../plan/states.ts';
import { loadCallbacks } from './load.ts';
import { nonEmptySchemas } from './schemas.ts';
import { withWorkspace, type CommandOptions } from './workspace.ts';

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
    const look = async () => ({
      infos: states(files.migrations, schemaExists ? await history.rows() : [], config),
      allSchemasEmpty: (await nonEmptySchemas(workspace)).length === 0,
    });
    const seen = await (schemaExists ? betweenCallbacks('Info', context, look) : look());
    if (schemaExists) await runCallbacks('afterInfoOperationFinish', context);
    const schemaVersion = currentVersion(seen.infos)?.text ?? null;
    const infos = filterInfos(seen.infos, config.infoFilter);
    return { operation: 'info', schema, server: session.server, schemaVersion, ...seen, infos };
  });
}
