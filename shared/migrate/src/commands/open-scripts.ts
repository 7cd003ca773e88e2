import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { QueryError } from '../errors.ts';
import { awaitOwner } from '../execute/lease.ts';
import { JournalTableError } from '../journal-errors.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { newestRun, readRecords, type SeenRun } from '../journal/mysql-journal.ts';
import { openPositions, type OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow } from '../model.ts';
import { unfinishedScript } from '../plan/unfinished.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import type { LockedWorkspace, Workspace } from './workspace.ts';

/** What the journal tells of a history. */
export interface OpenScripts {
  /** Scripts that were begun and not ended, the newest first. */
  readonly open: readonly OpenPosition[];
  readonly seen: SeenRun;
}

/** The history, and what the journal tells of it. */
export interface HistoryState extends OpenScripts {
  readonly rows: readonly HistoryRow[];
}

/**
 * Reads the journal, and then the history: so a run in between is noticed when the lease is taken. While somebody is at
 * work through another node of a cluster, both are waited for, as for the named lock on one server.
 *
 * @throws LockError, InterruptedError, HistoryTableError, QueryError
 */
export async function readHistoryState(workspace: LockedWorkspace): Promise<HistoryState> {
  const { config, session, schema, schemaExists, history, listener, stop } = workspace;
  for (;;) {
    const records = await recordsWhenMade(workspace);
    const seen = newestRun(records);
    const isElsewhere =
      seen.owner !== null && records[0]?.runner.server !== (await workspace.node()).identity;
    if (!isElsewhere) {
      const rows = schemaExists ? await history.rows() : [];
      return { rows, open: openOf(records, rows, workspace), seen };
    }
    const table = { schema, table: config.table };
    await awaitOwner(session, table, { seen, timeout: config.lockTimeout, listener, stop });
  }
}

/** Seconds that another node is given between creating the journal and its row 0. */
const makingTime = 5;

/** Another node of a cluster may be making the journal at this very moment, which takes two statements. */
async function recordsWhenMade(workspace: JournalPlace): Promise<readonly JournalRecord[]> {
  let begun: number | undefined;
  for (;;) {
    try {
      return await recordsOf(workspace);
    } catch (error) {
      const isHalfMade = error instanceof JournalTableError && error.problem.kind === 'row 0 missing';
      begun ??= performance.now();
      if (!isHalfMade || performance.now() > begun + makingTime * 1000) throw error;
      await delay(200);
    }
  }
}

/** The unfinished scripts as a user is told of them. To an account that may read the history only nothing is told. */
export async function unfinishedScripts(
  workspace: JournalPlace,
  rows: readonly HistoryRow[],
): Promise<readonly UnfinishedScript[]> {
  return openOf(await recordsOf(workspace), rows, workspace).map(unfinishedScript);
}

/** Whoever dropped the history to begin anew need not know of the journal. */
function openOf(
  records: readonly JournalRecord[],
  rows: readonly HistoryRow[],
  { history }: JournalPlace,
): readonly OpenPosition[] {
  const open = openPositions(records, rows);
  const isLeftOver = open.length > 0 && rows.length === 0 && !history.isThere();
  return isLeftOver ? [] : open;
}

/** Where the journal is. */
type JournalPlace = Pick<Workspace, 'session' | 'schema' | 'exists' | 'history' | 'config'>;

async function recordsOf({
  session,
  schema,
  exists,
  config,
}: JournalPlace): Promise<readonly JournalRecord[]> {
  if (!exists.journal) return [];
  try {
    return await readRecords(session, { schema, table: config.table });
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno === notAllowed) return [];
    throw error;
  }
}

/** SELECT command denied. */
const notAllowed = 1142;
