import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Rows of a query in which every `?` is the name of the database; columns need an alias, whose case both servers keep. */
export type Ask = (sql: string) => Promise<readonly RowDataPacket[]>;

/** Binds a connection and a database. */
export function asker(connection: Pick<Connection, 'query'>, database = ''): Ask {
  return async (sql) => {
    const values = Array<string>(sql.split('?').length - 1).fill(database);
    const [rows] = await connection.query<RowDataPacket[]>(sql, values);
    return rows;
  };
}

/** The text of a column that may be NULL. */
export function textOrNull(row: RowDataPacket, column: string): string | null {
  const value = row[column] as string | Buffer | null;
  return value === null ? null : value.toString();
}

/** Rows by the value of one of their columns, in the order they came. */
export function groupBy(
  rows: readonly RowDataPacket[],
  column: string,
): ReadonlyMap<string, readonly RowDataPacket[]> {
  const groups = new Map<string, RowDataPacket[]>();
  for (const row of rows) {
    const key = String(row[column]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** The order of names, the same on every server and machine. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
