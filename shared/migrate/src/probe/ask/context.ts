import { QueryError } from '../../errors.ts';
import type { Session } from '../../session.ts';

/** What the questions of one probe share. */
export interface Context {
  readonly session: ProbeSession;
  /** Whether `Orders` and `orders` are two tables (lower_case_table_names = 0). */
  readonly caseMatters: boolean;
  /** CURRENT_USER(), as in `shop@%`. */
  readonly account: string;
  /** What else decides how definitions are printed: the current schema and the time zone. */
  readonly surroundings: string;
  /** Sets the sql_mode under which statements of the script are rehearsed. */
  readonly setMode: (mode: string) => Promise<void>;
}

/** All that a probe takes of a session. */
export type ProbeSession = Pick<Session, 'query' | 'server'>;

/**
 * Prepares the session to print definitions in one way, whatever a script has set, and puts its modes back.
 * ANSI_QUOTES and sql_quote_show_create change how SHOW CREATE quotes.
 */
export async function withContext<Result>(
  session: ProbeSession,
  use: (context: Context) => Promise<Result>,
): Promise<Result> {
  const [found] = await session.query<Variables>(
    'read the session for the probe',
    "SELECT @@SESSION.sql_mode AS mode, @@SESSION.sql_quote_show_create AS quoted, @@lower_case_table_names AS lower_names, CURRENT_USER() AS account, CONCAT_WS(' ', DATABASE(), @@SESSION.time_zone) AS surroundings",
  );
  // A bound number would be a DOUBLE, which the second variable does not take.
  const set = (mode: string, quoted: 0 | 1) =>
    session.query(
      'set the session for the probe',
      `SET SESSION sql_mode = ?, SESSION sql_quote_show_create = ${quoted}`,
      [mode],
    );
  try {
    await set('', 1);
    return await use({
      session,
      caseMatters: Number(found?.lower_names) === 0,
      account: found?.account ?? '',
      surroundings: found?.surroundings ?? '',
      setMode: async (mode) => void (await set(mode, 1)),
    });
  } finally {
    await set(found?.mode ?? '', Number(found?.quoted) === 0 ? 0 : 1);
  }
}

interface Variables {
  readonly mode: string;
  readonly quoted: number;
  readonly lower_names: number;
  readonly account: string;
  readonly surroundings: string;
}

/** Rows, or what the server refused with. */
export async function ask<Row extends object>(
  { session }: Pick<Context, 'session'>,
  purpose: string,
  sql: string,
  values?: readonly (string | number)[],
): Promise<readonly Row[] | Refusal> {
  try {
    return await session.query<Row>(purpose, sql, values);
  } catch (error) {
    if (error instanceof QueryError && error.fault.errno !== undefined) return { errno: error.fault.errno };
    throw error;
  }
}

/** The server refused a question; the connection is alive. */
export interface Refusal {
  readonly errno: number;
}

/** Tells a refusal from rows. */
export function isRefusal(answer: object): answer is Refusal {
  return 'errno' in answer;
}

/** Whether two names of tables, views, triggers or schemas are one. */
export function sameName({ caseMatters }: Pick<Context, 'caseMatters'>, a: string, b: string): boolean {
  return caseMatters ? a === b : a.toLowerCase() === b.toLowerCase();
}
