import { QueryError } from '../errors.ts';
import { newestRun, readRecords } from '../journal/mysql-journal.ts';
import { openPositions, type OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow } from '../model.ts';
import { unfinishedScript } from '../plan/unfinished.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import type { Workspace } from './workspace.ts';

/** What the journal tells of a history. */
export interface OpenScripts {
  /** Scripts that were begun and not ended, the newest first. */
  readonly open: readonly OpenPosition[];
  /** Number of the newest run; 0 without a journal. */
  readonly seen: number;
}

type Journaled = Pick<Workspace, 'session' | 'schema' | 'schemaExists' | 'history' | 'config'>;

/** What the journal tells of a history with these rows. To an account that may read the history only it tells nothing. */
export async function openScripts(
  { session, schema, schemaExists, history, config }: Journaled,
  rows: readonly HistoryRow[],
): Promise<OpenScripts> {
  if (!schemaExists) return { open: [], seen: 0 };
  try {
    const records = await readRecords(session, { schema, table: config.table });
    const open = openPositions(records, rows);
    // Whoever dropped the history to begin anew need not know of the journal.
    const isLeftOver = open.length > 0 && rows.length === 0 && !(await history.exists());
    return { open: isLeftOver ? [] : open, seen: newestRun(records) };
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno === notAllowed) return { open: [], seen: 0 };
    throw error;
  }
}

/** The unfinished scripts as a user is told of them. */
export async function unfinishedScripts(
  workspace: Journaled,
  rows: readonly HistoryRow[],
): Promise<readonly UnfinishedScript[]> {
  return (await openScripts(workspace, rows)).open.map(unfinishedScript);
}

/** SELECT command denied. */
const notAllowed = 1142;
