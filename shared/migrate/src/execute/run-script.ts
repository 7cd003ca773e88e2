import { failpoint } from '#failpoint';
import type { Statement } from '../model.ts';
import type { Session } from '../session.ts';
import { beginRun, type ScriptRun } from './begin-script.ts';
import { mayCommitIn, runCallbacksInScript } from './callbacks.ts';
import { recordSuccess, type ScriptEnd } from './end-script.ts';
import { takeBack } from './end-transaction.ts';
import { UncommittedEndError } from './open-end.ts';
import { recordFailure } from './record-failure.ts';
import { resumeSession } from './resume-session.ts';
import type { ScriptStep, StepContext } from './run-context.ts';
import { runStatements } from './run-statements.ts';
import { scriptEvents } from './script-events.ts';
import type { ScriptJournal } from './script-journal.ts';
import { watchCommit } from './watch-commit.ts';

/**
 * Runs one file, or what is left of it, in a transaction of its own or in that of its group, with the callbacks that
 * belong to it, and writes its row: that of a success in the file's last transaction, that of a failure behind the
 * rollback.
 *
 * @throws UncommittedEndError when the end of the script before it could not be committed; nothing of this one is done
 */
export async function runScript(step: ScriptStep, context: StepContext): Promise<ScriptEnd> {
  const { session } = context;
  const { settings } = step.script.migration;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const inTransaction = settings.executeInTransaction && context.grouping !== 'none';
  if (!context.behind) await session.query('begin the script', `SET autocommit = ${inTransaction ? 0 : 1}`);
  if (context.execution === 'skip') return recordSuccess(step, elapsed(), context);
  const run = beginRun(step, context, inTransaction ? 'in transaction' : 'each by itself');
  await runBefore(run, context);
  try {
    await sendScript(run, context);
    await failpoint('history-write');
    return await recordSuccess(step, elapsed(), context, run);
  } catch (error) {
    if (error instanceof UncommittedEndError) throw error;
    await run.journal.secure(error);
    throw await recordFailure(run, elapsed(), context, error);
  }
}

/** When a callback fails here, nothing of the script has run: it stays pending, as with Flyway. */
async function runBefore({ step, journal }: ScriptRun, context: StepContext): Promise<void> {
  try {
    await journal.begin(async () => {
      await context.session.query('begin the script', 'COMMIT');
    });
    await runCallbacksInScript(scriptEvents[step.kind].before, context);
  } catch (error) {
    if (error instanceof UncommittedEndError) throw error;
    await journal.secure(error);
    await takeBack(step, error, context);
    throw error;
  }
}

async function sendScript(
  { step, statements, hooks, journal }: ScriptRun,
  context: StepContext,
): Promise<void> {
  const { session, listener, place, guard, meanwhile } = context;
  const { migration, statements: all } = step.script;
  const announce = (statement: Statement) =>
    listener({ type: 'statement-started', script: migration, statement, total: all.length, place });
  if (step.resume) {
    await resumeSession(session, step.resume, announce);
    if (context.journal.isKept) journal.resumed(await hasAutocommit(session));
  }
  const source = { file: migration, statements, total: all.length };
  await runStatements(session, source, { listener, place, guard, follower: journal, hooks, meanwhile });
  await runAfter(step, journal, context);
}

/** What these callbacks commit is the whole script, without its row. */
async function runAfter(step: ScriptStep, journal: ScriptJournal, context: StepContext): Promise<void> {
  const { after } = scriptEvents[step.kind];
  const work = () => runCallbacksInScript(after, context);
  if (!mayCommitIn([after], context)) return work();
  await journal.beforeCallbacks();
  await watchCommit(context.session, work, () => journal.ended(step.script.statements.length));
}

async function hasAutocommit(session: Session): Promise<boolean> {
  const sql = 'SELECT @@SESSION.autocommit AS mode';
  const [row] = await session.query<{ mode: number }>('read autocommit', sql);
  return Number(row?.mode) === 1;
}
