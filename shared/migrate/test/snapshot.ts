/** Everything that a schema holds, as the server tells it, so that two ways to the same state can be compared. */
import type { Connection, RowDataPacket } from 'mysql2/promise';

type Row = Readonly<Record<string, unknown>>;

/** Tables of information_schema and their column that names the schema. */
const catalogues = {
  SCHEMATA: 'SCHEMA_NAME',
  TABLES: 'TABLE_SCHEMA',
  COLUMNS: 'TABLE_SCHEMA',
  STATISTICS: 'TABLE_SCHEMA',
  TABLE_CONSTRAINTS: 'TABLE_SCHEMA',
  KEY_COLUMN_USAGE: 'TABLE_SCHEMA',
  REFERENTIAL_CONSTRAINTS: 'CONSTRAINT_SCHEMA',
  CHECK_CONSTRAINTS: 'CONSTRAINT_SCHEMA',
  PARTITIONS: 'TABLE_SCHEMA',
  VIEWS: 'TABLE_SCHEMA',
  ROUTINES: 'ROUTINE_SCHEMA',
  PARAMETERS: 'SPECIFIC_SCHEMA',
  TRIGGERS: 'TRIGGER_SCHEMA',
  EVENTS: 'EVENT_SCHEMA',
} as const;

/** Sizes, estimates and times, which differ from run to run. */
const volatile =
  /^(?:CREATE_TIME|UPDATE_TIME|CHECK_TIME|TABLE_ROWS|.*_LENGTH|DATA_FREE|CARDINALITY|CREATED|LAST_ALTERED|STARTS|LAST_EXECUTED|CHECKSUM|TEMPORARY)$/;
const sizeOfData = /^(?:CHARACTER_)/;

/**
 * A journal is left out: not everything that brings a schema to its state keeps one.
 *
 * @param history its table; its rows are compared without their times
 */
export async function snapshot(connection: Connection, schema: string, history: string) {
  const read = async (sql: string): Promise<readonly Row[]> => {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  };
  const contents: Record<string, unknown> = {};
  const journal = `${history}_journal`;
  for (const [table, column] of Object.entries(catalogues)) {
    const rows = await read(`SELECT * FROM information_schema.${table} WHERE ${column} = '${schema}'`);
    contents[table] = rows
      .filter((row) => row['TABLE_NAME'] !== journal)
      .map(lasting)
      .sort();
  }
  const tables = await read(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${schema}' AND table_type <> 'VIEW'`,
  );
  for (const { name } of tables) {
    if (name === journal) continue;
    const rows = await read(`SELECT * FROM \`${schema}\`.\`${String(name)}\``);
    contents[`rows of ${String(name)}`] =
      name === history ? rows.map(withoutTimes) : rows.map((row) => JSON.stringify(row)).sort();
  }
  return contents;
}

function lasting(row: Row): string {
  const kept = Object.entries(row).filter(([name]) => !volatile.test(name) || sizeOfData.test(name));
  return JSON.stringify(Object.fromEntries(kept));
}

function withoutTimes({ installed_on, execution_time, ...row }: Row): Row {
  return { ...row, hasTimes: installed_on !== null && execution_time !== null };
}
