import { failpoint } from '#failpoint';
import { isConnectionLost, MigrateError } from '../errors.ts';
import type { Statements } from '../model.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { callbackStatements } from './callbacks.ts';
import type { RunContext, ScriptStep, StepContext } from './run-context.ts';
import { scriptEventNames } from './script-events.ts';
import { commitRestoring, restoreSession } from './session-state.ts';

/** Rolls back what is open behind a failure that came before the script began. */
export async function takeBack(step: ScriptStep, error: unknown, context: StepContext): Promise<void> {
  await settle(error, context, () => rollBack(step, context));
}

/**
 * Does what is left to be done behind a failure. On a lost connection nothing can be, and the failure that is already
 * on its way must not be hidden by another. A fault of this program, or of a listener, leaves a script half done too.
 */
export async function settle(
  error: unknown,
  { listener }: RunContext,
  work: () => Promise<void>,
): Promise<void> {
  if (error instanceof MigrateError && isConnectionLost(error)) return;
  try {
    await work();
  } catch (secondary) {
    const reason = secondary instanceof Error ? secondary.message : String(secondary);
    listener({ type: 'warning', message: `The failure could not be recorded in the history: ${reason}` });
  }
}

/** Rolls back what is open, whatever state the script left the session in. */
export async function rollBack(step: ScriptStep, context: StepContext): Promise<void> {
  const { session } = context;
  await session.query('roll the script back', 'ROLLBACK');
  await session.query('free tables that the script locked', 'UNLOCK TABLES');
  await session.query('make the session writable', 'SET SESSION TRANSACTION READ WRITE');
  await tidyUp(step, { ...context, staysOpen: false });
}

/** Puts back what the file may have changed in the session. */
export async function tidyUp(step: ScriptStep, context: StepContext): Promise<void> {
  const transaction = context.staysOpen ? 'keep' : 'end';
  await restoreSession(context.session, context.schema, statementsOf(step, context), transaction);
}

/** With those of its callbacks. */
function statementsOf(step: ScriptStep, context: StepContext): Statements {
  return joinStatements(callbackStatements(scriptEventNames(step.kind), context), step.script.statements);
}

const committing = 'commit the script';

/** Commits what is open. */
export async function commit({ session }: RunContext): Promise<void> {
  await failpoint('commit');
  await session.query(committing, 'COMMIT');
  await failpoint('committed');
}

/**
 * Commits what is open with autocommit off, and puts back what the file may have changed: in one query where it can be.
 *
 * @returns whether it was
 */
export async function commitTidily(step: ScriptStep, context: StepContext): Promise<boolean> {
  await failpoint('commit');
  const isTidy = await commitRestoring(committing, context.session, statementsOf(step, context));
  if (!isTidy) await context.session.query(committing, 'COMMIT');
  await failpoint('committed');
  return isTidy;
}
