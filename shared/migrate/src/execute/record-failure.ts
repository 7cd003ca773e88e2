import { failpoint } from '#failpoint';
import type { Statement } from '../model.ts';
import { InterruptedError, LockError, StatementError } from '../run-errors.ts';
import type { Session } from '../session.ts';
import type { ScriptRun } from './begin-script.ts';
import { runErrorCallbacks } from './callbacks.ts';
import { rollBack, settle } from './end-transaction.ts';
import { mayHaveCommitted, runsCode } from './recover-code.ts';
import type { StepContext } from './run-context.ts';
import { scriptEvents } from './script-events.ts';
import { isGone } from './journal-refusals.ts';

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
