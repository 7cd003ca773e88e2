import type { Table } from '../../catalog/model.ts';
import type { UsedTable } from '../model.ts';
import { keysOf, leadsWith } from './keys.ts';
import { eachTable, type Found, type Rule } from './rule.ts';

/** Foreign keys whose columns no index begins with: each DELETE of the other table would read this one whole. */
export const unindexedForeignKeys = eachTable((table) =>
  table.foreignKeys
    .filter(({ columns }) => !isLed(table, columns))
    .map(({ name }): Found => ({ priority: 1, code: 'foreign-key-unindexed', table: table.name, key: name })),
);

/** Columns named as a reference (`…_id`) that no foreign key checks and no index holds. */
export const unindexedReferences = eachTable((table) =>
  referenceColumns(table)
    .filter((column) => !keysOf(table).some((key) => key.columns.includes(column)))
    .map((column): Found => ({ priority: 3, code: 'reference-unindexed', table: table.name, column })),
);

/** Columns that by name and type hold the id of a row elsewhere, without a foreign key: no server checks them. */
export function referenceColumns({ columns, foreignKeys }: Table): readonly string[] {
  const checked = foreignKeys.flatMap((key) => key.columns);
  return columns
    .filter(({ name, type }) => name.endsWith('_id') && type === 'char(36)' && !checked.includes(name))
    .map(({ name }) => name);
}

/** Tables of which a view or a query picks rows by columns none of which an index begins with. */
export const unindexedFilters: Rule = ({ catalog, uses }) =>
  unique(uses).flatMap(({ table: name, columns, by }): Found[] => {
    const table = catalog?.tables.find((one) => one.name === name);
    if (table === undefined || columns.length === 0) return [];
    if (columns.some((column) => isLed(table, [column]))) return [];
    return [{ priority: 2, code: 'filter-unindexed', table: name, columns, usedBy: by }];
  });

function isLed(table: Table, columns: readonly string[]): boolean {
  return keysOf(table).some((key) => leadsWith(key, columns));
}

function unique(uses: readonly UsedTable[]): readonly UsedTable[] {
  return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}
