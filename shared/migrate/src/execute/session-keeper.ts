import { QueryError } from '../errors.ts';
import { writeSnapshot, type SessionSnapshot } from '../journal/session-snapshot.ts';
import type { Session } from '../session.ts';
import { takeSnapshot, type SnapshotPlan } from './session-snapshot.ts';

/** Keeps what the journal has to say of a script's session, and asks the server only when something may have changed. */
export interface SessionKeeper {
  /**
   * To be called where nothing uncommitted lies in front of a statement, or what is will be committed by it:
   *
   * - `journal`: the journal is about to be written, on whichever connection
   * - `segment`: the statement is the first of its segment, and nothing is written
   *
   * It sends queries on the script's connection: not in front of a statement that {@link undisturbed} names.
   *
   * @param statement its number
   * @throws ConnectionError
   */
  at(statement: number, border: 'journal' | 'segment'): Promise<void>;
  /** The journal's text, for a script of which so many statements are committed. */
  textFor(committed: number): string | undefined;
}

/**
 * The keeper of one script.
 *
 * @param begun the snapshot that a script goes on with
 */
export function keepSession(session: Session, plan: SnapshotPlan, begun?: SessionSnapshot): SessionKeeper {
  /** Newest last. Of a transaction that is rolled back, the one before it counts again. */
  let kept: readonly SessionSnapshot[] = begun ? [begun] : [];
  const isStale = (statement: number, border: 'journal' | 'segment') => {
    const newest = kept.at(-1);
    if (!newest && plan.earlier.length > 0) return true;
    const since = plan.uses.filter(
      (use) => use.statement >= (newest?.before ?? 1) && use.statement < statement,
    );
    // What can be sent once more is, behind the snapshot.
    return since.some(({ isRepeatable }) => border === 'journal' || !isRepeatable);
  };
  return {
    async at(statement, border) {
      if (!isStale(statement, border)) return;
      const taken = await takeSnapshot(session, plan, statement).catch(unlessRefused);
      if (taken) kept = [...kept.slice(-1), taken];
    },
    textFor(committed) {
      const found = kept.findLast(({ before }) => before <= committed + 1);
      return found && writeSnapshot(found);
    },
  };
}

/** A script must not fail because its session cannot be read; should it die, what it has lost is told. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof QueryError)) throw error;
}
