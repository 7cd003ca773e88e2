import { MigrateError } from '../errors.ts';
import { InterruptedError, PartialRunError, type AppliedStep } from '../run-errors.ts';
import type { Plan, Step } from '../model.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { sessionUses, type SessionUse } from '../source/session-use.ts';
import { callbackStatements, runCallbacks, runCallbacksInScript } from './callbacks.ts';
import { shareTransaction } from './grouping.ts';
import { isScript, type RunContext, type ScriptStep, type StepContext } from './run-context.ts';
import { begunWith } from './begin-script.ts';
import { commit, takeBack, tidyUp } from './end-script.ts';
import { runScript } from './run-script.ts';
import { scriptEventNames } from './script-events.ts';
import { usesOfSnapshot } from './session-snapshot.ts';
import { stopSignal } from './stop.ts';

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
  let earlier: readonly SessionUse[] = [];
  const { facts } = context;
  for (const [index, step] of steps.entries()) {
    const notRun = steps.slice(index + 1);
    const breakOff = (failed: Step | undefined, rest: readonly Step[]) => (error: unknown) => {
      const takenBack = open.map((each) => each.step);
      throw partial(error, { applied, failed, notRun: [...takenBack, ...rest], facts });
    };
    const joins = open.length > 0;
    const stepContext = { ...context, joins, staysOpen: staysOpen(steps, index, context), earlier };
    const notBegun = breakOff(undefined, [step, ...notRun]);
    if (open.length > 0 && context.stop?.aborted) await commit(context).then(settle, notBegun);
    await prepareStep(step, steps[index - 1], stepContext).catch(notBegun);
    const executionTime = await runStep(step, scripts, stepContext).catch(breakOff(step, notRun));
    open.push({ step, executionTime });
    if (!stepContext.staysOpen) settle();
    if (!isScript(step)) continue;
    await tidyUp(step, stepContext).catch(breakOff(undefined, notRun));
    earlier = [...earlier, ...usesOfSnapshot(begunWith(step)), ...usesOf(step, context)];
  }
  return applied;
}

/** What of a script, and of its callbacks, outlives it in the session: user variables do not, settings do. */
function usesOf(step: ScriptStep, context: RunContext): readonly SessionUse[] {
  const callbacks = callbackStatements(scriptEventNames(step.kind), context);
  const uses = sessionUses(joinStatements(callbacks, step.script.statements), context.session.server);
  return uses.filter(({ settings, setsRole, isHidden }) => settings.length > 0 || setsRole || isHidden);
}

function staysOpen(steps: readonly Step[], index: number, context: RunContext): boolean {
  const step = steps[index];
  if (context.grouping !== 'shared' || !step) return false;
  const events = [...scriptEventNames('run'), 'afterVersioned', 'beforeRepeatables'] as const;
  return shareTransaction(step, steps[index + 1], callbackStatements(events, context));
}

function partial(
  error: unknown,
  run: Pick<PartialRunError, 'applied' | 'failed' | 'notRun' | 'facts'>,
): unknown {
  return error instanceof MigrateError ? new PartialRunError(error, run) : error;
}

/** Everything that may keep a step from being begun. */
async function prepareStep(step: Step, previous: Step | undefined, context: StepContext): Promise<void> {
  try {
    await beginStep(step, previous, context);
  } catch (error) {
    // Or a callback for errors would commit what those before it have left open.
    if (context.joins && isScript(step)) await takeBack(step, error, context);
    throw error;
  }
}

async function beginStep(step: Step, previous: Step | undefined, context: StepContext): Promise<void> {
  if (context.stop?.aborted) throw new InterruptedError(stopSignal(context.stop));
  if (previous && isScript(previous)) await context.lock.check();
  if (!isRepeatable(step) || isRepeatable(previous)) return;
  const run = context.joins ? runCallbacksInScript : runCallbacks;
  await run('afterVersioned', context);
  await run('beforeRepeatables', context);
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
