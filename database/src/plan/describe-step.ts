import type { Account } from '../model.ts';
import { grantText } from './grant.ts';
import type { Step } from './plan.ts';

/** A step in words that follow "could not" or stand alone; never a hash. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'create-database':
      return `create the database ${step.database}`;
    case 'create-user':
      return `create the user ${describeAccount(step.account)}`;
    case 'set-password':
      return `set the password of ${describeAccount(step.account)}`;
    case 'grant':
      return `grant ${grantText(step.grant)} to ${describeAccount(step.account)}`;
    case 'revoke':
      return `revoke ${grantText(step.grant)} from ${describeAccount(step.account)}`;
    case 'drop-database':
      return `drop the database ${step.database}`;
    case 'drop-user':
      return `drop the user ${describeAccount(step.account)}`;
  }
}

/** `user@host`. */
export function describeAccount(account: Account): string {
  return `${account.user}@${account.host}`;
}
