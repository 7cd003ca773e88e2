import type { CallbackEvent } from '../callback-event.ts';
import type { Statement, Statements, Step } from '../model.ts';
import { hasFeature } from '../source/features.ts';
import { oncePer } from '../source/once-per.ts';
import { dropsSchema } from './journal-refusals.ts';
import { isScript, type RunContext, type ScriptStep } from './run-context.ts';
import { failedEvent, scriptEventNames } from './script-events.ts';

/**
 * Whether the end of a step may be left to what begins the next one ({@link OpenEnd}): both are scripts in transactions of
 * their own, that run from their start, with no callback in or between them that could commit or see what is open, and
 * the first leaves nothing in the session that has to be put back.
 *
 * @param between events whose callbacks run between the two
 */
export function mayLeaveOpen(
  step: Step,
  next: Step | undefined,
  { ends, grouping = 'each', execution, callbacks }: RunContext,
  between: readonly CallbackEvent[],
): boolean {
  if (ends !== 'with the next' || grouping !== 'each' || execution === 'skip') return false;
  if (!isScript(step) || !next || !isScript(next)) return false;
  const scripts = [step, next];
  if (!scripts.every(runsFromStart) || leavesAnything(step.script.statements)) return false;
  if (callbacks.size === 0) return true;
  const own = scripts.flatMap(({ kind }) => [...scriptEventNames(kind), failedEvent(kind)]);
  return ![...own, ...between].some((event) => callbacks.has(event));
}

/**
 * Whether what commits a step may give the lease back as well: it is the last one of a plan that nothing is done behind, and a
 * script in a transaction of its own, that runs from its start. Not on a node of a cluster, where the commit is tried again
 * and the lease has to be renewed meanwhile.
 */
export function mayEndRun(
  step: Step,
  next: Step | undefined,
  { ends, grouping = 'each', callbacks }: RunContext,
): boolean {
  if (ends !== 'with the next' || grouping !== 'each' || callbacks.size > 0) return false;
  return next === undefined && isScript(step) && runsFromStart(step);
}

function runsFromStart({ script, resume }: ScriptStep): boolean {
  return script.statements.length > 0 && script.migration.settings.executeInTransaction && !resume;
}

/** Whether a script leaves something in the session that has to be put back. */
export const leavesAnything = oncePer((statements: Statements) => statements.some(leavesSomething));

/** What foreign_key_checks and the like are behind it, triggers and functions included, the server is asked. */
function leavesSomething(statement: Statement): boolean {
  const { kind } = statement;
  return (
    (kind !== 'ddl' && kind !== 'dml') || hasFeature(statement, 'sets variables') || dropsSchema(statement)
  );
}
