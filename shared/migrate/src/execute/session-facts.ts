import { lockNameValue } from '../history/sql.ts';
import type { Querying } from '../session.ts';
import { nodeName } from './patience.ts';

/** What GET_LOCK says: 1 got it, 0 another has it, NULL failed. */
export type LockAnswer = number | null;

/** What a session is asked for first. */
export interface SessionFacts {
  /** With all suffixes. */
  readonly version: string;
  /** See {@link nodeName}. */
  readonly node: string;
  /** The schema that it has entered. */
  readonly entered: string | null;
  /** The server's CONNECTION_ID(). */
  readonly id: number;
  readonly foreign_keys: number;
  readonly safe_updates: number;
  /** Bytes. */
  readonly packet: number | string;
  /** Of the lock that was asked for; NULL when none was. */
  readonly got: LockAnswer;
}

/**
 * Asks for all of it in one query, and tries in it once to get a lock, without waiting: nothing that the lock guards is read
 * before the answer is there.
 */
export async function readSessionFacts(
  session: Querying,
  lockName: string | undefined,
): Promise<SessionFacts | undefined> {
  const tryLock = lockName === undefined ? 'NULL' : `GET_LOCK(${lockNameValue}, 0)`;
  const [facts] = await session.query<SessionFacts>(
    'read the server version',
    `SELECT VERSION() AS version, CONNECTION_ID() AS id, DATABASE() AS entered, @@SESSION.foreign_key_checks AS foreign_keys, @@SESSION.sql_safe_updates AS safe_updates, @@SESSION.max_allowed_packet AS packet, ${nodeName} AS node, ${tryLock} AS got`,
    lockName === undefined ? [] : [lockName],
  );
  return facts;
}
