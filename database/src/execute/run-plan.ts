import type { ServerKind } from '../model.ts';
import type { Step } from '../plan/plan.ts';
import { describeStep } from '../plan/describe-step.ts';
import type { Query } from '../server/connect.ts';
import { describeStepFailure } from '../server/describe-failure.ts';
import { statementOf } from './statement-of.ts';

/** What a run is told to do and how it makes the hash of a user's password. */
export interface Run {
  readonly kind: ServerKind;
  readonly steps: readonly Step[];
  readonly hashOf: (user: string) => string;
  readonly onStep: (step: Step) => void;
}

/**
 * Runs the steps in order; every one is a statement of its own that commits by itself. All are repeatable, so that a
 * run that stopped in the middle is completed by running it again.
 *
 * @throws {DatabaseError} of the first step that fails, with the number of steps that are kept.
 */
export async function runPlan(query: Query, run: Run): Promise<void> {
  for (const [done, step] of run.steps.entries()) {
    try {
      await query(statementOf(step, run));
    } catch (error) {
      throw describeStepFailure(error, describeStep(step), done);
    }
    run.onStep(step);
  }
}
