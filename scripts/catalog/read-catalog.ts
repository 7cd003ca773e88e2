import type { Connection } from 'mysql2/promise';
import { asker, type Ask } from './ask.ts';
import type { Catalog } from './model.ts';
import { readPrograms } from './read-programs.ts';
import { readTables } from './read-tables.ts';
import { readViews } from './read-views.ts';

/** What the reader is told beside the name of the database. */
export interface CatalogOptions {
  /** Becomes part of the value. */
  readonly service?: string;
  /** Default: `schema_version`. Its side table goes by the name with `_journal`. */
  readonly historyTable?: string;
}

/** A database that is not there, or that the account may not see; `message` is the whole sentence. */
export class UnknownDatabaseError extends Error {}

/**
 * Reads a database. The account needs to see its objects: of what it has no right to, nothing is told.
 *
 * MySQL keeps sizes and row counts for a day; a caller that shows them sets `information_schema_stats_expiry` to 0.
 *
 * @throws UnknownDatabaseError
 */
export async function readCatalog(
  connection: Pick<Connection, 'query'>,
  database: string,
  { service, historyTable = 'schema_version' }: CatalogOptions = {},
): Promise<Catalog> {
  const server = await readServer(connection);
  const ask = asker(connection, database);
  const collation = await readCollation(ask, database);
  const tables = await readTables(ask, server.kind, database);
  const isInternal = ({ name }: { readonly name: string }) =>
    name === historyTable || name === `${historyTable}_journal`;
  return {
    database,
    ...(service !== undefined && { service }),
    server,
    collation,
    tables: tables.filter((table) => !isInternal(table)),
    internalTables: tables.filter(isInternal),
    views: await readViews(ask, database),
    ...(await readPrograms(ask)),
  };
}

async function readServer(connection: Pick<Connection, 'query'>): Promise<Catalog['server']> {
  const [row] = await asker(connection)(`SELECT VERSION() AS version`);
  const text = String(row?.['version']);
  return { kind: /mariadb/i.test(text) ? 'mariadb' : 'mysql', version: /^[\d.]*\d/.exec(text)?.[0] ?? text };
}

async function readCollation(ask: Ask, database: string): Promise<string> {
  const [row] = await ask(
    'SELECT default_collation_name AS collation FROM information_schema.schemata WHERE schema_name = ?',
  );
  if (row) return String(row['collation']);
  throw new UnknownDatabaseError(`There is no database ${database}, or none that this account may see.`);
}
