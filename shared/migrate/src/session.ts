import type { ServerFault } from './errors.ts';

/**
 * One connection to one server, never re-opened silently: the lock and the open transaction live on it.
 * Implemented over mysql2 in `execute/connection.ts`.
 */
export interface Session {
  readonly server: Server;
  /** The server's CONNECTION_ID(). */
  readonly connectionId: number;
  /** Bytes of the longest statement that the server takes; a longer one ends the connection. */
  readonly longestStatement: number;
  /** Variables as they were before any script ran; they are put back between scripts. */
  readonly initial: InitialSession;
  /**
   * Sends one statement as it stands, by the text protocol (prepared CREATE TRIGGER, LOCK TABLES, USE fail
   * with 1295 on MySQL).
   *
   * @param giveUp rejected with a SilentServerError: the answer is not waited for any more, and the connection is hung up
   * @throws ServerError when the server refuses it
   * @throws ConnectionError when the connection is lost; whether the statement took effect is then unknown
   */
  send(sql: string, giveUp?: Promise<never>): Promise<Outcome>;
  /**
   * A query of the engine itself, by the text protocol. Values MUST be written so that neither sql_mode nor a character
   * set changes what they mean, as `history/literals.ts` does: a script may have set NO_BACKSLASH_ESCAPES or
   * ANSI_QUOTES, for which those that drivers escape are wrong.
   *
   * @param values for the question marks; without any the text is sent as it stands
   * @param purpose what it is for, as in "read the history"; becomes part of the error
   * @throws QueryError | ConnectionError
   */
  query<Row extends object>(
    purpose: string,
    sql: string,
    values?: readonly (string | number | boolean | null)[],
  ): Promise<readonly Row[]>;
  /**
   * A change by the engine itself, its values written in the same way.
   *
   * @returns how many rows it found, also those that it left as they were
   * @throws QueryError | ConnectionError
   */
  change(
    purpose: string,
    sql: string,
    values: readonly (string | number | boolean | null)[],
  ): Promise<number>;
  /**
   * The first row of a query of the engine itself, exactly as the server sends it, with its types; its strings MUST be
   * ASCII. For values of more digits than a number of JavaScript has.
   *
   * @throws QueryError | ConnectionError
   */
  exactRow(purpose: string, sql: string): Promise<readonly ExactValue[]>;
  /**
   * Names of the user variables that have a value, in lower case; none where the server does not list them to
   * this account.
   */
  userVariables(): Promise<readonly string[]>;
  /** Whether the session has a transaction open, as the server says (SERVER_STATUS_IN_TRANS). */
  inTransaction(): Promise<boolean>;
}

/** One value of a result. */
export interface ExactValue {
  /** `integer` has a sign; all that is no number is a string. */
  readonly type: 'integer' | 'unsigned' | 'decimal' | 'double' | 'string';
  /** NULL as null. */
  readonly text: string | null;
}

/** All that reading and writing the history takes. */
export type Querying = Pick<Session, 'query'>;

/** What Flyway puts back between two files, beside user variables. */
export interface SessionVariables {
  readonly foreignKeyChecks: number;
  readonly sqlSafeUpdates: number;
}

/** A session before anything ran on it. */
export interface InitialSession extends SessionVariables {
  /** Null when it has entered none. */
  readonly schema: string | null;
}

/** What answers on the other side. */
export interface Server {
  readonly kind: 'mysql' | 'mariadb';
  /** As in `8.4.3`, without suffixes. */
  readonly version: string;
}

/** What the server said of one statement. */
export interface Outcome {
  readonly affectedRows: number;
  /** Absent when the reply does not tell (result sets). */
  readonly inTransaction?: boolean;
  /** Whether autocommit is on behind it; absent likewise. */
  readonly autocommit?: boolean;
  /** Absent when there is none. */
  readonly results?: readonly QueryResult[];
}

/** A result set as text. */
export interface QueryResult {
  readonly columns: readonly string[];
  /** NULL as null. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A statement that the server refused; the connection is alive. */
export class ServerError extends Error {
  readonly fault: ServerFault;
  constructor(fault: ServerFault, options?: { readonly cause?: unknown }) {
    super(fault.message, options);
    this.fault = fault;
  }
}
