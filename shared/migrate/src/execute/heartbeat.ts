import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { failpoint } from '#failpoint';
import { ConnectionError, QueryError } from '../errors.ts';
import type { TableName } from '../history/sql.ts';
import * as sql from '../journal/lease-sql.ts';
import { LockError } from '../run-errors.ts';
import type { Session } from '../session.ts';
import type { Companion } from './companion.ts';
import { flywayLockName } from './lock.ts';

/** Milliseconds to the next try when a beat has failed. */
const retryInterval = 1000;

/** Milliseconds that the end of a run waits for a beat on its way. */
const beatPatience = 3000;

/** The lease while it is held: the right to change one schema, across the nodes of a cluster. */
export interface Lease {
  /** Number of the run, the fencing token. */
  readonly run: number;
  /** A random token of this process, 32 hexadecimal digits. */
  readonly owner: string;
  /**
   * Asks nobody: the beats have found it out, and each write of the journal does for itself.
   *
   * @throws LockError with reason `lost`
   */
  check(): void;
  /**
   * Has it given back by the run itself, in the transaction that `commit` ends; no more beats are sent from then on. When it
   * fails, nothing was given back. MUST NOT be called on a node of a cluster, where a lease that is not renewed is lost.
   *
   * @throws what `commit` throws
   */
  giveBackWith<Result>(commit: () => Promise<Result>): Promise<Result>;
  /** Gives it back, unless that is done; never throws. What is left behind by a failure here, the next run takes. */
  release(): Promise<void>;
}

/** What was taken. */
interface Taken {
  readonly run: number;
  readonly owner: string;
  /** That it is good for. */
  readonly seconds: number;
  readonly isClustered: boolean;
}

/**
 * Keeps a lease that was just taken, by four beats over the companion in the time that it is good for, until it is given back.
 * The first one comes after a quarter of it, so that a short run opens no second connection.
 *
 * It is lost when the row says another owner, and, on a node of a cluster, when no beat has come through for as long as
 * the lease is good for: somebody on another node may take it from then on. On a server by itself the named lock
 * keeps everybody out, also when the second connection cannot be had.
 */
export function keepLease(session: Session, companion: Companion, history: TableName, taken: Taken): Lease {
  const { run, owner } = taken;
  const beats = beginBeats(companion, history, taken);
  let isGivenBack = false;
  return {
    run,
    owner,
    check: () => {
      if (!beats.haveFoundItLost()) return;
      const lockName = flywayLockName(history);
      throw new LockError({ lockName, waited: 0, reason: 'lost', holder: undefined });
    },
    giveBackWith: async (commit) => {
      // One on its way is not waited for: it may wait for row 0, until this very transaction ends.
      beats.stop();
      const result = await commit();
      isGivenBack = true;
      return result;
    },
    release: async () => {
      beats.stop();
      await Promise.race([beats.last(), delay(beatPatience, undefined, { ref: false })]);
      if (isGivenBack) return;
      await failpoint('lease-release');
      await giveBack(session, history, [run, owner]);
    },
  };
}

interface Beats {
  haveFoundItLost(): boolean;
  /** No other is sent. */
  stop(): void;
  /** Resolves when none is on its way. */
  last(): Promise<void>;
}

function beginBeats(
  companion: Companion,
  history: TableName,
  { run, owner, seconds, isClustered }: Taken,
): Beats {
  const lapse = seconds * 1000;
  let renewedAt = performance.now();
  let isLost = false;
  let isOver = false;
  let beating: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;

  const beat = async (): Promise<void> => {
    const sentAt = performance.now();
    const renew = (second: Session) =>
      second.change('renew the lease', sql.renewLease(history, seconds), [run, owner]);
    const answer = await companion.use(renew).catch(answerOf);
    if (answer === 'busy' || answer === 1) renewedAt = sentAt;
    if (answer === 'gone' || answer === 0) isLost = true;
    if (!isOver && !isLost) schedule(answer === 'failed' ? retryInterval : lapse / 4);
  };
  const schedule = (milliseconds: number) => {
    timer = setTimeout(() => {
      beating = beat();
    }, milliseconds).unref();
  };
  schedule(lapse / 4);
  return {
    haveFoundItLost: () => isLost || (isClustered && performance.now() - renewedAt > lapse),
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
    last: () => beating,
  };
}

/**
 * What a failed beat tells. 1205: row 0 is locked by a transaction of the run itself, so that nobody else has it; its
 * commit decides. 1146: somebody has dropped the journal.
 */
function answerOf(error: unknown): 'busy' | 'gone' | 'failed' {
  const errno = error instanceof QueryError ? error.fault.errno : undefined;
  if (errno === 1205) return 'busy';
  return errno === 1146 ? 'gone' : 'failed';
}

/**
 * On the working connection only. When that one is lost the server may still be at work on its last statement: the lease
 * is left to expire then, and on this node to the named lock.
 */
async function giveBack(session: Session, history: TableName, held: readonly (string | number)[]) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await session.change('give the lease back', sql.releaseLease(history), held);
      return;
    } catch (error) {
      if (error instanceof ConnectionError) return;
    }
  }
}
