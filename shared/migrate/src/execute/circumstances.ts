import type { SessionSnapshot } from '../journal/session-snapshot.ts';
import type { Statement, Statements } from '../model.ts';
import { followSession } from '../plan/follow-session.ts';
import type { Circumstances } from '../probe/read/read-change.ts';
import type { Session } from '../session.ts';

/** A statement, and what is known of the session that it is sent to. */
export interface StatementInSession {
  readonly statement: Statement;
  readonly statements: Statements;
  /** Undefined when the session is as it began. */
  readonly snapshot: SessionSnapshot | undefined;
}

/**
 * The schema and the sql_mode that a statement is, or was, sent under: those of the snapshot, and what USE and SET behind
 * it say.
 *
 * @param session one that is as the script's was at its beginning
 * @throws QueryError | ConnectionError
 */
export async function circumstancesOf(
  { statement, statements, snapshot }: StatementInSession,
  { session, schema }: { readonly session: Pick<Session, 'query' | 'server'>; readonly schema: string },
): Promise<Circumstances> {
  const { server } = session;
  const kept = snapshot?.settings['sql_mode'];
  const start = {
    server,
    schema: snapshot ? (snapshot.schema ?? undefined) : schema,
    sqlMode:
      kept?.type === 'string' ? Buffer.from(kept.hex, 'hex').toString('latin1') : await presentMode(session),
  };
  const since = statements.slice((snapshot?.before ?? 1) - 1, statement.number);
  return followSession(since, start).at(-1) ?? start;
}

async function presentMode(session: Pick<Session, 'query'>): Promise<string> {
  const sql = 'SELECT @@SESSION.sql_mode AS mode';
  const [row] = await session.query<{ mode: string }>('read sql_mode', sql);
  return row?.mode ?? '';
}

/** The same as a snapshot, for `inSurroundings`. */
export function surroundingsOf(
  snapshot: SessionSnapshot | undefined,
  { schema, sqlMode }: Circumstances,
): SessionSnapshot {
  const mode = { type: 'string', hex: Buffer.from(sqlMode, 'latin1').toString('hex') } as const;
  return {
    before: 0,
    lastInsertId: '0',
    variables: {},
    ...(snapshot?.role !== undefined && { role: snapshot.role }),
    schema: schema ?? null,
    settings: { ...snapshot?.settings, sql_mode: mode },
  };
}
