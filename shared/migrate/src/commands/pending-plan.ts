import { MigrateError } from '../errors.ts';
import type { HistoryRow, MigrationInfo } from '../model.ts';
import { planHash } from '../plan/plan-form.ts';
import { pendingMigrations, planMigrate } from '../plan/plan-migrate.ts';
import { states } from '../plan/states.ts';
import { groupOf } from '../execute/callbacks.ts';
import { migrateCallbacks } from './load.ts';
import { planPrelude, virtualRows } from './prelude.ts';
import { formOf } from './require-approved.ts';
import { missingSchemas } from './schemas.ts';
import type { Workspace } from './workspace.ts';

/**
 * The hash of what `migrate` would do now.
 *
 * @returns undefined where nothing is pending, where a script is unfinished, since it depends on how far that came, and
 *   where `migrate` would be refused; why, it says itself
 */
export async function pendingPlanHash(
  workspace: Workspace,
  rows: readonly HistoryRow[],
  infos: readonly MigrationInfo[],
): Promise<string | undefined> {
  const { config, history, files, source } = workspace;
  if (infos.some(({ unfinished }) => unfinished)) return undefined;
  if (pendingMigrations(infos, config.target).length === 0) return undefined;
  try {
    const missing = missingSchemas(workspace);
    const historyExists = history.isThere();
    const prelude = await planPrelude(workspace, { missing, historyExists });
    if (prelude === 'moved on') return undefined;
    // A baseline that migrate would write leaves less to be done.
    const seen = states(files.migrations, [...rows, ...virtualRows(prelude, rows)], config);
    const pending = pendingMigrations(seen, config.target);
    const scripts = await source.migrations(pending, config);
    const own = files.callbacks.filter(({ event }) => migrateCallbacks.includes(groupOf(event)));
    const callbacks = config.skipDefaultCallbacks ? [] : await source.callbacks(own, config);
    const plan = planMigrate(seen, scripts, prelude);
    return planHash(formOf({ ...plan, operation: 'migrate' }, { ...workspace, callbacks }));
  } catch (error) {
    if (error instanceof MigrateError) return undefined;
    throw error;
  }
}
