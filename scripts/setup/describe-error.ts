import { DatabaseError } from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { MigrateError, describeError } from '@nilecare/migrate';
import { UsageError } from './options.ts';

/**
 * One message that says what happened and what to do; a stack trace only for a fault of the program itself.
 *
 * @param again the command that goes on
 */
export function describeSetupError(error: unknown, again: string): string {
  if (error instanceof UsageError) return error.message;
  const next = `Then: ${again}`;
  if (error instanceof MigrateError) return `${describeError(error)}\n${next}`;
  if (error instanceof DatabaseError || error instanceof DevDatabaseError) return `${error.message}\n${next}`;
  if (!(error instanceof Error)) return `interrupted (${String(error)}). To go on: ${again}`;
  const remedy = systemRemedies[(error as NodeJS.ErrnoException).code ?? ''];
  return remedy === undefined ? (error.stack ?? error.message) : `${error.message}. ${remedy} ${next}`;
}

const systemRemedies: Readonly<Record<string, string>> = {
  EACCES: 'Give this account the right to write there, or clone into a folder of its own.',
  EPERM: 'Give this account the right to write there, or clone into a folder of its own.',
  EROFS: 'The folder is read-only; clone into one that can be written.',
  ENOSPC: 'The disk is full: free some room.',
  EDQUOT: 'The quota is used up: free some room.',
  EFBIG: 'Files may not grow as large as that here: raise the limit (ulimit -f).',
};
