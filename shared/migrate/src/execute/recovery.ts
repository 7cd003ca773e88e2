/** What became of a script whose run died, and how it goes on. */
import type { Fact } from '../probe/answer.ts';
import type { Statement } from '../model.ts';
import type { LostObject } from '../source/session-objects.ts';

/** The decision after a death. Plain data: nothing was changed for it. */
export type Recovery =
  | {
      readonly kind: 'go on';
      /** Number of the first statement to send; one more than the script has when only its row is missing. */
      readonly from: number;
      /** To be sent once more before it. */
      readonly prelude: readonly Statement[];
      /** The text of the session's snapshot; absent where a new session is as good. */
      readonly session?: string;
      /** What the probe saw of the statement that was on its way. */
      readonly facts: readonly Fact[];
    }
  /** A person has to look; see UnknownStateError, which takes just this. */
  | {
      readonly kind: 'unknown';
      /** The one that may have taken effect. */
      readonly statement: Statement;
      /** Statements 1 … committed are in the database for good. */
      readonly committed: number;
      /** A word of the probe, or a whole clause. */
      readonly reason: string;
      readonly facts: readonly Fact[];
    }
  /** It is known how far the script is, but what later statements need has ended with the session. */
  | {
      readonly kind: 'lost';
      readonly from: number;
      readonly committed: number;
      readonly lost: readonly LostObject[];
    };
