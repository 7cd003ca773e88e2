import { performance } from 'node:perf_hooks';
import { failpoint } from '#failpoint';
import { isConnectionLost, MigrateError, QueryError } from '../errors.ts';
import type { CallbackEvent } from '../callback-event.ts';
import type { Script, Statement } from '../model.ts';
import type { Session } from '../session.ts';
import { undisturbed } from '../source/reads-previous.ts';
import { readSnapshot, type SessionSnapshot } from '../journal/session-snapshot.ts';
import { digestBefore } from './digest-before.ts';
import { InterruptedError, LockError, StatementError } from '../run-errors.ts';
import {
  callbackStatements,
  mayCommitIn,
  runCallbacksInScript,
  runErrorCallbacks,
  statementEvents,
  statementHooks,
} from './callbacks.ts';
import type { RunContext, ScriptStep, StepContext } from './run-context.ts';
import { mayHaveCommitted, runsCode } from './recover-code.ts';
import { resumeSession } from './resume-session.ts';
import { runStatements, type StatementHooks } from './run-statements.ts';
import { isGone, openScriptJournal, type ScriptBeginning, type ScriptJournal } from './script-journal.ts';
import { keepSession } from './session-keeper.ts';
import { snapshotPlan, usesOfSnapshot } from './session-snapshot.ts';
import { restoreSession } from './session-state.ts';
import { watchCommit } from './watch-commit.ts';

/**
 * Runs one file, or what is left of it, in a transaction of its own or in that of its group, with the callbacks that
 * belong to it, and writes its row: that of a success in the file's last transaction, that of a failure behind the
 * rollback.
 *
 * @returns milliseconds that it took
 */
export async function runScript(step: ScriptStep, context: StepContext): Promise<number> {
  const { session } = context;
  const { settings } = step.script.migration;
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const inTransaction = settings.executeInTransaction && context.grouping !== 'none';
  await session.query('begin the script', `SET autocommit = ${inTransaction ? 0 : 1}`);
  if (context.execution === 'skip') return recordSuccess(step, elapsed(), context);
  const run = beginRun(step, context, inTransaction ? 'in transaction' : 'each by itself');
  await runBefore(run, context);
  try {
    await sendScript(run, context);
    await failpoint('history-write');
    return await recordSuccess(step, elapsed(), context, run.journal);
  } catch (error) {
    throw await recordFailure(run, elapsed(), context, error);
  }
}

/** A script on its way. */
interface ScriptRun {
  readonly step: ScriptStep;
  readonly statements: readonly Statement[];
  readonly hooks: StatementHooks | undefined;
  readonly journal: ScriptJournal;
}

function beginRun(
  step: ScriptStep,
  context: StepContext,
  commits: 'in transaction' | 'each by itself',
): ScriptRun {
  const { statement: family } = scriptEvents[step.kind];
  const { session, companion, schema } = context;
  const { server } = session;
  const from = step.resume?.from ?? 1;
  const { statements: all } = step.script;
  const hooks = statementHooks(family, context);
  const { isKept } = context.journal;
  const begun = begunWith(step);
  const earlier = [...context.earlier, ...usesOfSnapshot(begun)];
  const plan = isKept ? snapshotPlan(step.script, server, earlier) : undefined;
  const undisturbedOnes = undisturbed(all, server);
  const journal = openScriptJournal(context.journal, {
    step,
    from,
    afterRank: rankBefore(step, context),
    autocommit: commits === 'each by itself',
    begins: beginsHow(step, context, undisturbedOnes),
    hooksCommit: hooks?.mayCommit ?? false,
    undisturbed: undisturbedOnes,
    keeper: plan && keepSession(session, plan, begun),
    digest: async (statement, text) => {
      if (!isKept) return undefined;
      const snapshot = text === undefined ? undefined : readSnapshot(text);
      return digestBefore({ statement, statements: all, snapshot }, { companion, server, schema });
    },
  });
  return { step, statements: all.filter(({ number }) => number >= from), hooks, journal };
}

