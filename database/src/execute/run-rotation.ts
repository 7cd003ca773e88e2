import { hashPassword } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';
import type { Account, ServerKind } from '../model.ts';
import type { RotationSecrets } from '../passwords/rotation-secrets.ts';
import { describeRotationStep } from '../plan/describe-rotation-step.ts';
import type { RotationStep } from '../plan/rotation.ts';
import type { Query } from '../server/connect.ts';
import { describeStepFailure } from '../server/describe-failure.ts';
import { addPassword, discardOldPassword } from '../sql/rotation-statements.ts';

/** The steps of one user and what they work with. */
export interface RotationRun {
  readonly kind: ServerKind;
  readonly steps: readonly RotationStep[];
  /** The new password. */
  readonly target: string;
  readonly secrets: RotationSecrets;
  /** Logs in with the new password. @throws what mysql2 throws. */
  readonly logIn: (account: Account) => Promise<void>;
  readonly onStep: (step: RotationStep) => void;
  /** Stops before the next step. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the steps in order. Each leaves server and files in a state that a later plan goes on from, so that a run may
 * be killed anywhere.
 *
 * @throws {DatabaseError} of the first step that fails, with the number of steps that are kept; `INTERRUPTED`.
 */
export async function runRotation(query: Query, run: RotationRun): Promise<void> {
  for (const [done, step] of run.steps.entries()) {
    if (run.signal?.aborted) throw interrupted(done);
    try {
      await runStep(query, step, run);
    } catch (error) {
      throw describeStepFailure(error, describeRotationStep(step), done);
    }
    run.onStep(step);
  }
}

async function runStep(query: Query, step: RotationStep, run: RotationRun): Promise<void> {
  const { kind, target, secrets } = run;
  switch (step.kind) {
    case 'keep-pending':
      return secrets.keepPending(target);
    case 'add-password':
      for (const { sql, values } of addPassword(kind, step.account, hashPassword(kind, target)))
        await query(sql, values);
      return;
    case 'verify-login':
      return run.logIn(step.account);
    case 'write-secret':
      return secrets.places.find(({ name }) => name === step.place)?.writer?.write(target);
    case 'discard-old':
      await query(discardOldPassword(kind, step.account, hashPassword(kind, target)));
      return;
    case 'forget-pending':
      return secrets.forgetPending();
  }
}

function interrupted(done: number): DatabaseError {
  const before =
    done === 0 ? 'Nothing was changed' : `${done} ${done === 1 ? 'change is' : 'changes are'} kept`;
  const message = `Stopped. ${before}; the old password still works. The same command run again goes on.`;
  return new DatabaseError('INTERRUPTED', message, { context: { done } });
}
