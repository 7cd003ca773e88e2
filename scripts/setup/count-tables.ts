import { createConnection, type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';

/** Number of tables in each of the databases, views and the history not counted. */
export async function countTables(
  connection: ConnectionOptions,
  databases: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const session = await createConnection(connection);
  try {
    const [rows] = await session.query<RowDataPacket[]>(
      "SELECT table_schema AS name, COUNT(*) AS tables FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_name NOT LIKE 'schema\\_version%' AND table_schema IN (?) GROUP BY table_schema",
      [databases],
    );
    return new Map(rows.map(({ name, tables }) => [String(name), Number(tables)]));
  } finally {
    session.destroy();
  }
}
