import { ConnectionError, QueryError } from '../errors.ts';
import type { Change } from '../probe/change.ts';
import { takeDigest } from '../probe/probe.ts';
import { isRepeatable, needsDigest } from '../probe/properties.ts';
import { readChange } from '../probe/read/read-change.ts';
import type { Statement } from '../model.ts';
import type { Server } from '../session.ts';
import { oncePer } from '../source/once-per.ts';
import { circumstancesOf, surroundingsOf, type StatementInSession } from './circumstances.ts';
import type { Companion } from './companion.ts';
import { inSurroundings } from './restore-snapshot.ts';

/** Where a digest is taken. */
export interface DigestContext {
  readonly companion: Companion;
  readonly server: Server;
  /** The schema that scripts run in. */
  readonly schema: string;
}

/** Whether a digest may turn "cannot tell" into an answer that matters: what can be sent twice needs none. */
export function wantsDigest(change: Change): boolean {
  return needsDigest(change) && !isRepeatable(change);
}

/** The same for a statement whose surroundings are not known yet. */
export const wantsDigestOf = oncePer(
  ({ kind, text }: Statement, server: Server, schema: string) =>
    kind === 'ddl' && wantsDigest(readChange(text, { server, schema, sqlMode: '' })),
);

/**
 * The digest of what a DDL touches, from before it is sent; over the companion, since on the script's own connection it
 * would be seen in ROW_COUNT() and the like. Of most statements, CREATE TABLE and ALTER TABLE with names among them,
 * there is none, and nothing is asked.
 *
 * @returns undefined too when it cannot be taken: it only makes more answers certain
 */
export async function digestBefore(
  place: StatementInSession,
  { companion, server, schema }: DigestContext,
): Promise<string | undefined> {
  const { statement } = place;
  if (!wantsDigestOf(statement, server, schema)) return undefined;
  try {
    return await companion.use(async (session) => {
      const circumstances = await circumstancesOf(place, { session, schema });
      const change = readChange(statement.text, circumstances);
      return inSurroundings(session, surroundingsOf(place.snapshot, circumstances), () =>
        takeDigest(change, session),
      );
    });
  } catch (error) {
    if (error instanceof QueryError || error instanceof ConnectionError) return undefined;
    throw error;
  }
}
