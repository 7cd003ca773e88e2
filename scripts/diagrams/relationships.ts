import type { Catalog, ForeignKey, Table } from '../catalog/model.ts';

/** A foreign key as a line between two tables. */
export interface Relationship {
  /** The table with the foreign key. */
  readonly child: string;
  readonly childColumns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** How many parents a child has: none is possible when a column of the key may be NULL. */
  readonly parents: 'one' | 'none or one';
  /** How many children a parent has: one at most when the key is unique. */
  readonly children: 'none or one' | 'any number';
}

/** The foreign keys within the database, by child and name. */
export function relationshipsOf({ tables }: Pick<Catalog, 'tables'>): readonly Relationship[] {
  return tables.flatMap((table) =>
    table.foreignKeys
      .filter(({ referencedDatabase }) => referencedDatabase === undefined)
      .map((key) => ({
        child: table.name,
        childColumns: key.columns,
        parent: key.referencedTable,
        parentColumns: key.referencedColumns,
        parents: mayBeNull(table, key) ? ('none or one' as const) : ('one' as const),
        children: isUnique(table, key) ? ('none or one' as const) : ('any number' as const),
      })),
  );
}

function mayBeNull({ columns }: Table, key: ForeignKey): boolean {
  return columns.some(({ name, nullable }) => nullable && key.columns.includes(name));
}

function isUnique({ primaryKey, indexes }: Table, key: ForeignKey): boolean {
  const unique = indexes.filter(({ unique }) => unique).map(({ columns }) => columns.map(({ name }) => name));
  return [primaryKey, ...unique].some(
    (columns) => columns.length > 0 && columns.every((name) => key.columns.includes(name)),
  );
}
