import type { Querying } from '../session.ts';
import type { TableName } from './sql.ts';

/** What of a command's schemas and tables is there, as far as this account can see. */
export interface WhatExists {
  /** Of those that were asked for. */
  readonly schemas: readonly string[];
  readonly history: boolean;
  readonly journal: boolean;
}

/** Asks for all of it in one query. */
export async function whatExists(
  session: Querying,
  schemas: readonly string[],
  { history, journal }: { readonly history: TableName; readonly journal: TableName },
): Promise<WhatExists> {
  const tables = [history, journal];
  const rows = await session.query<{ item: number }>(
    'look what exists',
    [...schemas.map(() => selectSchema), ...tables.map(() => selectTable)]
      .map((select, item) => `SELECT ${item} AS item ${select}`)
      .join(' UNION ALL '),
    [...schemas, ...tables.flatMap(({ schema, table }) => [schema, table])],
  );
  const found = new Set(rows.map(({ item }) => Number(item)));
  return {
    schemas: schemas.filter((_, index) => found.has(index)),
    history: found.has(schemas.length),
    journal: found.has(schemas.length + 1),
  };
}

/** By equality: MariaDB opens the tables of all schemas for anything else. */
const selectSchema = 'FROM information_schema.schemata WHERE schema_name = ?';
const selectTable = 'FROM information_schema.tables WHERE table_schema = ? AND table_name = ?';
