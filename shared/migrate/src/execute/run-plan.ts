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
  /** For the error of a run that breaks off. */
  readonly facts?: RunFacts;
}

/**
 * Runs the steps in order. Each script runs in a transaction of its own on the connection that holds the
 * lock, and its row is written in the script's last transaction.
 *
 * @throws PartialRunError at the first step that fails, or when `stop` is aborted between two steps
 */
export async function runPlan({ steps }: Plan, context: RunContext): Promise<readonly AppliedStep[]> {
  const applied: AppliedStep[] = [];
  const scripts = steps.filter(isScript);
  const { facts } = context;
  for (const [index, step] of steps.entries()) {
    const notRun = steps.slice(index + 1);
    await prepareStep(step, steps[index - 1], context).catch((error: unknown) => {
      throw partial(error, { applied, failed: undefined, notRun: [step, ...notRun], facts });
    });
    const executionTime = await runStep(step, scripts, context).catch((error: unknown) => {
      throw partial(error, { applied, failed: step, notRun, facts });
    });
    applied.push({ step, executionTime });
    if (isScript(step)) context.listener({ type: 'script-applied', step, executionTime });
    await tidyUp(step, context).catch((error: unknown) => {
      throw partial(error, { applied, failed: undefined, notRun, facts });
    });
  }
  return applied;
}

function partial(
  error: unknown,
  run: Pick<PartialRunError, 'applied' | 'failed' | 'notRun' | 'facts'>,
): unknown {
  return error instanceof MigrateError ? new PartialRunError(error, run) : error;
}

/** Everything that may keep a step from being begun. */
async function prepareStep(step: Step, previous: Step | undefined, context: RunContext): Promise<void> {
  if (context.stop?.aborted) throw new InterruptedError(stopSignal(context.stop));
  if (previous && isScript(previous)) await context.lock.check();
  if (!isRepeatable(step) || isRepeatable(previous)) return;
  await runCallbacks('afterVersioned', context);
  await runCallbacks('beforeRepeatables', context);
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
async function runStep(step: Step, scripts: readonly Step[], context: RunContext): Promise<number> {
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

async function runScript(step: ScriptStep, context: RunContext): Promise<number> {
  const { session } = context;
  const { migration, statements } = step.script;
  const events = scriptEvents[step.kind];
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const autocommit = migration.settings.executeInTransaction ? 0 : 1;
  await session.query('begin the script', `SET autocommit = ${autocommit}`);
  try {
    if (context.execution === 'run') {
      await runCallbacksInScript(events.before, context);
      const hooks = statementHooks(events.statement, context);
      await runStatements(session, { file: migration, statements }, context, hooks);
      await runCallbacksInScript(events.after, context);
    }
    const executionTime = elapsed();
    await recordSuccess(step, executionTime, context);
    return executionTime;
  } catch (error) {
    await recordFailure(step, elapsed(), context, error);
    throw error;
  }
}

/** A script that left tables locked or the session read-only fails here. */
async function recordSuccess(step: ScriptStep, executionTime: number, context: RunContext): Promise<void> {
  const { session, history, installedBy } = context;
  try {
    await history.add({ ...step.row, installedBy, executionTime, success: true });
    await session.query('commit the script', 'COMMIT');
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(`record ${step.row.script} in the history`, error.fault, { cause: error });
  }
}

/**
 * Rolls back what is open and writes the failed row, whatever state the script left the session in. On a lost
 * connection neither can be done, and the failure that is already on its way must not be hidden by another.
 */
async function recordFailure(
  step: ScriptStep,
  executionTime: number,
  context: RunContext,
  error: unknown,
): Promise<void> {
  if (!(error instanceof MigrateError) || isConnectionLost(error)) return;
  const { session, history, installedBy, listener } = context;
  try {
    await session.query('roll the script back', 'ROLLBACK');
    await session.query('free tables that the script locked', 'UNLOCK TABLES');
    await session.query('make the session writable', 'SET SESSION TRANSACTION READ WRITE');
    await tidyUp(step, context);
    await history.add({ ...step.row, installedBy, executionTime, success: false });
  } catch (secondary) {
    const reason = secondary instanceof Error ? secondary.message : String(secondary);
    listener({ type: 'warning', message: `The failure could not be recorded in the history: ${reason}` });
  }
  await runErrorCallbacks(scriptEvents[step.kind].failed, error, context);
}

async function tidyUp(step: Step, context: RunContext): Promise<void> {
  if (!isScript(step)) return;
  const { before, after, statement } = scriptEvents[step.kind];
  const statements: Script['statements'] = [
    ...callbackStatements([before, after, ...statementEvents(statement)], context),
    ...step.script.statements,
  ];
  await restoreSession(context.session, context.schema, statements);
}
