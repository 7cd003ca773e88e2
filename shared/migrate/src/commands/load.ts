import { ScriptError } from '../errors.ts';
import { groupOf, type CallbackGroup, type Callbacks } from '../execute/callbacks.ts';
import type { StatementSource } from '../execute/run-statements.ts';
import type { CallbackEvent } from '../callback-event.ts';
import type { CallbackScript, Migration, Script } from '../model.ts';
import type { Session } from '../session.ts';
import { loadCallbackScripts, loadMigrationScripts } from '../source/load-script.ts';
import type { Workspace } from './workspace.ts';

/**
 * Reads and splits the files that are about to run.
 *
 * @throws ScriptError with the problems of all of them
 */
export async function loadScripts(
  { config, started, session }: Workspace,
  migrations: readonly Migration[],
): Promise<readonly Script[]> {
  const scripts = await loadMigrationScripts(migrations, config, started);
  refuseOversized(
    scripts.map(({ migration, statements }) => ({ file: migration, statements })),
    session,
  );
  return scripts;
}

/** The server answers 1153 to a statement that is too long, or nothing, and hangs up. */
function refuseOversized(files: readonly StatementSource[], { longestStatement }: Session): void {
  const problems = files.flatMap(({ file: { path, script }, statements }) =>
    statements.flatMap(({ text, line, column }) => {
      // At most three bytes a UTF-16 unit, so that short ones need not be counted.
      const size = text.length * 3 <= longestStatement ? 0 : Buffer.byteLength(text);
      if (size <= longestStatement) return [];
      const message = `The statement has ${size} bytes, and this server takes at most ${longestStatement} (max_allowed_packet). Split it, or have max_allowed_packet raised.`;
      return [{ path, script, line, column, message }];
    }),
  );
  if (problems.length > 0) throw new ScriptError(problems);
}

/**
 * Reads and splits the callback files of these groups, unless the configuration skips them. Those of other commands
 * may need placeholders that this one is not given.
 */
export async function loadCallbacks(
  { config, files, started, session }: Workspace,
  groups: readonly CallbackGroup[],
): Promise<Callbacks> {
  if (config.skipDefaultCallbacks) return new Map();
  const callbacks = files.callbacks.filter(({ event }) => groups.includes(groupOf(event)));
  const scripts = await loadCallbackScripts(callbacks, config, started);
  refuseOversized(
    scripts.map(({ callback, statements }) => ({ file: callback, statements })),
    session,
  );
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
