import { QueryError } from '../errors.ts';
import { faultOf, isLost } from '../execute/driver-error.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import { firstRow, type TableName } from '../history/sql.ts';
import type { Migration } from '../model.ts';
import { schemaReadiness, type SchemaReadiness } from '../plan/schema-readiness.ts';
import type { Querying } from '../session.ts';
import { discover } from '../source/discover.ts';

/** Runs a query of the caller's own connection or pool, values bound or escaped, and gives its rows. */
export type ReadRows = (
  sql: string,
  values: (string | number | boolean | null)[],
) => Promise<readonly object[]>;

/**
 * The migrations in a folder and below it, named as Flyway names them by default. For {@link readReadiness}: placeholders
 * are not replaced, so checksums of repeatable ones may differ from those in the history.
 *
 * @throws RefusedError `ERROR` when the folder cannot be read
 * @throws ScriptError, ConfigurationError, DuplicateMigrationError
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const { files } = await discover({
    locations: [folder],
    callbackLocations: [],
    failOnMissingLocations: true,
    encoding: 'detect',
    executeInTransaction: true,
    prefixes: {
      versioned: 'V',
      undo: 'U',
      repeatable: 'R',
      baseline: 'B',
      separator: '__',
      suffixes: ['.sql'],
    },
    validateMigrationNaming: false,
    placeholders: { replacement: false, prefix: '${', suffix: '}', separator: ':', values: new Map() },
    defaultSchema: '',
    workingDirectory: folder,
    environmentName: 'default',
    table: '',
    connection: { user: '' },
  });
  return files.migrations;
}

/**
 * Reads the history and judges the schema: two short queries, no lock. A schema without a history is an empty one. An
 * account needs SELECT on the history table, nothing else.
 *
 * @throws QueryError, HistoryTableError, RefusedError when the history cannot be read or understood
 * @throws what `read` throws when the connection is lost
 */
export async function readReadiness(
  migrations: readonly Migration[],
  table: TableName,
  read: ReadRows,
): Promise<SchemaReadiness> {
  const session = { query: querying(read) };
  const rows = await mysqlHistory(session, table).rows();
  if (rows.length === 0) await requireReadable(session, table);
  return schemaReadiness(migrations, rows);
}

const noSuchTable = 1146;

/** To an account without rights on it, a server does not list the table: the schema would look empty. */
async function requireReadable({ query }: Querying, table: TableName): Promise<void> {
  try {
    await query('read the history', firstRow(table));
  } catch (error) {
    if (!(error instanceof QueryError) || error.fault.errno !== noSuchTable) throw error;
  }
}

function querying(read: ReadRows) {
  return async <Row extends object>(
    purpose: string,
    sql: string,
    values: readonly (string | number | boolean | null)[] = [],
  ): Promise<readonly Row[]> => {
    try {
      return (await read(sql, [...values])) as readonly Row[];
    } catch (error) {
      throw isLost(error) ? error : new QueryError(purpose, faultOf(error), { cause: error });
    }
  };
}
