import { performance } from 'node:perf_hooks';
import { isConnectionLost, MigrateError, QueryError } from '../errors.ts';
import type { CallbackEvent } from '../callback-event.ts';
import type { Script } from '../model.ts';
import {
  callbackStatements,
  runCallbacksInScript,
  runErrorCallbacks,
  statementEvents,
  statementHooks,
} from './callbacks.ts';
import type { RunContext, ScriptStep, StepContext } from './run-context.ts';
import { runStatements } from './run-statements.ts';
import { restoreSession } from './session-state.ts';

/**
 * Runs one file in a transaction of its own or in that of its group, with the callbacks that belong to it, and writes
 * its row: that of a success in the file's last transaction, that of a failure behind the rollback.
 *
 * @returns milliseconds that it took
 */
export async function runScript(step: ScriptStep, context: StepContext): Promise<number> {
  const { session } = context;
  const { migration, statements } = step.script;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const inTransaction = migration.settings.executeInTransaction && context.grouping !== 'none';
  const autocommit = inTransaction ? 0 : 1;
  await session.query('begin the script', `SET autocommit = ${autocommit}`);
  if (context.execution === 'run') await runBefore(step, context);
  try {
    if (context.execution === 'run') {
      const { after, statement } = scriptEvents[step.kind];
      const hooks = statementHooks(statement, context);
      await runStatements(session, { file: migration, statements }, context, hooks);
      await runCallbacksInScript(after, context);
    }
    const executionTime = elapsed();
    await recordSuccess(step, executionTime, context);
    return executionTime;
  } catch (error) {
    await recordFailure(step, elapsed(), context, error);
    throw error;
  }
}

/** When a callback fails here, nothing of the script has run: it stays pending, as with Flyway. */
async function runBefore(step: ScriptStep, context: StepContext): Promise<void> {
  try {
    await runCallbacksInScript(scriptEvents[step.kind].before, context);
  } catch (error) {
    await takeBack(step, error, context);
    throw error;
  }
}

/** Rolls back what is open behind a failure that came before the script began. */
export async function takeBack(step: ScriptStep, error: unknown, context: StepContext): Promise<void> {
  await settle(error, context, () => rollBack(step, context));
}

/** A script that left tables locked or the session read-only fails here. */
async function recordSuccess(step: ScriptStep, executionTime: number, context: StepContext): Promise<void> {
  const { history, installedBy } = context;
  try {
    await history.add({ ...step.row, installedBy, executionTime, success: true });
    if (!context.staysOpen) await commit(context);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(`record ${step.row.script} in the history`, error.fault, { cause: error });
  }
}

async function recordFailure(
  step: ScriptStep,
  executionTime: number,
  context: StepContext,
  error: unknown,
): Promise<void> {
  const { history, installedBy } = context;
  await settle(error, context, async () => {
    await rollBack(step, context);
    await history.add({ ...step.row, installedBy, executionTime, success: false });
  });
  await runErrorCallbacks(scriptEvents[step.kind].failed, error, context);
}

/**
 * Does what is left to be done behind a failure. On a lost connection nothing can be, and the failure that is already
 * on its way must not be hidden by another. A fault of this program, or of a listener, leaves a script half done too.
 */
async function settle(error: unknown, { listener }: RunContext, work: () => Promise<void>): Promise<void> {
  if (error instanceof MigrateError && isConnectionLost(error)) return;
  try {
    await work();
  } catch (secondary) {
    const reason = secondary instanceof Error ? secondary.message : String(secondary);
    listener({ type: 'warning', message: `The failure could not be recorded in the history: ${reason}` });
  }
}

/** Rolls back what is open, whatever state the script left the session in. */
async function rollBack(step: ScriptStep, context: StepContext): Promise<void> {
  const { session } = context;
  await session.query('roll the script back', 'ROLLBACK');
  await session.query('free tables that the script locked', 'UNLOCK TABLES');
  await session.query('make the session writable', 'SET SESSION TRANSACTION READ WRITE');
  await tidyUp(step, { ...context, staysOpen: false });
}

/** Puts back what the file may have changed in the session. */
export async function tidyUp(step: ScriptStep, context: StepContext): Promise<void> {
  const statements: Script['statements'] = [
    ...callbackStatements(scriptEventNames(step.kind), context),
    ...step.script.statements,
  ];
  const transaction = context.staysOpen ? 'keep' : 'end';
  await restoreSession(context.session, context.schema, statements, transaction);
}

/** Commits what is open. */
export async function commit({ session }: RunContext): Promise<void> {
  await session.query('commit the script', 'COMMIT');
}

interface ScriptEvents {
  readonly before: CallbackEvent;
  readonly after: CallbackEvent;
  readonly failed: CallbackEvent;
  readonly statement: 'Migrate' | 'Undo';
}

const scriptEvents: Readonly<Record<ScriptStep['kind'], ScriptEvents>> = {
  run: {
    before: 'beforeEachMigrate',
    after: 'afterEachMigrate',
    failed: 'afterEachMigrateError',
    statement: 'Migrate',
  },
  undo: { before: 'beforeEachUndo', after: 'afterEachUndo', failed: 'afterEachUndoError', statement: 'Undo' },
};

/** Events inside the transaction of a script. */
export function scriptEventNames(kind: ScriptStep['kind']): readonly CallbackEvent[] {
  const { before, after, statement } = scriptEvents[kind];
  return [before, after, ...statementEvents(statement)];
}
