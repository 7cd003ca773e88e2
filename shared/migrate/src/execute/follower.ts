import type { Statement } from '../model.ts';
import type { Outcome } from '../session.ts';
import { segmentAfter, segmentAt } from './segment.ts';

/** Follows a script from statement to statement. */
export interface Follower {
  /** Statements 1 … committed are in the database for good. */
  committed(): number;
  /** To be called in front of each statement, with nothing sent between the two. */
  before(statement: Statement): Promise<void>;
  after(statement: Statement, outcome: Outcome): Promise<void>;
  /**
   * Behind a failure, before anything else is sent: sees to it that the end of the script before is committed.
   *
   * @throws UncommittedEndError
   */
  secure(error: unknown): Promise<void>;
  /** Behind callbacks that ended the transaction: nothing of statements 1 … number is open any more. */
  ended(number: number): void;
  /**
   * Whether nothing of the script, of its callbacks, or of a script before it in the same transaction is open, and the
   * next write begins a transaction, so that a ROLLBACK takes back only what the engine has written.
   */
  isClean(): boolean;
}

/** A script of which no journal is kept: a callback. */
export function followSegments(): Follower {
  let segment = segmentAt(0, false);
  return {
    committed: () => segment.committed,
    before: () => Promise.resolve(),
    after(statement, outcome) {
      segment = segmentAfter(statement, outcome, segment);
      return Promise.resolve();
    },
    secure: () => Promise.resolve(),
    ended: () => undefined,
    isClean: () => false,
  };
}
