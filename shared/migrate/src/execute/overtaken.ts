import { setTimeout as delay } from 'node:timers/promises';
import { QueryError } from '../errors.ts';
import type { Querying } from '../session.ts';

/**
 * Errors of a transaction that another connection's, or another node's, was put in front of: 1213 is also Galera's answer
 * to one that fails its certification or stands in the way of a DDL of another node, and 3101 that of Group Replication.
 * All of it is rolled back; behind 1205, a lock wait, only the statement.
 */
export const overtaken: readonly number[] = [1205, 1213, 3101];

/** Tries of what the engine itself writes. */
const mostTries = 4;

/**
 * Writes of the engine itself that are taken back and tried again when they were overtaken.
 *
 * @param mayRepeat asked behind a failure: false where anything of a script is in the same transaction
 * @throws QueryError when it may not be repeated, or was overtaken four times
 */
export async function writeInsistently<Result>(
  session: Querying,
  work: () => Promise<Result>,
  mayRepeat: () => boolean,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !isOneOf(error, overtaken) || !mayRepeat()) throw error;
      await session.query('take back what was overtaken', 'ROLLBACK');
      await delay(50 * 2 ** tries);
    }
  }
}

/** Whether a query of the engine was refused with one of these numbers. */
export function isOneOf(error: unknown, numbers: readonly number[]): boolean {
  return error instanceof QueryError && numbers.includes(error.fault.errno ?? 0);
}
