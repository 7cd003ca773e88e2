/** Catalogues for tests, of which only what a test is about is written down. */
import type { Catalog, Column, Table } from './model.ts';

/** A database with these tables. */
export function catalogOf(tables: readonly Table[]): Catalog {
  return {
    ...{ database: 'shop', service: 'shop-service', collation: 'utf8mb4_unicode_ci' },
    server: { kind: 'mariadb', version: '10.11.19' },
    tables,
    ...{ internalTables: [], views: [], routines: [], triggers: [], events: [] },
  };
}

/** A table with the primary key `id` and these columns of `char(36)`, unless it is told otherwise. */
export function tableOf(
  name: string,
  columns: readonly (string | (Partial<Column> & { readonly name: string }))[] = [],
  rest: Partial<Table> = {},
): Table {
  return {
    ...{ name, engine: 'InnoDB', collation: 'utf8mb4_unicode_ci', comment: '' },
    ...{ rows: 0, dataBytes: 0, indexBytes: 0 },
    columns: ['id', ...columns].map((column, index) => columnOf(column, index + 1)),
    primaryKey: ['id'],
    ...{ indexes: [], foreignKeys: [], checks: [] },
    ...rest,
  };
}

/** A foreign key to the `id` of another table. */
export function foreignKeyOf(
  table: string,
  column: string,
  referencedTable: string,
): Table['foreignKeys'][0] {
  return {
    name: `fk_${table}_${column}`,
    columns: [column],
    referencedTable,
    referencedColumns: ['id'],
    ...{ onUpdate: 'RESTRICT', onDelete: 'RESTRICT' },
  };
}

/** An index on whole columns. */
export function indexOf(
  name: string,
  columns: readonly string[],
  kind: 'unique' | 'ordinary' = 'ordinary',
): Table['indexes'][0] {
  return {
    ...{ name, unique: kind === 'unique', type: 'BTREE', comment: '' },
    columns: columns.map((each) => ({ name: each, prefixLength: null, direction: 'ascending' })),
  };
}

function columnOf(column: string | (Partial<Column> & { readonly name: string }), position: number): Column {
  return {
    ...{ position, type: 'char(36)', collation: 'ascii_bin', nullable: false, default: null, onUpdate: null },
    ...{ isAutoIncrement: false, generated: null, comment: '' },
    ...(typeof column === 'string' ? { name: column } : column),
  };
}
