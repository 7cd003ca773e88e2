import { DatabaseError } from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { MigrateError, describeError } from '@nilecare/migrate';
import { UsageError } from './options.ts';

/** One message that says what happened and what to do; a stack trace only for a fault of the program itself. */
export function describeSetupError(error: unknown): string {
  if (error instanceof MigrateError) return describeError(error);
  if (error instanceof DatabaseError || error instanceof DevDatabaseError || error instanceof UsageError)
    return error.message;
  if (!(error instanceof Error))
    return `interrupted (${String(error)}). Run the same command again to go on.`;
  const remedy = systemRemedies[(error as NodeJS.ErrnoException).code ?? ''];
  return remedy === undefined ? (error.stack ?? error.message) : `${error.message}. ${remedy}`;
}

const systemRemedies: Readonly<Record<string, string>> = {
  EACCES: 'Give this account the right to write there, or clone into a folder of its own.',
  EPERM: 'Give this account the right to write there, or clone into a folder of its own.',
  EROFS: 'The folder is read-only; clone into one that can be written.',
  ENOSPC: 'The disk is full: free some room, then run the same command again.',
  EDQUOT: 'The quota is used up: free some room, then run the same command again.',
};
