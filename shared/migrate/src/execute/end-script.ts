import { QueryError } from '../errors.ts';
import type { AppliedStep } from '../run-errors.ts';
import type { ScriptRun } from './begin-script.ts';
import { commit, commitTidily, tidyUp } from './end-transaction.ts';
import { BecameReadOnlyError } from '../server-errors.ts';
import { openEnd, type OpenEnd } from './open-end.ts';
import { writeInsistently } from './overtaken.ts';
import { recordFailure } from './record-failure.ts';
import type { ScriptStep, StepContext } from './run-context.ts';

/** A script that ran. */
export interface ScriptEnd {
  /** Milliseconds that its row gives it. */
  readonly executionTime: number;
  /** The commit has put back what the script may have changed in the session. */
  readonly isTidy?: boolean;
  /** Present when what begins the next script commits it. */
  readonly end?: OpenEnd;
}

/**
 * Writes the row of a script that ran, in its last transaction. One that left tables locked or the session read-only fails
 * here.
 *
 * @param run absent where nothing was run
 */
export async function recordSuccess(
  step: ScriptStep,
  executionTime: number,
  context: StepContext,
  run?: ScriptRun,
): Promise<ScriptEnd> {
  const { leaveOpen } = context;
  const isLeft = run && leaveOpen && run.journal.endsPlainly();
  let isRepeated = false;
  let isTidy = false;
  const write = async () => {
    // What was taken back counts no more.
    if (isRepeated) await context.history.rows();
    isRepeated = true;
    await writeRow(step, executionTime, context);
    if (!isLeft) isTidy = await complete(step, context, run);
  };
  try {
    await writeInsistently(context.session, write, () => run?.journal.isClean() ?? !context.joins);
  } catch (error) {
    throw named(error, step);
  }
  return { executionTime, isTidy, ...(isLeft && { end: leftOpen(run, executionTime, context, leaveOpen) }) };
}

async function writeRow(step: ScriptStep, executionTime: number, context: StepContext): Promise<void> {
  const { history, installedBy } = context;
  if (step.resume?.replaces) await history.remove(step.resume.replaces);
  await history.add({ ...step.row, installedBy, executionTime, success: true });
}

/** @returns whether the session is put back too */
async function complete(
  step: ScriptStep,
  context: StepContext,
  run: ScriptRun | undefined,
): Promise<boolean> {
  // A node of a cluster may refuse the commit, and it is tried again: with autocommit off.
  const isPlain = context.ends === 'with the next' && run?.journal.endsPlainly();
  if (run && isPlain && context.lease) {
    return context.lease.giveBackWith(async () => {
      await run.journal.endRun();
      return commitTidily(step, context);
    });
  }
  await run?.journal.end('done');
  if (context.staysOpen) return false;
  if (isPlain) return commitTidily(step, context);
  await commit(context);
  return false;
}

/** Nothing of the end stands in the journal: what begins the next script writes over it. */
function leftOpen(
  run: ScriptRun,
  executionTime: number,
  context: StepContext,
  settled: (applied: AppliedStep) => void,
): OpenEnd {
  const { step } = run;
  let isTidy = false;
  return openEnd(step, {
    session: context.session,
    settled: () => {
      settled({ step, executionTime });
    },
    complete: async () => {
      isTidy = await complete(step, context, run);
    },
    commit: () => commit(context),
    tidyUp: async () => {
      if (!isTidy) await tidyUp(step, context);
    },
    recordFailure: (error) => recordFailure(run, executionTime, context, named(error, step)),
  });
}

function named(error: unknown, { row, script: { statements } }: ScriptStep): unknown {
  if (!(error instanceof QueryError)) return error;
  const { fault } = error;
  const total = statements.length;
  if (BecameReadOnlyError.isReason(error))
    return new BecameReadOnlyError(error, { script: row.script, done: total, total });
  return new QueryError(`record ${row.script} in the history`, fault, { cause: error });
}
