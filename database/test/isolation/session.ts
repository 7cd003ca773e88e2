import { Readable } from 'node:stream';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** Who logs in, and where. */
export type Login = Pick<TestServer, 'host' | 'port' | 'user' | 'password'>;

/** What came of some statements. */
export interface Outcome {
  /** The number of the error; 0 when all succeeded. */
  readonly errno: number;
  /** The statement that failed, counted from 0. */
  readonly failedAt?: number;
  /** What the server said. */
  readonly message?: string;
}

/**
 * A session that can send a file of its own with LOAD DATA LOCAL. Thousands are opened, most for one query: without room
 * for 16 000 prepared statements and the place of each call, both of which mysql2 would see to beforehand.
 */
export async function openSession({ host, port, user, password }: Login): Promise<Connection> {
  const lean = { maxPreparedStatements: 1, trace: false };
  const session = await createConnection({ host, port, user, password, flags: ['+LOCAL_FILES'], ...lean });
  // A session that the server ends while nothing runs says so by an event that nobody else hears.
  session.on('error', () => undefined);
  return session;
}

/** Runs `fn` in a session that nothing was done in before. */
export async function inFreshSession<T>(login: Login, fn: (session: Connection) => Promise<T>): Promise<T> {
  const session = await openSession(login);
  try {
    return await fn(session);
  } finally {
    session.destroy();
  }
}

/** Sends statements until one fails. */
export async function attempt(session: Connection, statements: readonly string[]): Promise<Outcome> {
  for (const [index, sql] of statements.entries()) {
    try {
      await session.query({ sql, infileStreamFactory: () => Readable.from([Buffer.from('9\t9\n')]) });
    } catch (error) {
      const { errno = -1, message } = error as Error & { errno?: number };
      return { errno, failedAt: index, message };
    }
  }
  return { errno: 0 };
}

/** Sends statements that must all succeed and returns the rows of the last one. */
export async function rowsOfSession(
  session: Connection,
  statements: readonly string[],
): Promise<readonly RowDataPacket[]> {
  let last: readonly RowDataPacket[] = [];
  for (const sql of statements) {
    try {
      [last] = await session.query<RowDataPacket[]>(sql);
    } catch (error) {
      throw new Error(`This must not fail: ${sql}`, { cause: error });
    }
  }
  return last;
}
