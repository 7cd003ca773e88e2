import { QueryError } from '../errors.ts';
import type { Session } from '../session.ts';

/** Ended by each COMMIT and ROLLBACK, and by whatever commits by itself. */
const savepoint = 'nilecare_migrate';

/**
 * Runs callbacks in the transaction of a script, and tells whether they have ended it: the text of a CALL does not say.
 *
 * @param ended called when they have, also when they failed behind it
 * @throws what `work` throws
 */
export async function watchCommit(
  session: Pick<Session, 'query'>,
  work: () => Promise<void>,
  ended: () => void,
): Promise<void> {
  await session.query('mark the transaction', `SAVEPOINT ${savepoint}`);
  try {
    await work();
  } finally {
    if (!(await isStillThere(session))) ended();
  }
}

async function isStillThere(session: Pick<Session, 'query'>): Promise<boolean> {
  try {
    await session.query('look for the transaction', `RELEASE SAVEPOINT ${savepoint}`);
    return true;
  } catch (error) {
    return !(error instanceof QueryError && error.fault.errno === noSuchSavepoint);
  }
}

const noSuchSavepoint = 1305;
