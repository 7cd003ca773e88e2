import { setTimeout as delay } from 'node:timers/promises';
import { QueryError, type StatementPlace } from '../errors.ts';
import type { Statement } from '../model.ts';
import { ServerError, type Querying } from '../session.ts';
import type { Companion } from './companion.ts';
import type { Listener } from './events.ts';

/** Whether a statement gave up waiting for a lock. */
export function isLockWait(error: unknown): error is ServerError {
  return error instanceof ServerError && error.fault.errno === 1205;
}

/**
 * Whether sending it once more does what sending it once does: what gave up waiting for a lock has then changed nothing.
 *
 * - A DDL statement takes its locks first. Not one on accounts, which MariaDB takes one after the other, and of CREATE
 *   TABLE … SELECT only those on tables.
 * - InnoDB takes the one statement back, unless innodb_rollback_on_timeout is on; other engines take nothing back.
 * - Not where the failure is seen by what is sent again (ROW_COUNT() …) or where it counts on in a variable.
 */
export async function maySendAgain(statement: Statement, companion: Companion): Promise<boolean> {
  const { kind, text } = statement;
  switch (kind) {
    case 'ddl':
      return isAllOrNothing(statement);
    case 'transaction':
      return /^\W*lock\s+tables?\b/i.test(text);
    case 'dml':
      return !leavesTraces.test(text) && companion.use(takesStatementsBack).catch(giveNothing);
    case 'session':
    case 'compound':
      return false;
  }
}

/** Locks first, then all of it or nothing. */
function isAllOrNothing({ kind, text }: Statement): boolean {
  const isOnAccounts = /^\W*(?:grant|revoke|\w+\s+(?:user|role)|set\s+password)\b/i.test(text);
  const countsOn = fillsTable.test(text) && leavesTraces.test(text);
  return kind === 'ddl' && !isOnAccounts && !countsOn;
}

/** CREATE TABLE … SELECT reads rows before it gives up. */
const fillsTable = /\bcreate\s+(?:or\s+replace\s+)?table\b/i;

/** Tries of a statement that is overtaken again and again. */
const mostTries = 4;

/**
 * Whether a DDL statement that failed stood in the way of another transaction, or of another node's DDL, and did nothing:
 * the commit in front of it, of what the engine had written, was refused. It may be sent again where nothing of the script
 * was open.
 */
export function wasOvertaken(error: unknown, statement: Statement, tries: number): boolean {
  const isRefused = error instanceof ServerError && [1213, 3101].includes(error.fault.errno ?? 0);
  return isRefused && tries < mostTries && isAllOrNothing(statement);
}

/** Tells of it, and waits a moment. */
export async function pauseOvertaken(
  place: StatementPlace,
  tries: number,
  listener: Listener,
): Promise<void> {
  const pause = pauseBehind(tries) / 10;
  listener({ type: 'statement-retried', reason: 'overtaken', place, tries, pause });
  await delay(pause * 1000);
}

const leavesTraces =
  /:=|\b(?:row_count|found_rows|last_insert_id)\s*\(|@@(?:\w+\.)?(?:warning_count|error_count|identity|last_insert_id)\b/i;

async function takesStatementsBack(session: Querying): Promise<boolean> {
  const [row] = await session.query<{ whole: number; others: number }>(
    'look what a failed statement leaves behind',
    "SELECT @@GLOBAL.innodb_rollback_on_timeout AS whole, EXISTS (SELECT 1 FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND engine <> 'InnoDB' AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')) AS others",
  );
  return Number(row?.whole) === 0 && Number(row?.others) === 0;
}

function giveNothing(error: unknown): boolean {
  if (error instanceof QueryError) return false;
  throw error;
}

/** Seconds to wait in front of the next try, so that those who wait behind the statement have their turn. */
export function pauseBehind(tries: number): number {
  return Math.min(2 ** (tries - 1), 8);
}
