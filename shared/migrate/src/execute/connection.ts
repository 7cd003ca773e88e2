import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionConfig } from '../config/config.ts';
import { QueryError } from '../errors.ts';
import { ServerError, type Outcome, type QueryResult, type Server, type Session } from '../session.ts';
import { connectWithRetries } from './connect.ts';
import { connectionError, faultOf, isLost } from './driver-error.ts';
import { sessionSetUp } from './set-up-session.ts';

/**
 * Opens one connection, hands it to `use` and closes it whatever happens; nothing ever re-opens it.
 *
 * It is set up as Flyway's driver (MariaDB Connector/J 2.7.11) does it: utf8mb4, autocommit on, and
 * STRICT_TRANS_TABLES and IGNORE_SPACE in sql_mode; mysql2 adds the latter by itself.
 *
 * @throws ConnectionError after the configured retries
 * @throws InterruptedError when `stop` is aborted between two tries
 */
export async function withConnection<Result>(
  config: ConnectionConfig,
  { initSql, stop }: SessionOptions,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const connection = await connectWithRetries(config, stop);
  try {
    const result = await use(await openSession(connection, config, initSql));
    await sayGoodbye(connection);
    return result;
  } finally {
    connection.destroy();
  }
}

/** How a session begins. */
export interface SessionOptions {
  /** Statements of Flyway's `initSql`, sent before anything else that is not the driver's. */
  readonly initSql?: readonly string[] | undefined;
  /** Aborted: no further try to connect. */
  readonly stop?: AbortSignal | undefined;
}

/** Without it the server counts and logs an aborted connection; one that does not answer is not waited for. */
async function sayGoodbye(connection: Connection): Promise<void> {
  const enough = delay(1000, undefined, { ref: false });
  await Promise.race([connection.end(), enough]).catch(() => undefined);
}

async function openSession(
  connection: Connection,
  config: ConnectionConfig,
  initSql: readonly string[] | undefined,
): Promise<Session> {
  // An idle connection that dies emits an error which would end the process; the next query reports it.
  connection.on('error', () => undefined);
  const session = mysqlSession(connection, config);
  for (const { purpose, sql } of sessionSetUp(initSql ?? [], config.sessionVariables))
    await session.query(purpose, sql);
  const [facts] = await session.query<SessionFacts>(
    'read the server version',
    'SELECT VERSION() AS version, CONNECTION_ID() AS id, @@SESSION.foreign_key_checks AS foreign_keys, @@SESSION.sql_safe_updates AS safe_updates, @@SESSION.max_allowed_packet AS packet',
  );
  const server = parseServer(facts?.version ?? '');
  return {
    ...session,
    userVariables: () => listUserVariables(session, server),
    server,
    longestStatement: Number(facts?.packet ?? 16_777_216) - 1 - packetOverhead[server.kind],
    connectionId: Number(facts?.id),
    initial: {
      foreignKeyChecks: Number(facts?.foreign_keys ?? 1),
      sqlSafeUpdates: Number(facts?.safe_updates ?? 0),
    },
  };
}

async function listUserVariables(
  session: Pick<Session, 'query'>,
  server: Server,
): Promise<readonly string[]> {
  const table =
    server.kind === 'mariadb'
      ? 'information_schema.user_variables'
      : 'performance_schema.user_variables_by_thread';
  try {
    const rows = await session.query<{ name: string }>(
      'list the user variables',
      `SELECT variable_name AS name FROM ${table} WHERE variable_value IS NOT NULL`,
    );
    return rows.map(({ name }) => name.toLowerCase());
  } catch {
    // Not allowed or not there; Flyway goes on as well.
    return [];
  }
}

/** Bytes in front of the text, which count: the command, and on MySQL its (empty) query attributes. */
const packetOverhead: Readonly<Record<Server['kind'], number>> = { mariadb: 1, mysql: 3 };

interface SessionFacts {
  readonly version: string;
  readonly id: number;
  readonly foreign_keys: number;
  readonly safe_updates: number;
  readonly packet: number | string;
}

