import { performance } from 'node:perf_hooks';
import { isConnectionLost, MigrateError, QueryError } from '../errors.ts';
import { InterruptedError, PartialRunError, type AppliedStep, type RunFacts } from '../run-errors.ts';
import type { History } from '../history/history.ts';
import type { CallbackEvent, Plan, Script, Step } from '../model.ts';
import {
  callbackStatements,
  runCallbacks,
  runCallbacksInScript,
  runErrorCallbacks,
  statementEvents,
  statementHooks,
  type CallbackContext,
} from './callbacks.ts';
import { shareTransaction, type Grouping } from './grouping.ts';
import type { HeldLock } from './lock.ts';
import { runStatements } from './run-statements.ts';
import { restoreSession } from './session-state.ts';
import { stopSignal } from './stop.ts';

/** What a plan is run with. */
export interface RunContext extends CallbackContext {
  readonly history: History;
  readonly lock: HeldLock;
  /** Text for `installed_by`; empty for the account's own name. */
  readonly installedBy: string;
  /** Aborted: the running step is finished and committed, the next ones are not begun. */
  readonly stop: AbortSignal | undefined;
  /** Flyway's skipExecutingMigrations: rows are written, scripts are not run. */
  readonly execution: 'run' | 'skip';
  /** Default `each`. */
  readonly grouping?: Grouping;
  /** For the error of a run that breaks off. */
  readonly facts?: RunFacts;
}

/**
 * Runs the steps in order. Each script runs in a transaction of its own, or in that of its group, on the connection
 * that holds the lock, and its row is written in the script's last transaction.
 *
 * @throws PartialRunError at the first step that fails, or when `stop` is aborted between two steps
 */
export async function runPlan({ steps }: Plan, context: RunContext): Promise<readonly AppliedStep[]> {
  const applied: AppliedStep[] = [];
  /** Done, but in a transaction that goes on. */
  let open: AppliedStep[] = [];
  const settle = () => {
    for (const { step, executionTime } of open)
      if (isScript(step)) context.listener({ type: 'script-applied', step, executionTime });
    applied.push(...open);
    open = [];
  };
  const scripts = steps.filter(isScript);
  const { facts } = context;
  for (const [index, step] of steps.entries()) {
    const notRun = steps.slice(index + 1);
    const breakOff = (failed: Step | undefined, rest: readonly Step[]) => (error: unknown) => {
      const takenBack = open.map((each) => each.step);
      throw partial(error, { applied, failed, notRun: [...takenBack, ...rest], facts });
    };
    const stepContext = { ...context, joins: open.length > 0, staysOpen: staysOpen(steps, index, context) };
    if (open.length > 0 && context.stop?.aborted) await commit(context).then(settle);
    await prepareStep(step, steps[index - 1], stepContext).catch(breakOff(undefined, [step, ...notRun]));
    const executionTime = await runStep(step, scripts, stepContext).catch(breakOff(step, notRun));
    open.push({ step, executionTime });
    if (!stepContext.staysOpen) settle();
    await tidyUp(step, stepContext).catch(breakOff(undefined, notRun));
  }
  return applied;
}

/** What a step is run with. */
interface StepContext extends RunContext {
  /** The transaction of the step before it goes on. */
  readonly joins: boolean;
  /** The transaction goes on behind it. */
  readonly staysOpen: boolean;
}

function staysOpen(steps: readonly Step[], index: number, context: RunContext): boolean {
  const step = steps[index];
  if (context.grouping !== 'shared' || !step) return false;
  const events = [...scriptEventNames('run'), 'afterVersioned', 'beforeRepeatables'] as const;
  return shareTransaction(step, steps[index + 1], callbackStatements(events, context));
}

async function commit({ session }: RunContext): Promise<void> {
  await session.query('commit the script', 'COMMIT');
}

function partial(
  error: unknown,
  run: Pick<PartialRunError, 'applied' | 'failed' | 'notRun' | 'facts'>,
): unknown {
  return error instanceof MigrateError ? new PartialRunError(error, run) : error;
}

/** Everything that may keep a step from being begun. */
async function prepareStep(step: Step, previous: Step | undefined, context: StepContext): Promise<void> {
  if (context.stop?.aborted) throw new InterruptedError(stopSignal(context.stop));
  if (previous && isScript(previous)) await context.lock.check();
  if (!isRepeatable(step) || isRepeatable(previous)) return;
  const run = context.joins ? runCallbacksInScript : runCallbacks;
  await run('afterVersioned', context);
  await run('beforeRepeatables', context);
}

type ScriptStep = Extract<Step, { kind: 'run' | 'undo' }>;

function isScript(step: Step): step is ScriptStep {
  return step.kind === 'run' || step.kind === 'undo';
}

/** Whether the step runs a repeatable migration. */
export function isRepeatable(step: Step | undefined): boolean {
  return step?.kind === 'run' && step.row.version === undefined;
}

/** @returns milliseconds that the script took */
async function runStep(step: Step, scripts: readonly Step[], context: StepContext): Promise<number> {
  const { history, installedBy, listener } = context;
  switch (step.kind) {
    case 'run':
    case 'undo': {
      const place = { index: scripts.indexOf(step), total: scripts.length };
      listener({ type: 'script-started', step, ...place });
      return runScript(step, { ...context, place });
    }
    case 'write':
      await history.add({ ...step.row, installedBy, executionTime: 0, success: true });
      return 0;
    case 'remove':
      await history.remove(step.row);
      return 0;
    case 'align':
      await history.align(step.row, step.migration);
      return 0;
  }
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

async function runScript(step: ScriptStep, context: StepContext): Promise<number> {
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
    await settle(error, context, () => rollBack(step, context));
    throw error;
  }
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
 * on its way must not be hidden by another.
 */
async function settle(error: unknown, { listener }: RunContext, work: () => Promise<void>): Promise<void> {
  if (!(error instanceof MigrateError) || isConnectionLost(error)) return;
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

async function tidyUp(step: Step, context: StepContext): Promise<void> {
  if (!isScript(step)) return;
  const statements: Script['statements'] = [
    ...callbackStatements(scriptEventNames(step.kind), context),
    ...step.script.statements,
  ];
  const transaction = context.staysOpen ? 'keep' : 'end';
  await restoreSession(context.session, context.schema, statements, transaction);
}

/** Events inside the transaction of a script. */
function scriptEventNames(kind: ScriptStep['kind']): readonly CallbackEvent[] {
  const { before, after, statement } = scriptEvents[kind];
  return [before, after, ...statementEvents(statement)];
}
