import { InterruptedError, type AppliedStep } from '../run-errors.ts';
import type { Plan, Step } from '../model.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { sessionUses, type SessionUse } from '../source/session-use.ts';
import { callbackStatements, runCallbacks, runCallbacksInScript } from './callbacks.ts';
import { shareTransaction } from './grouping.ts';
import { isScript, type RunContext, type ScriptStep, type StepContext } from './run-context.ts';
import { begunWith } from './begin-script.ts';
import type { ScriptEnd } from './end-script.ts';
import { takeBack, tidyUp } from './end-transaction.ts';
import { mayEndRun, mayLeaveOpen } from './leave-open.ts';
import type { ScriptPlace } from './events.ts';
import { readAhead } from './read-ahead.ts';
import { planProgress, type PlanProgress } from './plan-progress.ts';
import { runScript } from './run-script.ts';
import { scriptEventNames } from './script-events.ts';
import { usesOfSnapshot } from './session-snapshot.ts';
import { stopSignal } from './stop.ts';

/**
 * Runs the steps in order. Each script runs in a transaction of its own, or in that of its group, on the connection
 * that holds the lock, and its row is written in the script's last transaction, which what begins the next one may commit.
 *
 * @throws PartialRunError at the first step that fails, or when `stop` is aborted between two steps
 */
export async function runPlan({ steps }: Plan, context: RunContext): Promise<readonly AppliedStep[]> {
  const progress = planProgress(context);
  const total = steps.filter(isScript).length;
  let begun = 0;
  let earlier: readonly SessionUse[] = [];
  for (const [index, step] of steps.entries()) {
    const breakOff = (failed: Step | undefined, firstNotRun: number) => (error: unknown) =>
      progress.breakOff(error, failed, steps.slice(firstNotRun));
    const stepContext = contextOf(steps, index, { context, progress, earlier });
    if (context.stop?.aborted) await progress.commit(steps.slice(index));
    await prepareStep(step, steps[index - 1], stepContext).catch(breakOff(undefined, index));
    const place = { index: begun, total };
    if (isScript(step)) begun++;
    const { executionTime, end, isTidy } = await runStep(step, place, stepContext).catch(
      breakOff(step, index + 1),
    );
    progress.add({ step, executionTime }, end ?? (stepContext.staysOpen ? 'shared' : 'committed'));
    if (!isScript(step) || end) continue;
    if (!isTidy) await tidyUp(step, stepContext).catch(breakOff(undefined, index + 1));
    earlier = [...earlier, ...usesOfSnapshot(begunWith(step)), ...usesOf(step, context)];
  }
  return progress.applied;
}

interface Past {
  readonly context: RunContext;
  readonly progress: PlanProgress;
  readonly earlier: readonly SessionUse[];
}

function contextOf(steps: readonly Step[], index: number, { context, progress, earlier }: Past): StepContext {
  const step = steps[index];
  const next = steps[index + 1];
  const between = isRepeatable(step) || !isRepeatable(next) ? [] : betweenKinds;
  const leaves = step && earlier.length === 0 && mayLeaveOpen(step, next, context, between);
  return {
    ...context,
    joins: progress.hasShared(),
    staysOpen: staysOpen(steps, index, context),
    behind: progress.end(),
    leaveOpen: leaves ? progress.settled : undefined,
    meanwhile: () => {
      if (next && isScript(next)) readAhead(next.script, context.session.server, context.schema);
    },
    lease: step && mayEndRun(step, next, context) ? context.lease : undefined,
    earlier,
  };
}

/** Events between the last versioned migration and the first repeatable one. */
const betweenKinds = ['afterVersioned', 'beforeRepeatables'] as const;

/** What of a script, and of its callbacks, outlives it in the session: user variables do not, settings do. */
function usesOf(step: ScriptStep, context: RunContext): readonly SessionUse[] {
  const callbacks = callbackStatements(scriptEventNames(step.kind), context);
  const uses = sessionUses(joinStatements(callbacks, step.script.statements), context.session.server);
  return uses.filter(({ settings, setsRole, isHidden }) => settings.length > 0 || setsRole || isHidden);
}

function staysOpen(steps: readonly Step[], index: number, context: RunContext): boolean {
  const step = steps[index];
  if (context.grouping !== 'shared' || !step) return false;
  const events = [...scriptEventNames('run'), ...betweenKinds];
  return shareTransaction(step, steps[index + 1], callbackStatements(events, context));
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
  // With the end of the script before, the journal asks for the lock itself.
  if (previous && isScript(previous) && !context.behind) await context.lock.check();
  if (!isRepeatable(step) || isRepeatable(previous)) return;
  const run = context.joins ? runCallbacksInScript : runCallbacks;
  for (const event of betweenKinds) await run(event, context);
}

/** Whether the step runs a repeatable migration. */
export function isRepeatable(step: Step | undefined): boolean {
  return step?.kind === 'run' && step.row.version === undefined;
}

async function runStep(step: Step, place: ScriptPlace, context: StepContext): Promise<ScriptEnd> {
  const { history, installedBy, listener } = context;
  switch (step.kind) {
    case 'run':
    case 'undo': {
      listener({ type: 'script-started', step, ...place });
      return runScript(step, { ...context, place });
    }
    case 'write':
      await history.add({ ...step.row, installedBy, executionTime: 0, success: true });
      return { executionTime: 0 };
    case 'remove':
      await history.remove(step.row);
      return { executionTime: 0 };
    case 'align':
      await history.align(step.row, step.migration);
      return { executionTime: 0 };
  }
}
