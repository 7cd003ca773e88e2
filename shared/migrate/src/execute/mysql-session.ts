import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ConnectionConfig } from '../config/config.ts';
import { QueryError } from '../errors.ts';
import { withLiterals, type Value } from '../history/literals.ts';
import { ServerError, type Outcome, type QueryResult, type Session } from '../session.ts';
import { connectionError, faultOf, isLost } from './driver-error.ts';
import { exactValues } from './exact-values.ts';
import { SilentServerError, type Link, type Patience, type Sent } from './patience.ts';

/** What a connection can do before anything is known of the server. */
type EarlySession = Omit<
  Session,
  'server' | 'connectionId' | 'longestStatement' | 'initial' | 'userVariables'
>;

/** @param link what is known of the connection, for the one who waits for answers */
export function mysqlSession(
  connection: Connection,
  config: ConnectionConfig,
  patience: Patience,
  link: Link,
): EarlySession {
  /** Behind an answer that did not come nothing else may be sent: it would wait for ever. */
  const answered = async <Answer>(answer: Promise<Answer>, sent: Omit<Sent, 'link'>): Promise<Answer> => {
    try {
      return await patience(answer, { ...sent, link });
    } catch (error) {
      if (error instanceof SilentServerError) connection.destroy();
      throw error;
    }
  };
  const ask = async <Answer>(purpose: string, sql: string, query: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await answered(query(), { kind: 'query', sql });
    } catch (error) {
      if (isLost(error)) throw connectionError(config, error, { kind: 'query', purpose });
      throw new QueryError(purpose, faultOf(error), { cause: error });
    }
  };
  /** A longer one would end the connection, and with it the lock. */
  const written = (purpose: string, sql: string, values: readonly Value[]): string => {
    const text = withLiterals(sql, values);
    if (text.length <= link.longestStatement()) return text;
    const message = `This query of the engine has ${text.length} bytes, and this server takes at most ${link.longestStatement()} (max_allowed_packet). Have max_allowed_packet raised`;
    throw new QueryError(purpose, { errno: 1153, message });
  };
  const run = async (kind: Sent['kind'], sql: string, giveUp?: Promise<never>): Promise<Outcome> => {
    try {
      const answer = connection.query({
        sql,
        rowsAsArray: true,
        typeCast: (field) => field.string(),
        infileStreamFactory: localFile(sql),
      });
      const [result, fields] = await answered(giveUp ? Promise.race([answer, giveUp]) : answer, {
        kind,
        sql,
      });
      return outcomeOf(result, fields);
    } catch (error) {
      if (isLost(error)) throw connectionError(config, error, { kind: 'query', purpose: 'run a statement' });
      throw new ServerError(faultOf(error), { cause: error });
    }
  };
  return {
    send: (sql, giveUp) => run('statement', sql, giveUp),

    async query<Row>(purpose: string, sql: string, values: readonly Value[] = []) {
      const text = values.length > 0 ? written(purpose, sql, values) : sql;
      const [rows] = await ask(purpose, text, () => connection.query(text));
      return (Array.isArray(rows) ? rows : []) as unknown as readonly Row[];
    },

    async change(purpose, sql, values) {
      // The driver asks the server to count what is found (CLIENT_FOUND_ROWS).
      const text = written(purpose, sql, values);
      const [result] = await ask(purpose, text, () => connection.query<ResultSetHeader>(text));
      return result.affectedRows;
    },

    exactRow(purpose, sql) {
      return ask(purpose, sql, async () =>
        exactValues(await connection.query({ sql, rowsAsArray: true, typeCast: (field) => field.buffer() })),
      );
    },

    inTransaction: async () => (await run('query', 'DO 0')).inTransaction === true,
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

/** SERVER_STATUS_IN_TRANS and SERVER_STATUS_AUTOCOMMIT of the protocol's OK packet. */
const inTransactionFlag = 1;
const autocommitFlag = 2;

/** A CALL answers a list of result sets that ends with an OK packet. */
function outcomeOf(result: unknown, fields: unknown): Outcome {
  const header: unknown = Array.isArray(result) ? result.at(-1) : result;
  const { affectedRows, serverStatus } = (header ?? {}) as { affectedRows?: number; serverStatus?: number };
  const results = resultsOf(result, fields);
  return {
    affectedRows: affectedRows ?? 0,
    ...(serverStatus !== undefined && {
      inTransaction: (serverStatus & inTransactionFlag) !== 0,
      autocommit: (serverStatus & autocommitFlag) !== 0,
    }),
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
