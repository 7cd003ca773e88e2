import { takeLease, type Lease } from '../execute/lease.ts';
import { flywayLockName } from '../execute/lock.ts';
import { thisProcess } from '../execute/this-process.ts';
import { createJournal } from '../journal/mysql-journal.ts';
import { LockError } from '../run-errors.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Holds the lease while `work` writes, behind the creation of the history: beside the named lock, which other nodes of
 * a cluster do not see.
 *
 * @param seen run of the journal's row 0 as it was read with the history; 0 without a journal, which is created then
 * @returns `moved on`, without a call of `work`, when somebody else has had the lease since: see {@link planAnew}
 * @throws LockError, and InterruptedError while waiting for it
 */
export async function withLease<Result>(
  { config, session, companion, node, listener, stop }: LockedWorkspace,
  seen: number,
  work: (lease: Lease) => Promise<Result>,
): Promise<Result | 'moved on'> {
  const table = { schema: config.defaultSchema, table: config.table };
  if (seen === 0) await createJournal(session, table);
  const lease = await takeLease(session, companion, table, {
    seen,
    runner: thisProcess(),
    node: await node(),
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

/** More owners than that do not come in between by chance. */
const mostRounds = 20;

/**
 * Repeats a command's reading, planning and doing as long as others come in between.
 *
 * @throws LockError with reason `timeout` when they do not stop
 */
export async function planAnew<Result>(
  { config }: LockedWorkspace,
  attempt: () => Promise<Result | 'moved on'>,
): Promise<Result> {
  const started = Date.now();
  for (let round = 1; round <= mostRounds; round++) {
    const result = await attempt();
    if (result !== 'moved on') return result;
  }
  const lockName = flywayLockName({ schema: config.defaultSchema, table: config.table });
  const waited = (Date.now() - started) / 1000;
  throw new LockError({ lockName, waited, reason: 'timeout', holder: undefined });
}
