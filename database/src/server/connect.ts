import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type RowDataPacket,
} from 'mysql2/promise';
import { describeConnectFailure } from './describe-failure.ts';

/** Where the administrator connects: what mysql2 takes, of which nothing but this is used. */
export type AdminConnection = Pick<
  ConnectionOptions,
  'host' | 'port' | 'socketPath' | 'user' | 'password' | 'ssl'
>;

/** Sends one statement and returns its rows. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly RowDataPacket[]>;

const connectTimeout = 10_000;
const queryTimeout = 60_000;

/**
 * Runs `fn` with a connection of the administrator and closes it afterwards.
 *
 * The session's sql_mode is emptied, because ANSI_QUOTES changes what SHOW GRANTS prints, and it waits at most 30 s for
 * a table that somebody uses instead of the servers' day or year.
 *
 * @throws {DatabaseError} `NO_SERVER` or `ACCESS_DENIED`.
 */
export async function withAdministrator<T>(
  options: AdminConnection,
  fn: (query: Query) => Promise<T>,
): Promise<T> {
  const connection = await open(options).catch((error: unknown) => {
    throw describeConnectFailure(error, describeServer(options), options.user ?? '');
  });
  try {
    const query = queryOf(connection);
    await query("SET SESSION sql_mode = '', SESSION lock_wait_timeout = 30");
    return await fn(query);
  } finally {
    await close(connection);
  }
}

/**
 * Tries a login and one statement, and closes it at once: MariaDB lets an expired password in, and then refuses every
 * statement. @throws what mysql2 throws, with the server's errno.
 */
export async function tryLogin(options: AdminConnection, user: string, password: string): Promise<void> {
  const connection = await open({ ...options, user, password });
  try {
    await queryOf(connection)('DO 0');
  } finally {
    await close(connection);
  }
}

/** `host:port` or the socket, for messages. */
function describeServer(options: AdminConnection): string {
  return options.socketPath ?? `${options.host ?? 'localhost'}:${options.port ?? 3306}`;
}

function open(options: AdminConnection): Promise<Connection> {
  const { socketPath, host, port, user, password, ssl } = options;
  const where = socketPath === undefined ? { host, port } : { socketPath };
  return createConnection({
    ...defined({ ...where, user, password, ssl }),
    connectTimeout,
    charset: 'utf8mb4',
    // The driver fills four arrays of this size for each connection; of 16,000, its default, that takes a millisecond.
    maxPreparedStatements: 100,
  });
}

/** mysql2 takes undefined for a value of its own in some places; an absent key is the default everywhere. */
function defined(options: {
  readonly [K in keyof AdminConnection]: AdminConnection[K] | undefined;
}): ConnectionOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** A connection that broke has nothing to say good-bye to, and the error that broke it is on its way already. */
async function close(connection: Connection): Promise<void> {
  await connection.end().catch(() => {
    connection.destroy();
  });
}

function queryOf(connection: Connection): Query {
  return async (sql, values) => {
    const [rows] = await connection.query<RowDataPacket[]>({
      sql,
      values: [...(values ?? [])],
      timeout: queryTimeout,
    });
    return Array.isArray(rows) ? rows : [];
  };
}
