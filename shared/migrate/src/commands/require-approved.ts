import type { RunContext } from '../execute/run-context.ts';
import { groupingOf } from '../execute/grouping.ts';
import { RefusedError } from '../errors.ts';
import type { CallbackScript, Plan } from '../model.ts';
import { approvalOf, planForm, planHash, type Planned, type PlanForm } from '../plan/plan-form.ts';
import { initStatements } from '../source/load-script.ts';
import type { Workspace } from './workspace.ts';

/** A plan with what else its form is made of. */
type ToApprove = Pick<Planned, 'operation' | 'takeBack'> & Plan;

/**
 * Refuses a plan that is none of the approved ones, and notes it for evidence and dry runs. To be called before
 * anything is changed.
 *
 * @returns the hash; absent where nobody wants it
 * @throws RefusedError PLAN_NOT_APPROVED
 */
export function requireApproved(planned: ToApprove, context: Workspace & RunContext): string | undefined {
  const { config, record } = context;
  if (config.planHash.length === 0 && !record && config.dryRunOutput === undefined) return undefined;
  const form = formOf(planned, { ...context, callbacks: [...context.callbacks.values()].flat() });
  if (record) record.plan = form;
  const hash = planHash(form);
  if (approvalOf(form, config.planHash) !== false) return hash;
  const count = form.steps.length === 1 ? '1 step' : `${form.steps.length} steps`;
  throw new RefusedError(
    'PLAN_NOT_APPROVED',
    `The plan (${count}) has the hash ${hash}, which -planHash= does not approve. Nothing was changed. Compare the files with those that were approved; the settings that placeholders take their values from count as well.`,
  );
}

interface FormContext extends Pick<Workspace, 'config' | 'started'> {
  readonly callbacks: readonly CallbackScript[];
}

/** The form of a plan under this configuration. */
export function formOf(
  { operation, steps, takeBack }: ToApprove,
  { config, started, callbacks }: FormContext,
): PlanForm {
  return planForm({
    operation,
    steps,
    takeBack,
    initSql: initStatements(config, started),
    callbacks: callbacks.filter(({ callback }) => callback.settings.shouldExecute),
    // A group that must not be mixed, and is, is refused later, with its own words.
    transactions: groupingOf(steps, { group: config.group, mixed: true }) === 'none' ? 'none' : 'as written',
    execution: config.skipExecutingMigrations ? 'skip' : 'run',
  });
}
