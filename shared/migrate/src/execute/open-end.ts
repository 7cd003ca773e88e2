import { isConnectionLost, MigrateError } from '../errors.ts';
import type { Outcome, Session } from '../session.ts';
import type { ScriptStep } from './run-context.ts';

/**
 * The end of a script that is done: its row is written, and committed by what begins the next script, its first DDL or the
 * COMMIT behind its entry in the journal. Until that is known, nobody is told that the script is applied
 * (docs/decisions/0018-merged-commit.md).
 */
export interface OpenEnd {
  readonly step: ScriptStep;
  /** `in doubt`: the connection was lost before the answer came that tells. */
  state(): 'open' | 'committed' | 'in doubt';
  /** To be called behind what has certainly committed it. */
  settle(): void;
  /**
   * Commits it by itself, where the next script is not begun.
   *
   * @throws UncommittedEndError when it is taken back
   */
  commit(): Promise<void>;
  /**
   * Behind a failure in what was to commit it: sees to it that it is committed, or learns that it was.
   *
   * @throws UncommittedEndError when it was taken back
   */
  secure(error: unknown, next: NextBeginning): Promise<void>;
  /**
   * Behind a statement that succeeded: it has committed the end, or is committed here. Nothing is read, which would begin a
   * transaction: what follows in the script may have to stand outside of one, as SET TRANSACTION and XA START.
   *
   * @throws UncommittedEndError when it was taken back
   */
  settleBehind(outcome: Pick<Outcome, 'inTransaction'>): Promise<void>;
  /** Records that the script, whose end was taken back, has failed. @returns what is to be said of it */
  recordFailure(error: unknown): Promise<unknown>;
}

/** The beginning of the next script, in the transaction that the end is in. */
export interface NextBeginning {
  /** Asks whether it is in the database. */
  isBegun(): Promise<boolean>;
  /** Writes that nothing of it was sent: what failed has done nothing, and nobody need be asked about it. */
  unsend(): Promise<void>;
}

/** The script before could not be ended; `cause` says why. Never leaves the run of a plan. */
export class UncommittedEndError extends Error {
  constructor(cause: unknown) {
    super('the end of the script before is not committed', { cause });
  }
}

interface Ways {
  readonly session: Pick<Session, 'inTransaction'>;
  /** Tells whom it concerns. */
  readonly settled: () => void;
  /** Writes the end of the script in the journal too, and commits. */
  readonly complete: () => Promise<void>;
  readonly commit: () => Promise<void>;
  readonly tidyUp: () => Promise<void>;
  readonly recordFailure: OpenEnd['recordFailure'];
}

/** The end of a script whose row was just written. */
export function openEnd(step: ScriptStep, ways: Ways): OpenEnd {
  let state: ReturnType<OpenEnd['state']> = 'open';
  const settle = () => {
    if (state !== 'open') return;
    state = 'committed';
    ways.settled();
  };
  const settleBy = async (commit: () => Promise<void>) => {
    await commit().catch((error: unknown) => {
      throw new UncommittedEndError(error);
    });
    settle();
  };
  /** What fails without a commit, as a text that the server cannot parse, leaves it open: COMMIT, never ROLLBACK. */
  const findOut = async (error: unknown, next: NextBeginning) => {
    if (isLost(error)) throw error;
    if (await ways.session.inTransaction())
      await settleBy(async () => {
        await next.unsend();
        await ways.commit();
      });
    else if (await next.isBegun()) settle();
    else throw new UncommittedEndError(error);
  };
  return {
    step,
    state: () => state,
    settle,
    recordFailure: ways.recordFailure,

    async commit() {
      await settleBy(ways.complete);
      await ways.tidyUp();
    },

    async settleBehind({ inTransaction }) {
      if (state !== 'open') return;
      if (inTransaction ?? (await ways.session.inTransaction())) await settleBy(ways.commit);
      else settle();
    },

    async secure(error, next) {
      if (state !== 'open') return;
      await findOut(error, next).catch((reason: unknown) => {
        if (!isLost(reason)) throw reason;
        state = 'in doubt';
      });
    },
  };
}

/** What the journal of a script does for the end of the script before, which its beginning commits. */
export interface EndBefore {
  isOpen(): boolean;
  /** Undefined while it is open: it must be committed together with what is written. */
  unlessOpen<Work>(work: Work): Work | undefined;
  /** Does what is to commit it. @throws UncommittedEndError instead of what `work` throws, while it is open */
  begin(work: () => Promise<void>): Promise<void>;
  /** Behind the statement that was to commit it. */
  settle(outcome: Pick<Outcome, 'inTransaction'>): Promise<void>;
  /** See {@link OpenEnd.secure}. */
  secure(error: unknown): Promise<void>;
}

/** Of a script whose predecessor left nothing open, none of it does anything. */
export function endBefore(end: OpenEnd | undefined, next: NextBeginning): EndBefore {
  const isOpen = () => end?.state() === 'open';
  const secure = async (error: unknown) => {
    if (error instanceof UncommittedEndError) throw error;
    await end?.secure(error, next);
  };
  return {
    isOpen,
    secure,
    unlessOpen: (work) => (isOpen() ? undefined : work),

    async begin(work) {
      await work().catch((error: unknown) => {
        throw isOpen() ? new UncommittedEndError(error) : error;
      });
    },

    async settle(outcome) {
      await end?.settleBehind(outcome);
    },
  };
}

function isLost(error: unknown): boolean {
  return error instanceof MigrateError && isConnectionLost(error);
}
