import { EnvironmentError } from '@nilecare/config-validator';
import { SecretError } from '@nilecare/secrets';
import { ServiceError } from './errors.ts';
import { frames, safeMessage } from './log/safe-error.ts';

/**
 * The text to print when a service ends by an error: the plain message of a failure that the operator can
 * mend, the stack of one that only a programmer can,
 * without the piece of a statement that a server quotes.
 */
export function describeFailure(error: unknown): string {
  const isPlain =
    error instanceof EnvironmentError || error instanceof ServiceError || error instanceof SecretError;
  if (isPlain) return error.message;
  return error instanceof Error ? `${error.name}: ${safeMessage(error)}\n${frames(error)}` : String(error);
}
