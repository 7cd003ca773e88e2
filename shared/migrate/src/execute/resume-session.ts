import { readSnapshot } from '../journal/session-snapshot.ts';
import type { Statement } from '../model.ts';
import type { Session } from '../session.ts';
import { restoreSnapshot } from './restore-snapshot.ts';

/** What has ended with the interrupted session. */
export interface Interrupted {
  readonly prelude: readonly Statement[];
  /** A snapshot's text. */
  readonly session?: string;
}

/**
 * Makes the working session what the interrupted one was in front of the statement that is sent next: the snapshot first,
 * then what has to be sent once more. To be called where the script begins, behind its SET autocommit, with nothing sent
 * between it and the script but what commits first.
 *
 * @param announce told of each statement before it is sent
 * @throws ServerError when a statement of the prelude is refused
 * @throws QueryError | ConnectionError
 */
export async function resumeSession(
  session: Session,
  { session: text, prelude }: Interrupted,
  announce: (statement: Statement) => void = () => undefined,
): Promise<void> {
  const snapshot = text === undefined ? undefined : readSnapshot(text);
  if (snapshot) await restoreSnapshot(session, snapshot);
  for (const statement of prelude) {
    announce(statement);
    await session.send(statement.text);
  }
}
