import type { Connection } from 'mysql2/promise';
import { errnoOf } from './sql.ts';

/**
 * Errors that say "you may not": of a database, a login, another's process, a table, a column, a routine, a global
 * privilege, a right to hand on, and a system table (MySQL's reference "Server Error Message Reference").
 */
const refusals: ReadonlySet<number> = new Set([1044, 1045, 1095, 1142, 1143, 1227, 1370, 1410, 3530]);

/** Something that a user must be refused. */
export interface Forbidden {
  readonly what: string;
  readonly sql: string;
  /** What takes it back, should it succeed; run by the administrator. */
  readonly undo?: string;
}

/** Tries everything and says what was not refused. */
export async function notRefused(
  session: Connection,
  administrator: Connection,
  things: readonly Forbidden[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { what, sql, undo } of things) {
    const errno = await errnoOf(session, sql);
    if (errno === 0 && undo !== undefined) await administrator.query(undo);
    if (!refusals.has(errno))
      problems.push(errno === 0 ? `${what} succeeded` : `${what} got error ${errno}, which is no refusal`);
  }
  return problems;
}
