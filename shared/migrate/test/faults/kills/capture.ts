import type { Connection, RowDataPacket } from 'mysql2/promise';

/** All that a migration leaves behind: definitions, rows and history, as lines to compare. */
export type Capture = Readonly<Record<string, readonly string[]>>;

/** Of two runs on schemas of other names. */
export interface Schemas {
  readonly main: string;
  readonly other: string;
}

/**
 * Reads everything that is in the two schemas but the journal.
 *
 * Numbers that AUTO_INCREMENT gave are shown by their order, and references to them likewise: the server never gives
 * the number of a row that was rolled back again, so that a run with interruptions has gaps.
 */
export async function capture(connection: Connection, schemas: Schemas): Promise<Capture> {
  const all: Record<string, readonly string[]> = {};
  for (const [role, schema] of Object.entries(schemas) as [keyof Schemas, string][]) {
    for (const table of await tablesOf(connection, schema)) {
      all[`${role}.${table.name}`] = [
        ...(await definition(connection, `${table.type} \`${schema}\`.\`${table.name}\``, schemas)),
        ...(table.type === 'TABLE' ? await rowsOf(connection, schema, table.name) : []),
      ];
    }
    for (const { type, name } of await programsOf(connection, schema))
      all[`${role}.${name}`] = await definition(connection, `${type} \`${schema}\`.\`${name}\``, schemas);
  }
  return all;
}

async function tablesOf(
  connection: Connection,
  schema: string,
): Promise<readonly { readonly name: string; readonly type: 'TABLE' | 'VIEW' }[]> {
  const rows = await query(
    connection,
    `SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = '${schema}' AND table_name NOT LIKE '%\\_journal' ORDER BY table_name`,
  );
  return rows.map(([name, type]) => ({ name: String(name), type: type === 'VIEW' ? 'VIEW' : 'TABLE' }));
}

async function programsOf(
  connection: Connection,
  schema: string,
): Promise<readonly { readonly type: string; readonly name: string }[]> {
  const rows = await query(
    connection,
    `SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = '${schema}'
     UNION ALL SELECT 'TRIGGER', trigger_name FROM information_schema.triggers WHERE trigger_schema = '${schema}'
     UNION ALL SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = '${schema}'`,
  );
  return rows.map(([type, name]) => ({ type: String(type), name: String(name) }));
}

/** What SHOW CREATE says, without names of schemas, times and the next number. */
async function definition(
  connection: Connection,
  what: string,
  schemas: Schemas,
): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE ${what}`);
  return Object.entries(rows[0] ?? {})
    .filter(([name]) => name !== 'Created')
    .map(([name, value]) =>
      `${name}: ${String(value)}`
        .replaceAll(schemas.main, '<main>')
        .replaceAll(schemas.other, '<other>')
        .replace(/ AUTO_INCREMENT=\d+/, ''),
    );
}

/** Columns that say when, or how long. */
const times: Readonly<Record<string, readonly string[]>> = {
  schema_version: ['installed_on', 'execution_time'],
};

/** Columns with generated numbers, in the table that gives them. */
const references: Readonly<Record<string, string>> = {
  'visit.patient_id': 'patient',
  'bill.visit_id': 'visit',
};

async function rowsOf(connection: Connection, schema: string, table: string): Promise<readonly string[]> {
  const columns = await query(
    connection,
    `SELECT column_name, extra FROM information_schema.columns WHERE table_schema = '${schema}' AND table_name = '${table}' ORDER BY ordinal_position`,
  );
  const shown = columns.flatMap(([column, extra]) => {
    const name = String(column);
    if (times[table]?.includes(name)) return [];
    const source = String(extra).includes('auto_increment') ? table : references[`${table}.${name}`];
    const order = `(SELECT COUNT(*) FROM \`${schema}\`.\`${source ?? ''}\` s WHERE s.id <= t.\`${name}\`)`;
    return [source ? order : `t.\`${name}\``];
  });
  const rows = await query(connection, `SELECT ${shown.join(', ')} FROM \`${schema}\`.\`${table}\` t`);
  return rows.map((row) => row.map(String).join(' | ')).sort();
}

async function query(connection: Connection, sql: string): Promise<readonly (readonly unknown[])[]> {
  const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
  return rows;
}
