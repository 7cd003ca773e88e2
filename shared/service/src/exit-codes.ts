import { EnvironmentError } from '@nilecare/config-validator';
import { SecretError } from '@nilecare/secrets';
import { isLastingRefusal } from './database/next-try.ts';
import { ServiceError } from './errors.ts';

/** With what a service's process ends; docs/running.md tells process managers what to do with each. */
export const exitCodes = {
  /** Stopped as asked. */
  stopped: 0,
  /** Refused to run, and will again until somebody changes a setting or the build. Node itself uses 1 for a missing file. */
  refused: 1,
  /** An error that only a programmer can mend; a restart may help (EX_SOFTWARE of sysexits.h). */
  crashed: 70,
  /** The database or the port could not be had now; a restart may help (EX_TEMPFAIL of sysexits.h). */
  unavailable: 75,
} as const;

/** The exit code for an error that ended a service. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof EnvironmentError) return exitCodes.refused;
  if (error instanceof SecretError)
    return isLastingRefusal(error) ? exitCodes.refused : exitCodes.unavailable;
  if (!(error instanceof ServiceError)) return exitCodes.crashed;
  switch (error.code) {
    case 'MIGRATIONS_UNREADABLE':
      return exitCodes.refused;
    case 'DATABASE_UNREACHABLE':
      return isLastingRefusal(error.cause as Parameters<typeof isLastingRefusal>[0])
        ? exitCodes.refused
        : exitCodes.unavailable;
    case 'MIGRATION_FAILED':
      return isForTheMoment(error.cause) ? exitCodes.unavailable : exitCodes.refused;
    case 'PORT_UNAVAILABLE':
    case 'STOP_TIMED_OUT':
      return exitCodes.unavailable;
  }
}

/** Another instance migrates for longer than the lock is waited for, or the database went away. */
function isForTheMoment(cause: unknown): boolean {
  const { code, name } = cause as { readonly code?: unknown; readonly name?: unknown };
  return code === 'LOCK_NOT_ACQUIRED' || code === 'INTERRUPTED' || name === 'ConnectionError';
}
