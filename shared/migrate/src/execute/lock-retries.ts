import { QueryError } from '../errors.ts';
import type { Statement } from '../model.ts';
import { ServerError, type Querying } from '../session.ts';
import type { Companion } from './companion.ts';

/** Whether a statement gave up waiting for a lock. */
export function isLockWait(error: unknown): error is ServerError {
  return error instanceof ServerError && error.fault.errno === 1205;
}

/**
 * Whether sending it once more does what sending it once does: what gave up waiting for a lock has then changed nothing.
 *
 * - A DDL statement takes its locks first. Not one on accounts, which MariaDB takes one after the other.
 * - InnoDB takes the one statement back, unless innodb_rollback_on_timeout is on; other engines take nothing back.
 * - Not where the failure is seen by what is sent again (ROW_COUNT() …) or where it counts on in a variable.
 */
export async function maySendAgain(statement: Statement, companion: Companion): Promise<boolean> {
  const { kind, text } = statement;
  switch (kind) {
    case 'ddl':
      return !/^\W*(?:grant|revoke|\w+\s+(?:user|role)|set\s+password)\b/i.test(text);
    case 'transaction':
      return /^\W*lock\s+tables?\b/i.test(text);
    case 'dml':
      return !leavesTraces.test(text) && companion.use(takesStatementsBack).catch(giveNothing);
    case 'session':
    case 'compound':
      return false;
  }
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
