import { EnvironmentError } from '@nilecare/config-validator';
import { ServiceError } from './errors.ts';

/**
 * The text to print when a service ends by an error: the plain message of a failure that the operator can
 * mend, the stack of one that only a programmer can.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof EnvironmentError || error instanceof ServiceError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
