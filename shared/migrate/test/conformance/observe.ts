import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Snapshot } from './model.ts';

type Row = readonly (string | null)[];

/** Everything in a schema but its histories, and this engine's journals beside them: objects as the server describes them, and all rows. */
export async function takeSnapshot(connection: Connection, schema: string): Promise<Snapshot> {
  const ask = (sql: string) => query(connection, sql, [schema]);
  const histories = (await historyTables(connection, schema)).map(({ table }) => table);
  const own = [...histories, ...(await ask(journals)).map(([table]) => table ?? '')];
  const objects: Record<string, unknown> = {};
  const rows: Record<string, string[]> = {};
  for (const [kind, sql] of Object.entries(questions)) {
    for (const [name = '', ...facts] of await ask(sql)) {
      if (own.includes(name ?? '')) continue;
      const key = `${kind} ${name}`;
      const line = facts.map(tidy).join(' | ').replace(displayWidth, '$1');
      objects[key] = [...((objects[key] as string[] | undefined) ?? []), line];
    }
  }
  for (const [table = ''] of await ask(baseTables)) {
    if (table === null || own.includes(table)) continue;
    rows[table] = (await query(connection, `SELECT * FROM ${quote(schema)}.${quote(table)}`))
      .map((row) => row.map(tidy).join(' | '))
      .sort();
  }
  return { objects, rows };
}

/**
 * `rank | version | description | type | script | checksum | installed by | success` of each row, by rank; of all
 * history tables of the schemas. Behind the name of the schema where that is not the first.
 */
export async function readHistories(
  connection: Connection,
  schemas: readonly string[],
): Promise<readonly string[] | null> {
  const lists: (readonly string[])[] = [];
  for (const [index, schema] of schemas.entries()) {
    for (const { table } of await historyTables(connection, schema)) {
      const rows = await readHistory(connection, schema, table);
      const lines = rows.map((row) => row.map((value) => value ?? 'NULL').join(' | '));
      lists.push(index === 0 ? lines : lines.map((line) => `${schema}: ${line}`));
    }
  }
  return lists.length === 0 ? null : lists.flat();
}

/** A column that somebody dropped is left out. */
async function readHistory(connection: Connection, schema: string, table: string): Promise<Row[]> {
  const found = await query(
    connection,
    'SELECT LOWER(column_name) FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
    [schema, table],
  );
  const columns = historyColumns.filter((column) => found.some(([name]) => name === column));
  const sql = `SELECT ${columns.join(', ')} FROM ${quote(schema)}.${quote(table)} ORDER BY installed_rank`;
  return [...(await query(connection, sql))];
}

const historyColumns = [
  'installed_rank',
  'version',
  'description',
  'type',
  'script',
  'checksum',
  'installed_by',
  'success',
];

/** Schemas whose names begin so, by name. */
export async function schemasOf(connection: Connection, prefix: string): Promise<readonly string[]> {
  const rows = await query(
    connection,
    'SELECT schema_name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ? ORDER BY 1',
    [String(prefix.length), prefix],
  );
  return rows.map(([name]) => name ?? '');
}

async function historyTables(
  connection: Connection,
  schema: string,
): Promise<readonly { readonly table: string }[]> {
  const rows = await query(
    connection,
    "SELECT table_name FROM information_schema.columns WHERE table_schema = ? AND column_name = 'installed_rank' ORDER BY 1",
    [schema],
  );
  return rows.map(([table]) => ({ table: table ?? '' }));
}

/** Flyway has none. */
const journals =
  "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_comment LIKE 'nilecare-migrate journal %'";

const baseTables =
  "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY 1";

/** Of whole numbers; MySQL 8.0.19 and later no longer tell it. */
const displayWidth = /\b((?:small|medium|big)?int)\(\d+\)/g;

const questions: Readonly<Record<string, string>> = {
  table:
    'SELECT table_name, table_type, engine, table_collation, table_comment FROM information_schema.tables WHERE table_schema = ? ORDER BY 1',
  column:
    'SELECT table_name, column_name, column_type, is_nullable, column_default, extra, column_comment FROM information_schema.columns WHERE table_schema = ? ORDER BY 1, ordinal_position',
  index:
    'SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics WHERE table_schema = ? ORDER BY 1, 2, 3',
  'foreign key':
    'SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage WHERE table_schema = ? AND referenced_table_name IS NOT NULL ORDER BY 1, 2, ordinal_position',
  view: 'SELECT table_name, check_option, security_type FROM information_schema.views WHERE table_schema = ? ORDER BY 1',
  routine:
    'SELECT routine_name, routine_type, routine_definition, sql_mode, routine_comment FROM information_schema.routines WHERE routine_schema = ? ORDER BY 1',
  trigger:
    'SELECT trigger_name, action_timing, event_manipulation, event_object_table, action_statement, sql_mode FROM information_schema.triggers WHERE trigger_schema = ? ORDER BY 1',
  event:
    'SELECT event_name, event_type, interval_value, interval_field, event_definition, status FROM information_schema.events WHERE event_schema = ? ORDER BY 1',
};

async function query(
  connection: Connection,
  sql: string,
  values: readonly string[] = [],
): Promise<readonly Row[]> {
  const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }, [...values]);
  return rows as unknown as readonly Row[];
}

/** Bytes as hexadecimal digits: a text may hold anything. */
function tidy(value: string | number | Buffer | object | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`;
  return typeof value === 'object' ? JSON.stringify(value) : withoutNow(String(value));
}

const day = 24 * 60 * 60 * 1000;

/** Moments that can only be those of the run. */
function withoutNow(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?/g, (moment) => {
    const distance = Math.abs(Date.parse(moment.replace(' ', 'T')) - Date.now());
    return distance < day ? '{now}' : moment;
  });
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
