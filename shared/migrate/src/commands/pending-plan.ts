import { MigrateError } from '../errors.ts';
import type { HistoryRow, MigrationInfo } from '../model.ts';
import { planHash } from '../plan/plan-form.ts';
import { pendingMigrations, planMigrate } from '../plan/plan-migrate.ts';
import { loadCallbackScripts, loadMigrationScripts } from '../source/load-script.ts';
import { groupOf } from '../execute/callbacks.ts';
import { migrateCallbacks } from './load.ts';
import { planPrelude } from './prelude.ts';
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
  const { config, schemaExists, history, files, started } = workspace;
  const pending = pendingMigrations(infos, config.target);
  if (pending.length === 0 || infos.some(({ unfinished }) => unfinished)) return undefined;
  try {
    const missing = await missingSchemas(workspace);
    const historyExists = rows.length > 0 || (schemaExists && (await history.exists()));
    const prelude = await planPrelude(workspace, { missing, historyExists });
    if (prelude === 'moved on') return undefined;
    const scripts = await loadMigrationScripts(pending, config, started);
    const own = files.callbacks.filter(({ event }) => migrateCallbacks.includes(groupOf(event)));
    const callbacks = config.skipDefaultCallbacks ? [] : await loadCallbackScripts(own, config, started);
    const plan = planMigrate(infos, scripts, prelude);
    return planHash(formOf({ ...plan, operation: 'migrate' }, { config, callbacks }));
  } catch (error) {
    if (error instanceof MigrateError) return undefined;
    throw error;
  }
}
