import { isConnectionLost, MigrateError } from '../errors.ts';
import type { Step } from '../model.ts';
import { PartialRunError, type AppliedStep } from '../run-errors.ts';
import { commit } from './end-transaction.ts';
import { UncommittedEndError, type OpenEnd } from './open-end.ts';
import { isScript, type RunContext } from './run-context.ts';

/** What of a plan is applied, and what is done in a transaction that is open behind the last step. */
export interface PlanProgress {
  readonly applied: readonly AppliedStep[];
  /** Of a group, whose transaction goes on: taken back as a whole when a later script of it fails. */
  hasShared(): boolean;
  /** Of a script whose end what begins the next one commits. */
  end(): OpenEnd | undefined;
  /** A step is done. */
  add(done: AppliedStep, open: 'committed' | 'shared' | OpenEnd): void;
  /** To be called when the end of a script is committed. */
  readonly settled: (done: AppliedStep) => void;
  /** Commits what is open. @throws PartialRunError */
  commit(notRun: readonly Step[]): Promise<void>;
  /** @throws PartialRunError, or the error as it is where it is none of the engine's */
  breakOff(error: unknown, failed: Step | undefined, notRun: readonly Step[]): Promise<never>;
}

/** Nothing is done yet. */
export function planProgress(context: RunContext): PlanProgress {
  const applied: AppliedStep[] = [];
  let shared: AppliedStep[] = [];
  let end: OpenEnd | undefined;

  const settled = (done: AppliedStep) => {
    const { step, executionTime } = done;
    if (isScript(step)) context.listener({ type: 'script-applied', step, executionTime });
    applied.push(done);
  };
  const settleShared = () => {
    const done = shared;
    shared = [];
    done.forEach(settled);
  };
  const breakOff: PlanProgress['breakOff'] = async (error, failed, notRun) => {
    const reason = await closeEnd(error);
    if (reason instanceof UncommittedEndError && end) {
      const failure = await end.recordFailure(reason.cause);
      throw partial(failure, end.step, failed ? [failed, ...notRun] : notRun);
    }
    throw partial(reason, failed, [...shared.map(({ step }) => step), ...notRun]);
  };
  /** It is open only where nothing of the next script is begun. @returns what ends the run */
  const closeEnd = async (error: unknown): Promise<unknown> => {
    if (end?.state() !== 'open' || error instanceof UncommittedEndError) return error;
    return end.commit().then(
      () => error,
      (reason: unknown) => reason,
    );
  };
  const partial = (error: unknown, failed: Step | undefined, notRun: readonly Step[]) => {
    if (!(error instanceof MigrateError)) return error;
    // Lost while it is open: in front of the answer to the COMMIT that was to end it.
    const isInDoubt = end?.state() === 'in doubt' || (end?.state() === 'open' && isConnectionLost(error));
    const inDoubt = end && isInDoubt ? [end.step] : [];
    return new PartialRunError(error, { applied, failed, notRun, inDoubt, facts: context.facts });
  };

  return {
    applied,
    hasShared: () => shared.length > 0,
    end: () => end,
    settled,
    breakOff,

    add(done, open) {
      end = typeof open === 'object' ? open : undefined;
      if (end) return;
      shared.push(done);
      if (open === 'committed') settleShared();
    },

    async commit(notRun) {
      try {
        await end?.commit();
        if (shared.length > 0) await commit(context);
      } catch (error) {
        await breakOff(error, undefined, notRun);
      }
      end = undefined;
      settleShared();
    },
  };
}
