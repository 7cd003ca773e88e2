import { byName, groupBy, type Ask } from './ask.ts';
import type { View } from './model.ts';

/** The views of a database. */
export async function readViews(ask: Ask, database: string): Promise<readonly View[]> {
  const columns = groupBy(await ask(columnsQuery), 'viewName');
  return (await ask(viewsQuery))
    .map((row) => ({
      name: String(row['name']),
      columns: (columns.get(String(row['name'])) ?? []).map((column) => String(column['name'])),
      reads: readsOf(String(row['definition']), database),
      security: row['security'] === 'INVOKER' ? ('invoker' as const) : ('definer' as const),
    }))
    .sort(byName);
}

/** Both servers write every table of a view's query with its database; MariaDB has no list of them. */
function readsOf(definition: string, database: string): readonly string[] {
  const prefix = `\`${database.replaceAll('`', '``')}\`.\``;
  const names = definition
    .split(prefix)
    .slice(1)
    .map((rest) => /^(?:[^`]|``)*/.exec(rest)?.[0].replaceAll('``', '`') ?? '');
  return [...new Set(names)].sort();
}

const viewsQuery = `SELECT table_name AS name, view_definition AS definition, security_type AS security
  FROM information_schema.views WHERE table_schema = ?`;

const columnsQuery = `SELECT c.table_name AS viewName, c.column_name AS name
  FROM information_schema.columns c
  JOIN information_schema.views v ON v.table_schema = c.table_schema AND v.table_name = c.table_name
  WHERE c.table_schema = ? ORDER BY c.table_name, c.ordinal_position`;
