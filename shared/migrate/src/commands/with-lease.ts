import path from 'node:path';
import type { Lease } from '../execute/heartbeat.ts';
import { takeLease } from '../execute/lease.ts';
import { flywayLockName } from '../execute/lock.ts';
import { isOneOf, overtaken } from '../execute/overtaken.ts';
import { thisProcess } from '../execute/this-process.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import type { TableName } from '../history/sql.ts';
import { selectLease } from '../journal/lease-sql.ts';
import { createEmptyJournal, createJournal, type SeenRun } from '../journal/mysql-journal.ts';
import { LockError } from '../run-errors.ts';
import type { Session } from '../session.ts';
import { checkedOutCommit } from '../source/git-commit.ts';
import { lookWhatExists, type LockedWorkspace } from './workspace.ts';

/**
 * Holds the lease while `work` writes, behind the creation of the history: beside the named lock, which other nodes of
 * a cluster do not see.
 *
 * @param seen the newest run, read in front of the history; where there is no journal it is created
 * @returns `moved on`, without a call of `work`, when somebody else has had the lease since: see {@link planAnew}
 * @throws LockError, and InterruptedError while waiting for it
 */
export async function withLease<Result>(
  { config, session, companion, node, exists, files, listener, stop }: LockedWorkspace,
  seen: SeenRun,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result | 'moved on'> {
  const table = { schema: config.defaultSchema, table: config.table };
  const { isClustered } = await node();
  const isNew = seen.run === 0 && !exists.journal && !isClustered;
  if (isNew) await createEmptyJournal(session, table);
  else if (seen.run === 0) await createFirst(session, table);
  const [file] = files.migrations;
  const gitCommit = file && (await checkedOutCommit(path.dirname(file.path)));
  const lease = await takeLease(session, companion, table, {
    seen,
    runner: { ...thisProcess(), gitCommit },
    node: await node(),
    isNew,
    timeout: config.lockTimeout,
    listener,
    stop,
  });
  if (lease === 'moved on') return lease;
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

/** Another node that does the same at the same moment is put in front of it, and then it is done. */
async function createFirst(session: Session, table: TableName): Promise<void> {
  try {
    // DDL, also where it does nothing, breaks what is open on the table at any node of a Galera cluster (1213).
    if (!(await isThere(session, table))) await createJournal(session, table);
  } catch (error) {
    if (!isOneOf(error, overtaken)) throw error;
  }
}

async function isThere(session: Session, table: TableName): Promise<boolean> {
  const rows = await session.query('read the lease', selectLease(table)).catch((error: unknown) => {
    if (isOneOf(error, [1146])) return [];
    throw error;
  });
  return rows.length > 0;
}

/** More owners than that do not come in between by chance. */
const mostRounds = 20;

/**
 * Repeats a command's reading, planning and doing as long as others come in between.
 *
 * @throws LockError with reason `timeout` when they do not stop
 */
export async function planAnew<Result>(
  workspace: LockedWorkspace,
  attempt: (workspace: LockedWorkspace) => Promise<Result | 'moved on'>,
): Promise<Result> {
  const { config, session, schema } = workspace;
  const started = Date.now();
  let present = workspace;
  for (let round = 1; round <= mostRounds; round++) {
    const result = await attempt(present);
    if (result !== 'moved on') return result;
    // They may have created it.
    const exists = await lookWhatExists(config, session);
    const history = mysqlHistory(session, { schema, table: config.table }, exists.history);
    present = { ...workspace, history, exists, schemaExists: exists.schemas.includes(schema) };
  }
  const lockName = flywayLockName({ schema: config.defaultSchema, table: config.table });
  const waited = (Date.now() - started) / 1000;
  throw new LockError({ lockName, waited, reason: 'timeout', holder: undefined });
}