/** `8.4.3`, `10.11.19-MariaDB-1`, and old replication clients' `5.5.5-10.6.1-MariaDB`. */
export function parseServer(version: string): Server {
  const plain = version.replace(/^5\.5\.5-(?=\d)/, '');
  return {
    kind: /mariadb/i.test(version) ? 'mariadb' : 'mysql',
    version: /^\d+(\.\d+)*/.exec(plain)?.[0] ?? plain,
  };
}

function mysqlSession(
  connection: Connection,
  config: ConnectionConfig,
): Omit<Session, 'server' | 'connectionId' | 'longestStatement' | 'initial' | 'userVariables'> {
  const ask = async <Answer>(purpose: string, query: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await query();
    } catch (error) {
      if (isLost(error)) throw connectionError(config, error, { kind: 'query', purpose });
      throw new QueryError(purpose, faultOf(error), { cause: error });
    }
  };
  return {
    async send(sql) {
      try {
        const [result, fields] = await connection.query({
          sql,
          rowsAsArray: true,
          typeCast: (field) => field.string(),
          infileStreamFactory: localFile(sql),
        });
        return outcomeOf(result, fields);
      } catch (error) {
        if (isLost(error))
          throw connectionError(config, error, { kind: 'query', purpose: 'run a statement' });
        throw new ServerError(faultOf(error), { cause: error });
      }
    },

    async query<Row>(
      purpose: string,
      sql: string,
      values: readonly (string | number | boolean | null)[] = [],
    ) {
      const rows = await ask(purpose, async () => {
        const [result] =
          values.length > 0 ? await connection.execute(sql, [...values]) : await connection.query(sql);
        return result;
      });
      return (Array.isArray(rows) ? rows : []) as unknown as readonly Row[];
    },

    async change(purpose, sql, values) {
      // The driver asks the server to count what is found (CLIENT_FOUND_ROWS).
      const [result] = await ask(purpose, () => connection.execute<ResultSetHeader>(sql, [...values]));
      return result.affectedRows;
    },

    async inTransaction() {
      return (await this.send('DO 0')).inTransaction === true;
    },
  };
}

/**
 * Reads the file of LOAD DATA LOCAL, as Flyway's driver does. A server may ask for any file of this machine
 * (MySQL 8.4 manual 8.1.6), so it gets only one that the statement names.
 */
function localFile(sql: string): (file: string) => Readable {
  return (file) => {
    const plain = sql.replaceAll(/\\(.)|'(')|"(")/g, '$1$2$3');
    const isNamed =
      /\blocal\s+infile\b/i.test(sql) &&
      [sql, plain].some((text) => text.includes(`'${file}'`) || text.includes(`"${file}"`));
    if (isNamed) return createReadStream(file);
    const refusal = new Error(`The server asked for the file ${file}, which the statement does not name`);
    return new Readable({ read: () => undefined }).destroy(Object.assign(refusal, { code: 'EACCES' }));
  };
}

/** SERVER_STATUS_IN_TRANS of the protocol's OK packet. */
const inTransactionFlag = 1;

/** A CALL answers a list of result sets that ends with an OK packet. */
function outcomeOf(result: unknown, fields: unknown): Outcome {
  const header: unknown = Array.isArray(result) ? result.at(-1) : result;
  const { affectedRows, serverStatus } = (header ?? {}) as { affectedRows?: number; serverStatus?: number };
  const results = resultsOf(result, fields);
  return {
    affectedRows: affectedRows ?? 0,
    ...(serverStatus !== undefined && { inTransaction: (serverStatus & inTransactionFlag) !== 0 }),
    ...(results.length > 0 && { results }),
  };
}

type Column = { readonly name: string };

/** Each result set has its list of columns; of several, both come in lists. */
function resultsOf(result: unknown, fields: unknown): readonly QueryResult[] {
  if (!Array.isArray(fields)) return [];
  const isOne = !fields.some((each) => Array.isArray(each));
  const lists = (isOne ? [fields] : fields) as readonly (readonly Column[] | undefined)[];
  const rows = (isOne ? [result] : result) as readonly QueryResult['rows'][];
  return lists.flatMap((columns, index) =>
    columns && columns.length > 0
      ? [{ columns: columns.map(({ name }) => name), rows: rows[index] ?? [] }]
      : [],
  );
}
