import { QueryError } from '../errors.ts';
import { InterruptedError, LockError } from '../run-errors.ts';
import { lockNameValue, qualifiedName, type TableName } from '../history/sql.ts';
import type { Session } from '../session.ts';
import type { Listener } from './events.ts';
import { findHolder } from './lock-holder.ts';
import type { LockAnswer } from './session-facts.ts';
import { stopSignal } from './stop.ts';

/** How long to wait for the lock, and whom to tell. */
export interface LockOptions {
  /** Of the first try, without waiting, with which the session was opened. */
  readonly got: LockAnswer;
  /** Seconds; 0 does not wait. */
  readonly timeout: number;
  readonly listener: Listener;
  /** Aborted: waiting ends within a second. */
  readonly stop: AbortSignal | undefined;
}

/** The lock while it is held. */
export interface HeldLock {
  readonly name: string;
  /**
   * Asks the server whether this connection still holds it: a script may have called RELEASE_ALL_LOCKS().
   *
   * @throws LockError with reason `lost`
   */
  check(): Promise<void>;
}

/** Seconds of one GET_LOCK, after which `stop` is looked at. Whole, because MySQL rounds fractions. */
const waitSlice = 1;

/** Seconds between two lines of progress. */
const progressInterval = 5;

/**
 * Holds Flyway's lock of this history table while `work` runs, so that a real Flyway and this engine exclude
 * each other. Every answer of the server is checked: 1 got it, 0 timed out, NULL failed.
 *
 * @throws LockError when it was not got in time or when the wait was killed
 * @throws InterruptedError when `stop` is aborted while waiting
 */
export async function withLock<Result>(
  session: Session,
  table: TableName,
  options: LockOptions,
  work: (lock: HeldLock) => Promise<Result>,
): Promise<Result> {
  const lockName = flywayLockName(table);
  try {
    await acquire(session, lockName, table, options);
    return await work({ name: lockName, check: () => check(session, lockName) });
  } finally {
    await release(session, lockName);
  }
}

/** `Flyway-` and Java's String.hashCode() of the quoted table name: what Flyway's MySQL support uses. */
export function flywayLockName(table: TableName): string {
  let hash = 0;
  const text = qualifiedName(table);
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return `Flyway-${hash}`;
}

async function acquire(
  session: Session,
  lockName: string,
  table: TableName,
  { got, timeout, listener, stop }: LockOptions,
): Promise<void> {
  const started = Date.now();
  let told = -progressInterval;
  for (let answer = got; ; answer = await waitForSlice(session, lockName)) {
    if (stop?.aborted) throw new InterruptedError(stopSignal(stop));
    const waited = secondsSince(started);
    if (answer === null) throw new LockError({ lockName, waited, reason: 'killed', holder: undefined });
    if (Number(answer) === 1) return;
    const isOver = waited >= timeout;
    if (!isOver && waited - told < progressInterval) continue;
    const holder = await findHolder(session, lockName, table);
    if (isOver) throw new LockError({ lockName, waited, reason: 'timeout', holder });
    listener({ type: 'lock-waiting', lockName, waited, timeout, holder });
    told = waited;
  }
}

/** A killed wait is NULL without an error on MariaDB and error 1317 on MySQL. */
async function waitForSlice(session: Session, lockName: string): Promise<LockAnswer> {
  try {
    const sql = `SELECT GET_LOCK(${lockNameValue}, ?) AS got`;
    const values = [lockName, waitSlice];
    const [row] = await session.query<{ got: LockAnswer }>('take the migration lock', sql, values);
    return row?.got ?? null;
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno === 1317) return null;
    throw error;
  }
}

async function check(session: Session, lockName: string): Promise<void> {
  const sql = `SELECT IS_USED_LOCK(${lockNameValue}) = CONNECTION_ID() AS held`;
  const [row] = await session.query<{ held: number | null }>('check the migration lock', sql, [lockName]);
  if (Number(row?.held) === 1) return;
  throw new LockError({ lockName, waited: 0, reason: 'lost', holder: undefined });
}

/** The server frees the lock with the connection as well, so a failure here changes nothing. */
async function release(session: Session, lockName: string): Promise<void> {
  await session
    .query('free the migration lock', `SELECT RELEASE_LOCK(${lockNameValue})`, [lockName])
    .catch(() => undefined);
}

function secondsSince(started: number): number {
  return (Date.now() - started) / 1000;
}
