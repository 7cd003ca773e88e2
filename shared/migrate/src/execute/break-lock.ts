import { setTimeout as delay } from 'node:timers/promises';
import { QueryError, RefusedError } from '../errors.ts';
import { lockNameValue, type TableName } from '../history/sql.ts';
import type { JournalRecord } from '../journal/journal.ts';
import * as sql from '../journal/lease-sql.ts';
import { readRecords } from '../journal/mysql-journal.ts';
import type { LockHolder } from '../run-errors.ts';
import type { Session } from '../session.ts';
import type { LeaseOptions } from './lease.ts';
import { isOneOf, overtaken } from './overtaken.ts';
import { flywayLockName } from './lock.ts';
import { findHolder } from './lock-holder.ts';

/** What was taken from whom. */
export interface BrokenLock {
  /** Whose connection was ended; absent when nobody held the named lock on this server. */
  readonly holder?: LockHolder;
  /** Whether the named lock is free; an ended connection keeps it while its statement is rolled back. */
  readonly isFree: boolean;
  /** The run that had the lease; absent when nobody had it. */
  readonly run?: JournalRecord;
}

/** What it takes. */
export type BreakOptions = Pick<LeaseOptions, 'runner' | 'node'> & {
  /** Seconds to wait for the lock to become free. */
  readonly timeout: number;
};

/**
 * Ends the run that holds lock and lease. First the lease, so that its owner can write nothing more into journal or
 * history even when his connection cannot be ended; then the connection that holds the named lock.
 *
 * @throws RefusedError when this account may not end the connection
 */
export async function breakLock(
  session: Session,
  history: TableName,
  options: BreakOptions,
): Promise<BrokenLock> {
  await session.query('break the lock', 'SET SESSION innodb_lock_wait_timeout = 2');
  const lockName = flywayLockName(history);
  const holder = await findHolder(session, lockName, history);
  const run = (await readRecords(session, history)).find(({ lease }) => lease !== undefined);
  const isFenced = run === undefined || (await takeAway(run, session, history, options));
  if (holder) await end(holder, session);
  // His open transaction had locked the row, and went with the connection.
  if (!isFenced) await takeAway(run, session, history, options);
  const isFree = !holder || (await becomesFree(session, lockName, holder, options.timeout));
  return { ...(holder && { holder }), isFree, ...(run && { run }) };
}

/** @returns false when the row is locked; otherwise the lease is no longer this run's */
async function takeAway(
  { run, lease }: JournalRecord,
  session: Session,
  history: TableName,
  { runner, node }: BreakOptions,
): Promise<boolean> {
  const { host, process, toolVersion, gitCommit = null } = runner;
  const who = [host, process, session.connectionId, node.identity, toolVersion, gitCommit];
  const owned = [run, lease?.owner ?? ''];
  const purpose = 'break the lease';
  await session.query(purpose, 'START TRANSACTION');
  try {
    await session.change(purpose, sql.copyOwned(history), owned);
    await session.change(purpose, sql.breakLease(history), [...who, ...owned]);
    await session.query(purpose, 'COMMIT');
    return true;
  } catch (error) {
    if (!isOneOf(error, overtaken)) throw error;
    await session.query(purpose, 'ROLLBACK');
    return false;
  }
}

async function end({ connectionId }: LockHolder, session: Session): Promise<void> {
  try {
    await session.query('end the connection that holds the lock', `KILL ${connectionId}`);
  } catch (error) {
    if (isOneOf(error, [noSuchConnection])) return;
    if (!(error instanceof QueryError) || !isOneOf(error, mayNot)) throw error;
    const right = session.server.kind === 'mysql' ? 'CONNECTION_ADMIN' : 'CONNECTION ADMIN';
    throw new RefusedError(
      'LOCK_NOT_ACQUIRED',
      `Connection ${connectionId} holds the lock, and this account may not end it: ${error.fault.message}\nRun lock break as the account that holds it, or as one with the right ${right}. What the holder had of the lease is taken from him: he writes nothing more into the history, but what he is running goes on.`,
      { cause: error },
    );
  }
}

const noSuchConnection = 1094;
const mayNot: readonly number[] = [1095, 1227];

async function becomesFree(
  session: Session,
  lockName: string,
  { connectionId }: LockHolder,
  timeout: number,
): Promise<boolean> {
  const deadline = Date.now() + timeout * 1000;
  for (;;) {
    const [row] = await session.query<{ id: number | null }>(
      'look whether the lock is free',
      `SELECT IS_USED_LOCK(${lockNameValue}) AS id`,
      [lockName],
    );
    if (Number(row?.id) !== connectionId) return true;
    if (Date.now() >= deadline) return false;
    await delay(100);
  }
}
