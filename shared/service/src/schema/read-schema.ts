import { readReadiness, type Migration, type SchemaReadiness } from '@nilecare/migrate/readiness';
import type { PoolConnection } from 'mysql2/promise';
import type { Database } from '../database/database.ts';
import { withDeadline } from '../deadline.ts';

/** The history of every NileCare database; flyway.conf of each service says so too. */
const historyTable = 'schema_version';

/** Longest wait for an answer about the schema, in milliseconds: probes do not wait long either. */
const patience = 3000;

/**
 * Compares the history in `schema` with the migrations, on a connection of the pool. A connection that does not answer
 * is closed, so that checks of a frozen server do not use the pool up.
 *
 * @throws the error of mysql2 or of @nilecare/migrate/readiness; an error when there is no answer in time
 */
export async function readSchema(
  database: Database,
  schema: string,
  migrations: readonly Migration[],
): Promise<SchemaReadiness> {
  const asked = database.getConnection();
  let connection: PoolConnection | undefined;
  const late = () => new Error(`no answer within ${patience} ms`);
  const answer = asked.then((opened) => {
    connection = opened;
    return readReadiness(migrations, { schema, table: historyTable }, async (sql, values) => {
      const [rows] = await opened.query(sql, values);
      return rows as object[];
    });
  });
  try {
    const found = await withDeadline(answer, patience, late);
    connection?.release();
    return found;
  } catch (error) {
    // The state of the connection is unknown; one that comes later is not.
    if (connection) connection.destroy();
    else asked.then((opened) => opened.release()).catch(() => undefined);
    throw error;
  }
}
