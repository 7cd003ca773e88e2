import type { Config } from '@nilecare/migrate';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Catalog } from '../../catalog/model.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import { tableUses } from '../filters/table-uses.ts';
import type { ServiceFacts, UsedTable } from '../model.ts';
import { withConnection } from './with-connection.ts';

/** What a database holds, what its views read, and how much of it the account can see. */
export interface SchemaFacts {
  readonly catalog: Catalog;
  readonly uses: readonly UsedTable[];
  readonly reader: NonNullable<ServiceFacts['reader']>;
}

/** @throws ConnectionError when the server does not let the account in; UnknownDatabaseError; what the server says */
export function readSchema(config: Config, service: string): Promise<SchemaFacts> {
  return withConnection(config.connection, async (connection) => {
    await freshStatistics(connection);
    return {
      catalog: await readCatalog(connection, config.defaultSchema, { service, historyTable: config.table }),
      uses: await usesOfViews(connection, config.defaultSchema),
      reader: await readReader(connection, config.defaultSchema),
    };
  });
}

/** MySQL keeps sizes and row counts for a day, unless the session says otherwise; MariaDB has no such variable. */
async function freshStatistics(connection: Connection): Promise<void> {
  const name = 'information_schema_stats_expiry';
  const [rows] = await connection.query<RowDataPacket[]>('SHOW VARIABLES LIKE ?', [name]);
  if (rows.length > 0) await connection.query(`SET SESSION ${name} = 0`);
}

async function usesOfViews(connection: Connection, database: string): Promise<readonly UsedTable[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT table_name AS name, view_definition AS definition FROM information_schema.views WHERE table_schema = ? ORDER BY table_name',
    [database],
  );
  return rows.flatMap(({ name, definition }) =>
    tableUses(String(definition)).map((use) => ({ ...use, by: String(name) })),
  );
}

/** What information_schema wants before it shows keys (MariaDB), view texts, triggers, events and routines of others. */
const needed = ['SELECT', 'INSERT', 'SHOW VIEW', 'TRIGGER', 'EVENT', 'EXECUTE'];

/** Rights on single tables, and those that come from a role, do not count: they may be about some objects only. */
async function readReader(connection: Connection, database: string): Promise<SchemaFacts['reader']> {
  const [rows] = await connection.query<RowDataPacket[]>(privilegesQuery, [database]);
  const held = rows.map(({ privilege }) => String(privilege));
  return { user: String(rows[0]?.['user']), lacks: needed.filter((privilege) => !held.includes(privilege)) };
}

/** At least one row: everybody has USAGE. The database of a grant is a pattern, as in LIKE. */
const privilegesQuery = `SELECT held.privilege, CURRENT_USER() AS user FROM (
    SELECT grantee AS grantee, privilege_type AS privilege FROM information_schema.schema_privileges
      WHERE ? LIKE table_schema
    UNION SELECT grantee, privilege_type FROM information_schema.user_privileges
  ) AS held
  WHERE held.grantee = CONCAT(
    QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))`;
