import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** Who logs in, and where. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database?: string;
}

/** A value as it is compared and printed. */
export type Value = string | number | null | Buffer;

/** Runs `work` with a session of its own, which is ended afterwards. */
export async function withSession<T>(
  { host, port, user, password, database }: Login,
  work: (session: Connection) => Promise<T>,
): Promise<T> {
  const session = await createConnection({
    ...{ host, port, user, password },
    ...(database !== undefined && { database }),
    multipleStatements: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    charset: 'utf8mb4',
    connectTimeout: 20_000,
  });
  session.on('error', () => undefined);
  try {
    return await work(session);
  } finally {
    session.destroy();
  }
}

/** Rows as arrays, because the servers disagree about the case of column names. */
export async function select(
  session: Connection,
  sql: string,
  values: readonly (string | number)[] = [],
): Promise<readonly (readonly Value[])[]> {
  const [rows] = await session.query<RowDataPacket[]>({ sql, values: [...values], rowsAsArray: true });
  return rows as unknown as readonly (readonly Value[])[];
}

/** The number of the error that a statement comes to; 0 when it succeeds. */
export async function errnoOf(session: Connection, sql: string): Promise<number> {
  try {
    await session.query(sql);
    return 0;
  } catch (error) {
    return (error as { errno?: number }).errno ?? -1;
  }
}
