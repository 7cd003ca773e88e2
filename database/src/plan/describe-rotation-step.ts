import { describeAccount } from './describe-step.ts';
import type { RotationStep } from './rotation.ts';

/** A step in words that follow "could not" or stand alone; never a password or hash. */
export function describeRotationStep(step: RotationStep): string {
  switch (step.kind) {
    case 'keep-pending':
      return `keep a new password of ${step.user} in .nilecare/credentials.env`;
    case 'add-password':
      return `add the new password to ${describeAccount(step.account)}, which keeps the old one`;
    case 'verify-login':
      return `log in as ${describeAccount(step.account)} with the new password`;
    case 'write-secret':
      return `write the new password to ${step.place}`;
    case 'discard-old':
      return `discard the old password of ${describeAccount(step.account)}`;
    case 'forget-pending':
      return `forget the kept copy of the new password of ${step.user}`;
  }
}
