import { isConnectionLost, MigrateError } from '../errors.ts';
import type { CallbackEvent } from '../callback-event.ts';
import type { CallbackScript, Statement } from '../model.ts';
import type { Session } from '../session.ts';
import type { Progress } from './events.ts';
import { runStatements, type StatementHooks } from './run-statements.ts';
import { followSegments } from './follower.ts';
import { watchCommit } from './watch-commit.ts';
import { keepingSettings, restoreSession } from './session-state.ts';
import type { Guard } from './statement-guard.ts';

/** Callback files by event, loaded before anything is sent. */
export type Callbacks = ReadonlyMap<CallbackEvent, readonly CallbackScript[]>;

/** What callbacks are run with. */
export interface CallbackContext extends Progress {
  readonly guard?: Guard | undefined;
  readonly session: Session;
  readonly schema: string;
  readonly callbacks: Callbacks;
}

/** Commands that have callbacks before, after and on error. */
type CallbackFamily = 'Migrate' | 'Undo' | 'Validate' | 'Info' | 'Repair' | 'Baseline' | 'Clean';

/** What a command may run: the callbacks of a family, or those around the creation of schemas. */
export type CallbackGroup = CallbackFamily | 'CreateSchema';

/** The group of an event; those between the scripts of a run are migrate's. */
export function groupOf(event: CallbackEvent): CallbackGroup {
  return groups.find((group) => event.toLowerCase().includes(group.toLowerCase())) ?? 'Migrate';
}

const groups = ['Undo', 'Validate', 'Info', 'Repair', 'Baseline', 'Clean', 'CreateSchema'] as const;

/**
 * Runs a command's work between its callbacks. When the work fails, its error is what is thrown: a failing
 * error callback is only warned of.
 */
export async function betweenCallbacks<Result>(
  family: CallbackFamily,
  context: CallbackContext,
  work: () => Promise<Result>,
): Promise<Result> {
  await runCallbacks(`before${family}`, context);
  const result = await withErrorCallbacks(family, context, work);
  await runCallbacks(`after${family}`, context);
  return result;
}

/** The part of {@link betweenCallbacks} whose failure runs the error callbacks of the command. */
export function withErrorCallbacks<Result>(
  family: CallbackFamily,
  context: CallbackContext,
  work: () => Promise<Result>,
): Promise<Result> {
  return work().catch(async (error: unknown) => {
    await runErrorCallbacks(`after${family}Error`, error, context);
    throw error;
  });
}

/** Runs the callbacks of a failure, unless the connection is what failed. Never throws. */
export async function runErrorCallbacks(
  event: CallbackEvent,
  error: unknown,
  context: CallbackContext,
): Promise<void> {
  if (!(error instanceof MigrateError) || isConnectionLost(error)) return;
  await neverThrowing(event, context, () => runCallbacks(event, context));
}

/** The failure that the callbacks are run for must not be hidden by theirs. */
async function neverThrowing(
  event: CallbackEvent,
  { listener }: CallbackContext,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (secondary) {
    const reason = secondary instanceof Error ? secondary.message : String(secondary);
    listener({ type: 'warning', message: `A callback of ${event} failed: ${reason}` });
  }
}

/**
 * Runs the callbacks of one event in the order of their descriptions, each in a transaction of its own unless
 * its `.conf` says otherwise, and restores the session behind each, as Flyway does. No history row is written.
 *
 * @throws StatementError with code ERROR when one fails; that one is rolled back
 */
export async function runCallbacks(event: CallbackEvent, context: CallbackContext): Promise<void> {
  const scripts = callbacksOf(event, context);
  if (scripts.length > 0) await keepingSettings(context.session, () => runEach(scripts, context));
}

async function runEach(scripts: readonly CallbackScript[], context: CallbackContext): Promise<void> {
  const { session, schema } = context;
  for (const script of scripts) {
    const autocommit = script.callback.settings.executeInTransaction ? 0 : 1;
    await session.query('begin the callback', `SET autocommit = ${autocommit}`);
    try {
      await runCallback(script, context);
      await session.query('commit the callback', 'COMMIT');
    } catch (error) {
      if (error instanceof MigrateError && !isConnectionLost(error))
        await session.query('roll the callback back', 'ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      // A lost connection has nothing to restore; its error is on its way.
      await restoreSession(session, schema, script.statements).catch(() => undefined);
    }
  }
}

/** The same inside the transaction of the script that they belong to. */
export async function runCallbacksInScript(event: CallbackEvent, context: CallbackContext): Promise<void> {
  for (const script of callbacksOf(event, context)) await runCallback(script, context);
}

/** Events around every statement of a script. */
export function statementEvents(family: 'Migrate' | 'Undo'): readonly CallbackEvent[] {
  return [`beforeEach${family}Statement`, `afterEach${family}Statement`, `afterEach${family}StatementError`];
}

/** The callbacks around every statement of a script; undefined where there are none. */
export function statementHooks(
  family: 'Migrate' | 'Undo',
  context: CallbackContext,
): StatementHooks | undefined {
  const events = statementEvents(family);
  if (!events.some((event) => context.callbacks.has(event))) return undefined;
  const failed: CallbackEvent = `afterEach${family}StatementError`;
  // Where nothing is run nothing is sent either: the script would see it in ROW_COUNT().
  const run = async (event: CallbackEvent, ended: () => void) => {
    if (callbacksOf(event, context).length === 0) return;
    const work = () => runCallbacksInScript(event, context);
    await (mayCommitIn([event], context) ? watchCommit(context.session, work, ended) : work());
  };
  return {
    mayCommit: mayCommitIn(events, context),
    before: (ended) => run(`beforeEach${family}Statement`, ended),
    after: (ended) => run(`afterEach${family}Statement`, ended),
    failed: (ended) => neverThrowing(failed, context, () => run(failed, ended)),
  };
}

/** Whether callbacks of these events may commit what is open, as far as texts tell. */
export function mayCommitIn(events: readonly CallbackEvent[], context: CallbackContext): boolean {
  return callbackStatements(events, context).some(({ kind }) => kind !== 'dml' && kind !== 'session');
}

/** What the callbacks of these events send, for restoring the session behind them. */
export function callbackStatements(
  events: readonly CallbackEvent[],
  { callbacks }: CallbackContext,
): readonly Statement[] {
  return events.flatMap((event) => (callbacks.get(event) ?? []).flatMap(({ statements }) => [...statements]));
}

function callbacksOf(event: CallbackEvent, { callbacks }: CallbackContext): readonly CallbackScript[] {
  return (callbacks.get(event) ?? []).filter(({ callback }) => callback.settings.shouldExecute);
}

async function runCallback(
  { callback, statements }: CallbackScript,
  context: CallbackContext,
): Promise<void> {
  context.listener({ type: 'callback', callback });
  const source = { file: callback, statements, total: statements.length };
  const { session, listener, place, guard } = context;
  await runStatements(session, source, { listener, place, guard, follower: followSegments() });
}
