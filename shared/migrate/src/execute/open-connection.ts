import type { Connection } from 'mysql2/promise';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultWaits, type ConnectionConfig } from '../config/config.ts';
import type { Server, Session } from '../session.ts';
import { connectWithRetries } from './connect.ts';
import { mysqlSession } from './mysql-session.ts';
import type { Link, Patience, Place } from './patience.ts';
import { readSessionFacts, type LockAnswer } from './session-facts.ts';
import { sessionSetUp } from './set-up-session.ts';

/** How a session begins. */
export interface SessionOptions {
  /** Statements of Flyway's `initSql`, sent before anything else that is not the driver's. */
  readonly initSql?: readonly string[] | undefined;
  /** Aborted: no further try to connect. */
  readonly stop?: AbortSignal | undefined;
  /** Closing waits until the server has hung up, so that whoever counts connections counts this one no more. */
  readonly goodbye?: 'heard' | undefined;
  /** Tried for once, without waiting, in a query that is sent anyway; default: no lock. */
  readonly lockName?: string | undefined;
}

/** A session and the way to end it. */
export interface OpenSession {
  readonly session: Session;
  /** Whether it holds the lock that was asked for. */
  readonly got: LockAnswer;
  /** Says goodbye, then hangs up; never throws. */
  close(): Promise<void>;
  /** Hangs up at once; what was open is rolled back by the server. */
  hangUp(): void;
}

/**
 * Opens one connection; nothing ever re-opens it. The caller closes it.
 *
 * It is set up as Flyway's driver (MariaDB Connector/J 2.7.11) does it: utf8mb4, autocommit on, and
 * STRICT_TRANS_TABLES and IGNORE_SPACE in sql_mode; mysql2 adds the latter by itself.
 *
 * @param patience how long each answer is waited for
 * @throws ConnectionError after the configured retries
 * @throws InterruptedError when `stop` is aborted between two tries
 */
export async function openConnection(
  config: ConnectionConfig,
  options: SessionOptions,
  patience: Patience,
): Promise<OpenSession> {
  const { stop, goodbye } = options;
  const connection = await connectWithRetries(config, stop);
  try {
    return {
      ...(await openSession(connection, config, options, patience)),
      close: async () => {
        await sayGoodbye(connection, goodbye);
        hangUp(connection);
      },
      hangUp: () => {
        hangUp(connection);
      },
    };
  } catch (error) {
    hangUp(connection);
    throw error;
  }
}

/** Without it the server counts and logs an aborted connection; one that does not answer is not waited for. */
async function sayGoodbye(connection: Connection, goodbye: 'heard' | undefined): Promise<void> {
  const enough = delay(1000, undefined, { ref: false });
  const heard = goodbye && once(socketOf(connection), 'close');
  const said = connection.end().then(() => heard);
  await Promise.race([said, enough]).catch(() => undefined);
}

/** A server that is frozen never closes its end, and an open socket would keep the process alive. */
function hangUp(connection: Connection): void {
  connection.destroy();
  setTimeout(() => socketOf(connection).destroy(), 1000).unref();
}

/** The driver keeps it, and does not say so in its types. */
function socketOf(connection: Connection): Socket {
  return (connection as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;
}

async function openSession(
  connection: Connection,
  config: ConnectionConfig,
  { initSql, lockName }: SessionOptions,
  patience: Patience,
): Promise<Pick<OpenSession, 'session' | 'got'>> {
  // An idle connection that dies emits an error which would end the process; the next query reports it.
  connection.on('error', () => undefined);
  let place: Place | undefined;
  let longestStatement = Infinity;
  const link: Link = {
    place: () => place,
    longestStatement: () => longestStatement,
    traffic: () => socketOf(connection).bytesRead,
  };
  const session = mysqlSession(connection, config, patience, link);
  const { lockWaitTimeout } = config.waits ?? defaultWaits;
  for (const { purpose, sql } of sessionSetUp(initSql ?? [], config.sessionVariables, lockWaitTimeout))
    await session.query(purpose, sql);
  const facts = await readSessionFacts(session, lockName);
  if (facts) place = { node: facts.node, connectionId: Number(facts.id) };
  const server = parseServer(facts?.version ?? '');
  longestStatement = Number(facts?.packet ?? 16_777_216) - 1 - packetOverhead[server.kind];
  const own = {
    ...session,
    userVariables: () => listUserVariables(session, server),
    server,
    longestStatement,
    connectionId: Number(facts?.id),
    initial: {
      foreignKeyChecks: Number(facts?.foreign_keys ?? 1),
      sqlSafeUpdates: Number(facts?.safe_updates ?? 0),
      schema: facts?.entered ?? null,
    },
  };
  return { session: own, got: facts?.got ?? null };
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

/** `8.4.3`, `10.11.19-MariaDB-1`, and old replication clients' `5.5.5-10.6.1-MariaDB`. */
export function parseServer(version: string): Server {
  const plain = version.replace(/^5\.5\.5-(?=\d)/, '');
  return {
    kind: /mariadb/i.test(version) ? 'mariadb' : 'mysql',
    version: /^\d+(\.\d+)*/.exec(plain)?.[0] ?? plain,
  };
}
