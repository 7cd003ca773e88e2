import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Snapshot } from './model.ts';

type Row = readonly (string | null)[];

/** Everything in a schema but its histories, and this engine's journals beside them: objects as the server describes them, and all rows. */
export async function takeSnapshot(connection: Connection, schema: string): Promise<Snapshot> {
  const ask = (sql: string) => query(connection, sql, [schema]);
  const histories = await historyTables(connection, [schema]);
  const tables = await ask(tableQuestion);
  const own = [
    ...histories.map(({ table }) => table),
    ...tables.filter(isJournal).map(([table]) => table ?? ''),
  ];
  const objects: Record<string, unknown> = {};
  const note = (kind: string, answers: readonly Row[]) => {
    for (const [name = '', ...facts] of answers) {
      if (own.includes(name ?? '')) continue;
      const key = `${kind} ${name}`;
      const line = facts.map(tidy).join(' | ').replace(displayWidth, '$1');
      objects[key] = [...((objects[key] as string[] | undefined) ?? []), line];
    }
  };
  note('table', tables);
  const asked = tables.length > own.length ? { ...ofTables, ...ofSchemas } : ofSchemas;
  for (const [kind, sql] of Object.entries(asked)) note(kind, await ask(sql));
  return { objects, rows: await readRows(connection, schema, tables, own) };
}

async function readRows(
  connection: Connection,
  schema: string,
  tables: readonly Row[],
  own: readonly string[],
): Promise<Snapshot['rows']> {
  const rows: Record<string, string[]> = {};
  for (const [table = '', type] of tables) {
    if (table === null || type !== 'BASE TABLE' || own.includes(table)) continue;
    rows[table] = (await query(connection, `SELECT * FROM ${quote(schema)}.${quote(table)}`))
      .map((row) => row.map(tidy).join(' | '))
      .sort();
  }
  return rows;
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
  for (const { schema, table } of await historyTables(connection, schemas)) {
    const lines = await readHistory(connection, schema, table);
    lists.push(schema === schemas[0] ? lines : lines.map((line) => `${schema}: ${line}`));
  }
  return lists.length === 0 ? null : lists.flat();
}

/** A column that somebody dropped is left out. */
async function readHistory(
  connection: Connection,
  schema: string,
  table: string,
): Promise<readonly string[]> {
  const sql = `SELECT * FROM ${quote(schema)}.${quote(table)} ORDER BY installed_rank`;
  const [rows, fields] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
  const names = fields.map(({ name }) => name.toLowerCase());
  const places = historyColumns.map((column) => names.indexOf(column)).filter((place) => place >= 0);
  return rows.map((row) =>
    places.map((place) => String((row as unknown as Row)[place] ?? 'NULL')).join(' | '),
  );
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

/** In the order of the schemas. */
async function historyTables(
  connection: Connection,
  schemas: readonly string[],
): Promise<readonly { readonly schema: string; readonly table: string }[]> {
  const rows = await query(
    connection,
    `SELECT table_schema, table_name FROM information_schema.columns
     WHERE table_schema IN (${schemas.map(() => '?').join(', ')}) AND column_name = 'installed_rank' ORDER BY 1, 2`,
    schemas,
  );
  const found = rows.map(([schema, table]) => ({ schema: schema ?? '', table: table ?? '' }));
  return schemas.flatMap((schema) => found.filter((each) => each.schema === schema));
}

const tableQuestion =
  'SELECT table_name, table_type, engine, table_collation, table_comment FROM information_schema.tables WHERE table_schema = ? ORDER BY 1';

/** Of this engine; Flyway has none. */
function isJournal([, , , , comment]: Row): boolean {
  return comment?.startsWith('nilecare-migrate journal ') === true;
}

/** Of whole numbers; MySQL 8.0.19 and later no longer tell it. */
const displayWidth = /\b((?:small|medium|big)?int)\(\d+\)/g;

/** Asked only where there are tables beside the tools' own. */
const ofTables: Readonly<Record<string, string>> = {
  column:
    'SELECT table_name, column_name, column_type, is_nullable, column_default, extra, column_comment FROM information_schema.columns WHERE table_schema = ? ORDER BY 1, ordinal_position',
  index:
    'SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics WHERE table_schema = ? ORDER BY 1, 2, 3',
  'foreign key':
    'SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage WHERE table_schema = ? AND referenced_table_name IS NOT NULL ORDER BY 1, 2, ordinal_position',
  view: 'SELECT table_name, check_option, security_type FROM information_schema.views WHERE table_schema = ? ORDER BY 1',
};

/** Of a schema with or without tables. */
const ofSchemas: Readonly<Record<string, string>> = {
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
