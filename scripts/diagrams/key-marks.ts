import type { Table } from '../catalog/model.ts';

/** What a column is a part of: the primary key, a foreign key, a unique index. */
export type KeyMark = 'PK' | 'FK' | 'UK';

/** The marks of a column of a table, in this order: PK, FK, UK. */
export function keyMarks({ primaryKey, foreignKeys, indexes }: Table, column: string): readonly KeyMark[] {
  const isForeign = foreignKeys.some(({ columns }) => columns.includes(column));
  const isUnique = indexes.some(
    ({ unique, columns }) => unique && columns.some(({ name }) => name === column),
  );
  return [
    ...(primaryKey.includes(column) ? (['PK'] as const) : []),
    ...(isForeign ? (['FK'] as const) : []),
    ...(isUnique ? (['UK'] as const) : []),
  ];
}
