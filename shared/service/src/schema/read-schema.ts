import { readReadiness, type Migration, type SchemaReadiness } from '@nilecare/migrate/readiness';
import type { PoolConnection } from 'mysql2/promise';
import type { OpenDatabase } from '../database/database.ts';
import { withDeadline } from '../deadline.ts';

/** The history of every NileCare database; flyway.conf of each service says so too. */
const historyTable = 'schema_version';

/** Longest wait for an answer about the schema, in milliseconds: probes do not wait long either. */
const patience = 3000;

/** Every connection of the pool is in use and none came back in time: queries run long, or the server hangs. */
export class PoolExhausted extends Error {}

/**
 * Compares the history in `schema` with the migrations, on a connection of the pool. A connection that does not answer
 * is closed, so that checks of a frozen server do not use the pool up.
 *
 * @throws the error of mysql2 or of @nilecare/migrate/readiness; an error when there is no answer in time
 * @throws {PoolExhausted} when there was no connection to ask on
 */
export async function readSchema(
  { database, usage }: Pick<OpenDatabase, 'database' | 'usage'>,
  schema: string,
  migrations: readonly Migration[],
): Promise<SchemaReadiness> {
  const asked = database.getConnection();
  let connection: PoolConnection | undefined;
  const late = () => {
    // A login that hangs takes a place of the pool too, but then it is the server that does not answer.
    const { waiting, opening } = usage();
    return connection === undefined && waiting > 0 && opening === 0
      ? new PoolExhausted(`no connection became free within ${patience} ms`)
      : new Error(`no answer within ${patience} ms`);
  };
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
