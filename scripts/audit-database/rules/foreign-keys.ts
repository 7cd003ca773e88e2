import type { ForeignKey, Table } from '../../catalog/model.ts';
import { keysOf } from './keys.ts';
import { type Found, type Rule } from './rule.ts';

/** Foreign keys that act on rows by themselves, point into another database, or at columns that are not unique. */
export const foreignKeys: Rule = ({ catalog }) =>
  catalog?.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key) => [
      ...acts(table, key),
      ...leaves(table, key),
      ...isAmbiguous(table, key, catalog.tables),
    ]),
  ) ?? [];

/** Cascades run no trigger, and fail under multi-primary Group Replication. */
function acts({ name: table }: Table, { name: key, onDelete, onUpdate }: ForeignKey): readonly Found[] {
  const actions = [
    ...(onDelete === 'RESTRICT' ? [] : [`ON DELETE ${onDelete}`]),
    ...(onUpdate === 'RESTRICT' ? [] : [`ON UPDATE ${onUpdate}`]),
  ];
  return actions.map((action) => ({ priority: 2, code: 'foreign-key-acts', table, key, action }));
}

function leaves(
  { name: table }: Table,
  { name: key, referencedDatabase: database }: ForeignKey,
): readonly Found[] {
  return database === undefined ? [] : [{ priority: 1, code: 'foreign-key-leaves', table, key, database }];
}

/** The servers let a key point at columns of an index that is not unique; MySQL refuses it by default since 8.4. */
function isAmbiguous(
  { name: table }: Table,
  { name: key, referencedTable, referencedColumns, referencedDatabase }: ForeignKey,
  tables: readonly Table[],
): readonly Found[] {
  const target = tables.find(({ name }) => name === referencedTable);
  if (referencedDatabase !== undefined || target === undefined) return [];
  const isUnique = keysOf(target).some(
    ({ unique, parts }) =>
      unique &&
      parts.length === referencedColumns.length &&
      parts.every((part) => referencedColumns.includes(part)),
  );
  return isUnique ? [] : [{ priority: 2, code: 'foreign-key-not-unique', table, key }];
}
