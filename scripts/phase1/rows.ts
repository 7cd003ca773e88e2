import { createHash } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import { isEngineTable } from './schema.ts';
import { select } from './sql.ts';

/** The columns of a table that are compared. */
type Columns = ReadonlyMap<string, readonly string[]>;

/** What the tables of a database hold: a digest and the number of rows of each. */
export interface Content {
  readonly columns: Columns;
  readonly tables: ReadonlyMap<string, { readonly rows: number; readonly digest: string }>;
}

/**
 * Reads every row of every table of the session's database but the engine's.
 *
 * @param columns of an earlier reading, when those that were added since do not count; default: all of now
 */
export async function readContent(session: Connection, columns?: Columns): Promise<Content> {
  const compared = columns ?? (await readColumns(session));
  const tables = new Map<string, { rows: number; digest: string }>();
  for (const [table, names] of compared) {
    const list = names.map((name) => `\`${name}\``).join(', ');
    // A table or column that is gone is a difference like another one.
    const rows = await select(session, `SELECT ${list} FROM \`${table}\``).catch(() => undefined);
    if (!rows) continue;
    const lines = rows.map((row) => JSON.stringify(row)).sort();
    const digest = createHash('sha256').update(lines.join('\n')).digest('hex');
    tables.set(table, { rows: rows.length, digest });
  }
  return { columns: compared, tables };
}

/** What differs, one sentence for each table. */
export function contentDifferences(before: Content, after: Content): readonly string[] {
  return [...before.tables].flatMap(([table, { rows, digest }]) => {
    const now = after.tables.get(table);
    if (!now) return [`${table} cannot be read any more`];
    if (now.rows !== rows) return [`${table} has ${now.rows} rows, not ${rows}`];
    return now.digest === digest ? [] : [`${table} has other values in its ${rows} rows`];
  });
}

/** Rows of all tables together. */
export function totalRows({ tables }: Content): number {
  return [...tables.values()].reduce((sum, { rows }) => sum + rows, 0);
}

async function readColumns(session: Connection): Promise<Columns> {
  const columns = new Map<string, string[]>();
  const rows = await select(
    session,
    `SELECT c.table_name, c.column_name FROM information_schema.columns AS c
     JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
     ORDER BY c.table_name, c.ordinal_position`,
  );
  for (const [table, column] of rows) {
    if (typeof table !== 'string' || typeof column !== 'string' || isEngineTable(table)) continue;
    columns.set(table, [...(columns.get(table) ?? []), column]);
  }
  return columns;
}
