import { ScriptError } from '../errors.ts';
import { groupOf, type CallbackGroup, type Callbacks } from '../execute/callbacks.ts';
import type { StatementSource } from '../execute/run-statements.ts';
import type { CallbackEvent } from '../callback-event.ts';
import type { CallbackScript, MeasuredStatement, Migration, Script } from '../model.ts';
import { oversized } from '../source/oversized.ts';
import type { ScriptRemark } from '../source/script-remark.ts';
import { scriptRemarks } from '../source/script-remarks.ts';
import type { Workspace } from './workspace.ts';

/**
 * Reads and splits the files that are about to run, and warns of what they do that may not be meant.
 *
 * @throws ScriptError with the problems of all of them
 */
export async function loadScripts(
  workspace: Workspace,
  migrations: readonly Migration[],
): Promise<readonly Script[]> {
  const scripts = await workspace.source.migrations(
    migrations,
    workspace.config,
    workspace.session.longestStatement,
  );
  checkFiles(
    scripts.map(({ migration, statements }) => ({ file: migration, statements })),
    workspace,
  );
  return scripts;
}

/** A file that may be run, and its statements. */
type CheckedFile = Pick<StatementSource, 'file' | 'statements'>;

function checkFiles(files: readonly CheckedFile[], workspace: Workspace): void {
  const found = files.map((source) => ({ source, remarks: remarksOn(source, workspace) }));
  const problems = found.flatMap(({ source, remarks }) =>
    remarks.flatMap(({ severity, line, column, message }) => {
      const { path, script } = source.file;
      return severity === 'error' ? [{ path, script, line, column, message }] : [];
    }),
  );
  if (problems.length > 0) throw new ScriptError(problems);
  for (const { source, remarks } of found)
    for (const { line, column, message } of remarks)
      workspace.listener({ type: 'warning', message: `${source.file.script}:${line}:${column}: ${message}` });
}

function remarksOn(source: CheckedFile, { config, session }: Workspace): readonly ScriptRemark[] {
  return [...scriptRemarks(source.statements, config.schemas), ...tooLong(source, session.longestStatement)];
}

function tooLong({ statements }: CheckedFile, longestStatement: number): readonly ScriptRemark[] {
  if (statements.longest) return tooLongOnes([statements.longest], longestStatement);
  return statements.flatMap((statement) => {
    const { text } = statement;
    // At most three bytes a UTF-16 unit, so that short ones need not be counted.
    if (text.length * 3 <= longestStatement) return [];
    return tooLongOnes([{ ...statement, bytes: Buffer.byteLength(text) }], longestStatement);
  });
}

function tooLongOnes(measured: readonly MeasuredStatement[], longest: number): readonly ScriptRemark[] {
  return measured
    .filter(({ bytes }) => bytes > longest)
    .map((each) => ({ ...oversized(each, longest), severity: 'error' }));
}

/**
 * Reads and splits the callback files of these groups, unless the configuration skips them. Those of other commands
 * may need placeholders that this one is not given.
 */
export async function loadCallbacks(
  workspace: Workspace,
  groups: readonly CallbackGroup[],
): Promise<Callbacks> {
  const { config, files, source, session } = workspace;
  if (config.skipDefaultCallbacks) return new Map();
  const callbacks = files.callbacks.filter(({ event }) => groups.includes(groupOf(event)));
  const scripts = await source.callbacks(callbacks, config, session.longestStatement);
  checkFiles(
    scripts.map(({ callback, statements }) => ({ file: callback, statements })),
    workspace,
  );
  const byEvent = new Map<CallbackEvent, CallbackScript[]>();
  for (const script of scripts) {
    const { event } = script.callback;
    byEvent.set(event, [...(byEvent.get(event) ?? []), script]);
  }
  return byEvent;
}

/** Groups of callbacks that `migrate` may run. */
export const migrateCallbacks: readonly CallbackGroup[] = ['Migrate', 'Validate', 'Baseline', 'CreateSchema'];

/** What running a plan depends on beside the workspace. */
export async function runOptions(workspace: Workspace, groups: readonly CallbackGroup[]) {
  const { installedBy = '', skipExecutingMigrations } = workspace.config;
  const execution = skipExecutingMigrations ? ('skip' as const) : ('run' as const);
  return { callbacks: await loadCallbacks(workspace, groups), installedBy, execution };
}
