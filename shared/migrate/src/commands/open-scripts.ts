import { QueryError } from '../errors.ts';
import { readRecords } from '../journal/mysql-journal.ts';
import { openPositions, type OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow } from '../model.ts';
import { unfinishedScript } from '../plan/unfinished.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import type { Workspace } from './workspace.ts';

/**
 * The scripts that were begun and not ended, the newest first, as the journal tells of a history with these rows. An
 * account that may read the history only is told of none.
 */
export async function openScripts(
  { session, schema, config }: Pick<Workspace, 'session' | 'schema' | 'config'>,
  rows: readonly HistoryRow[],
): Promise<readonly OpenPosition[]> {
  try {
    return openPositions(await readRecords(session, { schema, table: config.table }), rows);
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno === notAllowed) return [];
    throw error;
  }
}

/** {@link openScripts} as a user is told of them. */
export async function unfinishedScripts(
  workspace: Pick<Workspace, 'session' | 'schema' | 'config'>,
  rows: readonly HistoryRow[],
): Promise<readonly UnfinishedScript[]> {
  return (await openScripts(workspace, rows)).map(unfinishedScript);
}

/** SELECT command denied. */
const notAllowed = 1142;
