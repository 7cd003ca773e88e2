import { QueryError } from '../errors.ts';
import { lockNameValue, type TableName } from '../history/sql.ts';
import { selectLease } from '../journal/lease-sql.ts';
import type { LockHolder } from '../run-errors.ts';
import type { Querying } from '../session.ts';

/**
 * Who holds a named lock: a plain account sees the connection's id; user, host and statement only with PROCESS, or of its
 * own sessions.
 *
 * @param history whose lock it is
 * @returns undefined when nobody does
 */
export async function findHolder(
  session: Querying,
  lockName: string,
  history: TableName,
): Promise<LockHolder | undefined> {
  const [row] = await session.query<HolderRow>('look for the holder of the migration lock', selectHolder, [
    lockName,
  ]);
  if (!row || row.id === null) return undefined;
  const connectionId = Number(row.id);
  if (row.user === null) return { connectionId };
  const isOwn = row.own.replace(/@[^@]*$/, '') === row.user;
  const isMigrator = isOwn || (await leaseConnection(session, history)) === connectionId;
  return {
    connectionId,
    user: row.user,
    isMigrator,
    ...(row.host !== null && { host: row.host }),
    ...(row.age !== null && { age: Number(row.age) }),
    ...(row.command !== 'Sleep' &&
      row.info !== null && { running: { statement: row.info, phase: row.state ?? '' } }),
  };
}

/** A script of megabytes is one statement at times. */
const selectHolder = `SELECT l.id AS id, p.user AS user, p.host AS host, p.time AS age, p.command AS command, p.state AS state, LEFT(p.info, 2000) AS info, USER() AS own FROM (SELECT IS_USED_LOCK(${lockNameValue}) AS id) l LEFT JOIN information_schema.processlist p ON p.id = l.id`;

interface HolderRow {
  readonly id: number | null;
  readonly user: string | null;
  readonly host: string | null;
  readonly age: number | null;
  readonly command: string | null;
  readonly state: string | null;
  readonly info: string | null;
  readonly own: string;
}

/** Of the run that has the lease; undefined where there is none, or this account may not see it. */
async function leaseConnection(session: Querying, history: TableName): Promise<number | undefined> {
  try {
    const [lease] = await session.query<{ owner: string | null; connection: number | string }>(
      'read the lease',
      selectLease(history),
    );
    return lease && lease.owner !== null ? Number(lease.connection) : undefined;
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}
