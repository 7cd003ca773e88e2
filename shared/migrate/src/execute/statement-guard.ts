import { setTimeout as delay } from 'node:timers/promises';
import { MigrateError, type StatementPlace } from '../errors.ts';
import type { LockWait, StatementEnd } from '../lock-wait.ts';
import { ServerError, type Outcome, type Session } from '../session.ts';
import { findLockWait } from './blockers.ts';
import { sendUntilEnded, type Guard } from './end-statement.ts';
import type { Listener } from './events.ts';
import { isLockWait, maySendAgain, pauseBehind } from './lock-retries.ts';
import { stopSignal } from './stop.ts';

export type { Guard } from './end-statement.ts';

/** Milliseconds until it is looked what a statement waits for, and between two looks. */
const firstLook = 2_000;
const nextLook = 5_000;

/** A statement that is to be sent, and whom to tell. */
export interface Guarded {
  readonly place: StatementPlace;
  readonly guard: Guard;
  readonly listener: Listener;
}

/**
 * Sends a statement of a script under guard: it has a deadline, it is ended when the run is to stop, and while it waits
 * for a lock those who hold it are named. One that gave up waiting is sent again where that is safe, a few times.
 *
 * @throws ServerError whose fault says why the engine `ended` it, or gave up
 * @throws ConnectionError
 */
export async function sendGuarded(session: Session, guarded: Guarded): Promise<Outcome> {
  const { place, guard, listener } = guarded;
  const { statement } = place;
  const begun = Date.now();
  for (let tries = 1; ; tries++) {
    const answer = sendUntilEnded(session, statement.text, guard);
    const waits = lookForWaits(session, guarded, begun);
    try {
      return await answer;
    } catch (error) {
      if (!isLockWait(error)) throw error;
      const wait = waits.last();
      const end = { kind: 'lock wait', tries, waited: secondsSince(begun), wait } as const;
      const isLast = tries > guard.waits.lockWaitRetries;
      if (isLast || !(await maySendAgain(statement, guard.companion))) throw withEnd(error, end);
      const pause = pauseBehind(tries);
      listener({ type: 'statement-retried', reason: 'lock wait', place, tries, pause, wait });
      await pauseUnlessStopped(pause, guard, error);
    } finally {
      waits.end();
    }
  }
}

function withEnd(error: ServerError, ended: StatementEnd): ServerError {
  return new ServerError({ ...error.fault, ended }, { cause: error });
}

async function pauseUnlessStopped(seconds: number, { stop }: Guard, error: ServerError): Promise<void> {
  await delay(seconds * 1000, undefined, { ...(stop && { signal: stop }) }).catch(() => undefined);
  if (stop?.aborted) throw withEnd(error, { kind: 'stop', signal: stopSignal(stop) });
}

interface Looking {
  /** What was seen last. */
  last(): LockWait | undefined;
  end(): void;
}

/** Looks again and again whether the statement waits for a lock, and tells. */
function lookForWaits(session: Session, { place, guard, listener }: Guarded, begun: number): Looking {
  const { connectionId, server } = session;
  const waiter = { connectionId, server, text: place.statement.text };
  let seen: LockWait | undefined;
  let isOver = false;
  let timer = setTimeout(look, firstLook);
  function look(): void {
    void guard.companion
      .use((companion) => findLockWait(companion, waiter))
      .catch(ignoreRefusal)
      .then((wait) => {
        if (isOver) return;
        if (wait) {
          seen = wait;
          listener({ type: 'statement-waiting', place, waited: secondsSince(begun), wait });
        }
        timer = setTimeout(look, nextLook);
      });
  }
  return {
    last: () => seen,
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** Whoever may not look, or cannot, waits without knowing for what. */
function ignoreRefusal(error: unknown): undefined {
  if (error instanceof MigrateError) return undefined;
  throw error;
}

function secondsSince(begun: number): number {
  return (Date.now() - begun) / 1000;
}