function beginsHow(
  step: ScriptStep,
  { joins, callbacks }: StepContext,
  undisturbedOnes: ReadonlySet<number>,
): ScriptBeginning['begins'] {
  if (joins) return 'with the script before';
  const [first] = step.script.statements;
  const isFirstSent = !step.resume && !scriptEventNames(step.kind).some((event) => callbacks.has(event));
  const commitsAtOnce = first?.kind === 'ddl' && !undisturbedOnes.has(first.number);
  return isFirstSent && commitsAtOnce ? 'with its first statement' : 'by itself';
}

/** The snapshot of the session that the step goes on with. */
export function begunWith({ resume }: ScriptStep): SessionSnapshot | undefined {
  return resume?.session === undefined ? undefined : readSnapshot(resume.session);
}

/** A row of this run takes the rank of the one that it replaces. */
function rankBefore({ resume }: ScriptStep, { history }: StepContext): number {
  return resume?.replaces ? resume.replaces.installedRank - 1 : history.lastRank();
}

/** When a callback fails here, nothing of the script has run: it stays pending, as with Flyway. */
async function runBefore({ step, journal }: ScriptRun, context: StepContext): Promise<void> {
  try {
    await journal.begin(async () => {
      await context.session.query('begin the script', 'COMMIT');
    });
    await runCallbacksInScript(scriptEvents[step.kind].before, context);
  } catch (error) {
    await takeBack(step, error, context);
    throw error;
  }
}

async function sendScript(
  { step, statements, hooks, journal }: ScriptRun,
  context: StepContext,
): Promise<void> {
  const { session, listener, place, guard } = context;
  const { migration, statements: all } = step.script;
  const announce = (statement: Statement) =>
    listener({ type: 'statement-started', script: migration, statement, total: all.length, place });
  if (step.resume) {
    await resumeSession(session, step.resume, announce);
    if (context.journal.isKept) journal.resumed(await hasAutocommit(session));
  }
  const source = { file: migration, statements, total: all.length };
  await runStatements(session, source, { listener, place, guard, follower: journal, hooks });
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

/** Rolls back what is open behind a failure that came before the script began. */
export async function takeBack(step: ScriptStep, error: unknown, context: StepContext): Promise<void> {
  await settle(error, context, () => rollBack(step, context));
}

/** A script that left tables locked or the session read-only fails here. */
async function recordSuccess(
  step: ScriptStep,
  executionTime: number,
  context: StepContext,
  journal?: ScriptJournal,
): Promise<number> {
  const { history, installedBy } = context;
  try {
    if (step.resume?.replaces) await history.remove(step.resume.replaces);
    await history.add({ ...step.row, installedBy, executionTime, success: true });
    await journal?.end('done');
    if (!context.staysOpen) await commit(context);
    return executionTime;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(`record ${step.row.script} in the history`, error.fault, { cause: error });
  }
}

/** @returns the failure, with what is known of it behind the rollback */
async function recordFailure(
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
  const last = ranCode ? await withDoubt(at.statement, step.script, session) : undefined;
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
      ? await withDoubt(error.statement, step.script, session)
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
async function withDoubt(failed: Statement, { statements }: Script, session: Session): Promise<Statement> {
  if (failed.kind !== 'compound') return failed;
  const isDoubtful = await mayHaveCommitted(session, failed, statements.slice(0, failed.number - 1));
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
  const statements: Script['statements'] = [
    ...callbackStatements(scriptEventNames(step.kind), context),
    ...step.script.statements,
  ];
  const transaction = context.staysOpen ? 'keep' : 'end';
  await restoreSession(context.session, context.schema, statements, transaction);
}

/** Commits what is open. */
export async function commit({ session }: RunContext): Promise<void> {
  await failpoint('commit');
  await session.query('commit the script', 'COMMIT');
  await failpoint('committed');
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
