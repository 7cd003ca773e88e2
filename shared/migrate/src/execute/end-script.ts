import { failpoint } from '#failpoint';
import { isConnectionLost, MigrateError, QueryError } from '../errors.ts';
import type { Statement } from '../model.ts';
import { InterruptedError, LockError, StatementError } from '../run-errors.ts';
import type { Session } from '../session.ts';
import type { ScriptRun } from './begin-script.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { callbackStatements, runErrorCallbacks } from './callbacks.ts';
import { writeInsistently } from './overtaken.ts';
import { mayHaveCommitted, runsCode } from './recover-code.ts';
import type { RunContext, ScriptStep, StepContext } from './run-context.ts';
import { scriptEventNames, scriptEvents } from './script-events.ts';
import { isGone, type ScriptJournal } from './script-journal.ts';
import { restoreSession } from './session-state.ts';

/** Rolls back what is open behind a failure that came before the script began. */
export async function takeBack(step: ScriptStep, error: unknown, context: StepContext): Promise<void> {
  await settle(error, context, () => rollBack(step, context));
}

/**
 * Writes the row of a script that ran, in its last transaction. One that left tables locked or the session read-only fails
 * here.
 *
 * @returns the time that it was given
 */
export async function recordSuccess(
  step: ScriptStep,
  executionTime: number,
  context: StepContext,
  journal?: ScriptJournal,
): Promise<number> {
  try {
    let isRepeated = false;
    const write = async () => {
      // What was taken back counts no more.
      if (isRepeated) await context.history.rows();
      isRepeated = true;
      await writeSuccess(step, executionTime, context, journal);
    };
    await writeInsistently(context.session, write, () => journal?.isClean() ?? !context.joins);
    return executionTime;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(`record ${step.row.script} in the history`, error.fault, { cause: error });
  }
}

async function writeSuccess(
  step: ScriptStep,
  executionTime: number,
  context: StepContext,
  journal: ScriptJournal | undefined,
): Promise<void> {
  const { history, installedBy } = context;
  if (step.resume?.replaces) await history.remove(step.resume.replaces);
  await history.add({ ...step.row, installedBy, executionTime, success: true });
  await journal?.end('done');
  if (!context.staysOpen) await commit(context);
}

/**
 * Rolls back, looks what is committed, and writes the failed row, or that the script was stopped.
 *
 * @returns the failure, with what is known of it behind the rollback
 */
export async function recordFailure(
  run: ScriptRun,
  executionTime: number,
  context: StepContext,
  error: unknown,
): Promise<unknown> {
  const { step } = run;
  let failure = error;
  await settle(error, context, async () => {
    await rollBack(step, context);
    // Without the lock nothing may be written any more.
    if (error instanceof LockError) return;
    failure = await lookAgain(run, error);
    await failpoint('failure-record');
    await (failure instanceof InterruptedError
      ? writeStop(run, failure, context)
      : writeFailure(run, executionTime, context, failure));
  });
  if (failure instanceof InterruptedError) return failure;
  await runErrorCallbacks(scriptEvents[step.kind].failed, failure, context);
  return failure;
}

/** Whether a statement that failed has committed what was in front of it, only the journal can tell. */
async function lookAgain({ journal }: ScriptRun, error: unknown): Promise<unknown> {
  const isStopped = error instanceof InterruptedError && error.at?.isDone === false;
  if (!isStopped && !(error instanceof StatementError)) return error;
  const at = error instanceof StatementError ? error : error.at;
  if (!at || 'event' in at.migration) return error;
  const committed = await journal.look(at.statement, at.committed);
  return committed === at.committed ? error : error.withCommitted(committed);
}

/** The script goes on where it was stopped; no row tells of it. */
async function writeStop(
  { step, journal }: ScriptRun,
  { at }: InterruptedError,
  { session }: StepContext,
): Promise<void> {
  const open = step.script.statements.slice(journal.committed(), at?.statement.number ?? 0);
  const ranCode = at && !('event' in at.migration) && open.some((each) => runsCode(each, session.server));
  const last = ranCode ? await withDoubt(at.statement, { step, journal }, session) : undefined;
  await session.query('record the stop', 'START TRANSACTION');
  await journal.end('stopped', last);
  await session.query('record the stop', 'COMMIT');
}

async function writeFailure(
  { step, journal }: ScriptRun,
  executionTime: number,
  { session, history, installedBy }: StepContext,
  error: unknown,
): Promise<void> {
  const failed =
    error instanceof StatementError && !('event' in error.migration)
      ? await withDoubt(error.statement, { step, journal }, session)
      : undefined;
  await session.query('record the failure', 'START TRANSACTION');
  if (step.resume?.replaces) await history.remove(step.resume.replaces);
  await history.add({ ...step.row, installedBy, executionTime, success: false });
  // The failed row stands also when the journal was dropped meanwhile.
  await journal.end('failed', failed).catch((lost: unknown) => {
    if (!isGone(lost)) throw lost;
  });
  await session.query('record the failure', 'COMMIT');
}

/** Code that certainly has not committed is as good as a change of rows. */
async function withDoubt(
  failed: Statement,
  { step, journal }: Pick<ScriptRun, 'step' | 'journal'>,
  session: Session,
): Promise<Statement> {
  if (failed.kind !== 'compound') return failed;
  const before = step.script.statements.slice(0, failed.number - 1);
  const isDoubtful = await mayHaveCommitted(session, failed, before, journal.commitsAtOnce());
  return isDoubtful ? failed : { ...failed, kind: 'dml' };
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
  const callbacks = callbackStatements(scriptEventNames(step.kind), context);
  const statements = joinStatements(callbacks, step.script.statements);
  const transaction = context.staysOpen ? 'keep' : 'end';
  await restoreSession(context.session, context.schema, statements, transaction);
}

/** Commits what is open. */
export async function commit({ session }: RunContext): Promise<void> {
  await failpoint('commit');
  await session.query('commit the script', 'COMMIT');
  await failpoint('committed');
}
