import type { Config } from '../config/config.ts';
import { breakLock, type BrokenLock } from '../execute/break-lock.ts';
import { withConnection } from '../execute/connection.ts';
import { flywayLockName } from '../execute/lock.ts';
import { findHolder } from '../execute/lock-holder.ts';
import { readServerNode } from '../execute/server-node.ts';
import { thisProcess } from '../execute/this-process.ts';
import type { JournalRecord } from '../journal/journal.ts';
import { readRecords } from '../journal/mysql-journal.ts';
import type { LockHolder } from '../run-errors.ts';
import type { Session } from '../session.ts';
import { initStatements } from '../source/load-script.ts';
import { requireConfirmation } from './confirmation.ts';
import type { CommandOptions } from './workspace.ts';

/** Who may change the schema at the moment, and how far he is. */
export interface LockStatusReport {
  readonly operation: 'lock status';
  readonly schema: string;
  readonly lockName: string;
  /** Of the named lock, on this server; absent when nobody holds it. */
  readonly holder?: LockHolder;
  /** Of the run that has the lease, on whatever node; without one the newest that did not end well. */
  readonly run?: JournalRecord;
}

/** What `lock break` ended. */
export type LockBreakReport = { readonly operation: 'lock break'; readonly schema: string } & BrokenLock & {
    readonly lockName: string;
  };

/** Shows who holds the migration lock and the lease. Changes nothing, and waits for nobody. */
export function lockStatus(config: Config, options: CommandOptions = {}): Promise<LockStatusReport> {
  return onSession(config, options, async (session) => {
    const { table, lockName } = lockOf(config);
    const holder = await findHolder(session, lockName, table);
    const [run] = await readRecords(session, table);
    const isOpen = run?.lease !== undefined || run?.position?.state === 'running';
    return {
      operation: 'lock status',
      schema: config.defaultSchema,
      lockName,
      ...(holder && { holder }),
      ...(run && isOpen && { run }),
    };
  });
}

/**
 * Ends the connection that holds the migration lock, and takes the lease away from its owner: he can write nothing more
 * into history or journal.
 *
 * @throws RefusedError without a confirmation, or when this account may not end the connection
 */
export async function lockBreak(config: Config, options: CommandOptions = {}): Promise<LockBreakReport> {
  requireConfirmation(config, 'lock break');
  return onSession(config, options, async (session) => {
    const { table, lockName } = lockOf(config);
    const broken = await breakLock(session, table, {
      runner: thisProcess(),
      node: await readServerNode(session),
      timeout: config.lockTimeout,
    });
    return { operation: 'lock break', schema: config.defaultSchema, lockName, ...broken };
  });
}

function lockOf({ defaultSchema: schema, table: name }: Config) {
  const table = { schema, table: name };
  return { table, lockName: flywayLockName(table) };
}

function onSession<Report>(
  config: Config,
  { stop, goodbye }: CommandOptions,
  use: (session: Session) => Promise<Report>,
): Promise<Report> {
  const initSql = initStatements(config, new Date());
  return withConnection(config.connection, { initSql, stop, goodbye }, use);
}
