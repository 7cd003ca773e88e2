import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { failpoint } from '#failpoint';
import type { TableName } from '../history/sql.ts';
import * as sql from '../journal/lease-sql.ts';
import type { SeenRun } from '../journal/mysql-journal.ts';
import { InterruptedError, LockError, type LeaseHolder } from '../run-errors.ts';
import type { Session } from '../session.ts';
import type { Companion } from './companion.ts';
import type { Listener } from './events.ts';
import { keepLease, type Lease } from './heartbeat.ts';
import { flywayLockName } from './lock.ts';
import { isOneOf, overtaken } from './overtaken.ts';
import type { ServerNode } from './server-node.ts';
import { stopSignal } from './stop.ts';

const defaultSeconds = 20;

/** Who takes the lease, and how long to wait for it. */
export interface LeaseOptions {
  /** The newest run, as it was read in front of the history. */
  readonly seen: SeenRun;
  /** Who: the columns of the journal. */
  readonly runner: {
    readonly host: string;
    readonly process: number;
    readonly toolVersion: string;
    readonly gitCommit?: string | undefined;
  };
  /** Where. */
  readonly node: ServerNode;
  /** Whether this run has just made the journal, which holds no row then. */
  readonly isNew?: boolean;
  /** Seconds that the lease is good for behind each beat, of which there are four in that time. Default 20. */
  readonly seconds?: number;
  /** Seconds; 0 tries once. */
  readonly timeout: number;
  readonly listener: Listener;
  /** Aborted: waiting ends within a second. */
  readonly stop: AbortSignal | undefined;
}

/**
 * Takes the lease of a history, whose journal exists, on the connection that holds the named lock.
 *
 * An owner who came through this very server is gone, or the named lock would not be ours: his lease is taken at once.
 * One who came through another node is waited for until he has given it back, or has not been heard of for as long as
 * the lease is good for, by this machine's own monotonic clock.
 *
 * @returns `moved on` when somebody else has had the lease since the history was read: read it again
 * @throws LockError when it was not got in time
 * @throws InterruptedError when `stop` is aborted while waiting
 */
export async function takeLease(
  session: Session,
  companion: Companion,
  history: TableName,
  options: LeaseOptions,
): Promise<Lease | 'moved on'> {
  const { seen, stop, seconds = defaultSeconds } = options;
  const owner = randomBytes(16).toString('hex');
  for (;;) {
    if (stop?.aborted) throw new InterruptedError(stopSignal(stop));
    if (await tryTake(session, history, owner, options)) {
      const { isClustered } = options.node;
      const lease = keepLease(session, companion, history, {
        run: seen.run + 1,
        owner,
        seconds,
        isClustered,
      });
      await failpoint('lease-taken');
      return lease;
    }
    const present = await readPresent(session, history);
    if (present?.run !== seen.run || present.owner !== seen.owner) return 'moved on';
    if (present.owner !== null) return awaitOwner(session, history, options);
    // Free, and yet not taken: another node was faster at something else. Its change is seen next time.
    await delay(100);
  }
}

async function tryTake(
  session: Session,
  history: TableName,
  owner: string,
  { seen, runner, node, isNew = false, seconds = defaultSeconds }: LeaseOptions,
): Promise<boolean> {
  const { host, process, toolVersion, gitCommit = null } = runner;
  const { identity } = node;
  const connection = session.connectionId;
  const takeable = [seen.run, seen.owner, identity];
  try {
    const purpose = 'take the lease';
    const who = [owner, host, process, connection, identity, toolVersion, gitCommit];
    if (isNew) {
      const inserted = await session.change(purpose, sql.insertTaken(history, seconds), who);
      if (inserted === 1) return true;
    }
    if (seen.run > 0) await session.change(purpose, sql.copyPresent(history), takeable);
    const taken = await session.change(purpose, sql.takeLease(history, seconds), [...who, ...takeable]);
    return taken === 1;
  } catch (error) {
    if (isOneOf(error, overtaken)) return false;
    throw error;
  }
}

/**
 * Waits until an owner who came through another node has given the lease back or is taken for dead, whose lease is free
 * then too.
 *
 * @throws LockError when that took too long
 * @throws InterruptedError when `stop` is aborted while waiting
 */
export async function awaitOwner(
  session: Session,
  history: TableName,
  {
    seen,
    timeout,
    listener,
    stop,
    seconds = defaultSeconds,
  }: Pick<LeaseOptions, 'seen' | 'timeout' | 'listener' | 'stop' | 'seconds'>,
): Promise<'moved on'> {
  const lockName = flywayLockName(history);
  const started = performance.now();
  let [heard, heardAt, told]: [unknown, number, number] = [undefined, started, -progressInterval];
  for (;;) {
    const now = performance.now();
    const present = await readPresent(session, history);
    if (present?.run !== seen.run || present.owner !== seen.owner) return 'moved on';
    if (present.expires_at !== heard) [heard, heardAt] = [present.expires_at, now];
    const left = seconds - (now - heardAt) / 1000;
    if (left <= 0) {
      await free(session, history, present);
      return 'moved on';
    }
    const waited = (now - started) / 1000;
    const lease = holderOf(present, left);
    if (waited >= timeout)
      throw new LockError({ lockName, waited, reason: 'timeout', holder: undefined, lease });
    if (waited - told >= progressInterval) {
      listener({ type: 'lease-waiting', waited, timeout, lease });
      told = waited;
    }
    await delay(Math.min(1000, Math.max(0, timeout - waited) * 1000 + 1));
    if (stop?.aborted) throw new InterruptedError(stopSignal(stop));
  }
}

/** Seconds between two lines of progress. */
const progressInterval = 5;

/** Not when he has beaten in this very moment, or another was faster. */
async function free(session: Session, history: TableName, { run, owner, expires_at: heard }: Present) {
  try {
    await session.change('free the lease of a dead owner', sql.freeLease(history), [run, owner, heard]);
  } catch (error) {
    if (!isOneOf(error, overtaken)) throw error;
  }
}

interface Present {
  readonly run: number;
  readonly owner: string | null;
  readonly expires_at: string | null;
  readonly account: string;
  readonly host: string;
  readonly process: number;
}

/** Undefined without a table. */
async function readPresent(session: Session, history: TableName): Promise<Present | undefined> {
  try {
    const [row] = await session.query<Present>('read the lease', sql.selectLease(history));
    return row;
  } catch (error) {
    if (isOneOf(error, [1146])) return undefined;
    throw error;
  }
}

function holderOf({ run, account, host, process }: Present, left: number): LeaseHolder {
  return { run, account, host, process, expiresIn: Math.ceil(left) };
}
