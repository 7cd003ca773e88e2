import { groupOf, type CallbackGroup, type Callbacks } from '../execute/callbacks.ts';
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

/**
 * Reads and splits the callback files of these groups, unless the configuration skips them. Those of other commands
 * may need placeholders that this one is not given.
 */
export async function loadCallbacks(
  { config, files, started }: Workspace,
  groups: readonly CallbackGroup[],
): Promise<Callbacks> {
  if (config.skipDefaultCallbacks) return new Map();
  const callbacks = files.callbacks.filter(({ event }) => groups.includes(groupOf(event)));
  const scripts = await loadCallbackScripts(callbacks, config, started);
  const byEvent = new Map<CallbackEvent, CallbackScript[]>();
  for (const script of scripts) {
    const { event } = script.callback;
    byEvent.set(event, [...(byEvent.get(event) ?? []), script]);
  }
  return byEvent;
}

/** What running a plan depends on beside the workspace. */
export async function runOptions(workspace: Workspace, groups: readonly CallbackGroup[]) {
  const { installedBy = '', skipExecutingMigrations } = workspace.config;
  const execution = skipExecutingMigrations ? ('skip' as const) : ('run' as const);
  return { callbacks: await loadCallbacks(workspace, groups), installedBy, execution };
}
