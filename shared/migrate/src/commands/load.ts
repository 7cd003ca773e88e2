import type { Callbacks } from '../execute/callbacks.ts';
import type { CallbackEvent, CallbackScript, Migration, Script } from '../model.ts';
import { loadCallbackScripts, loadMigrationScripts } from '../source/load-script.ts';
import type { Workspace } from './workspace.ts';

/**
 * Reads and splits the files that are about to run.
 *
 * @throws ScriptError with the problems of all of them
 */
export function loadScripts(
  { config, started }: Workspace,
  migrations: readonly Migration[],
): Promise<readonly Script[]> {
  return loadMigrationScripts(migrations, config, started);
}

/** Reads and splits the callback files, unless the configuration skips them. */
export async function loadCallbacks({ config, files, started }: Workspace): Promise<Callbacks> {
  if (config.skipDefaultCallbacks) return new Map();
  const scripts = await loadCallbackScripts(files.callbacks, config, started);
  const byEvent = new Map<CallbackEvent, CallbackScript[]>();
  for (const script of scripts) {
    const { event } = script.callback;
    byEvent.set(event, [...(byEvent.get(event) ?? []), script]);
  }
  return byEvent;
}

/** What running a plan depends on beside the workspace. */
export async function runOptions(workspace: Workspace) {
  const { installedBy = '', skipExecutingMigrations } = workspace.config;
  const execution = skipExecutingMigrations ? ('skip' as const) : ('run' as const);
  return { callbacks: await loadCallbacks(workspace), installedBy, execution };
}
