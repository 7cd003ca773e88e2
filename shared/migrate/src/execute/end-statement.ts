import { setTimeout as delay } from 'node:timers/promises';
import type { WaitConfig } from '../config/config.ts';
import type { StatementEnd } from '../lock-wait.ts';
import { ServerError, type Outcome, type Session } from '../session.ts';
import { killQuery, type Companion } from './companion.ts';
import { SilentServerError } from './patience.ts';
import { behindStatement, stopSignal } from './stop.ts';

/** What may end a statement of a script before its time. */
export interface Guard {
  readonly companion: Companion;
  readonly waits: WaitConfig;
  /** Aborted: the running statement is given a moment, and then ended, unless the reason is {@link behindStatement}. */
  readonly stop: AbortSignal | undefined;
}

/** Milliseconds that a statement may go on behind the signal to stop. */
const stopGrace = 5_000;

/** Milliseconds that a statement which was ended may take to be rolled back, before the connection is given up. */
const rollbackTime = 60_000;

/** What a server answers that ended a statement; 1028 when it was sorting. */
const interrupted: readonly (number | undefined)[] = [1317, 1028];

/**
 * Sends a statement of a script, and ends it by KILL QUERY when its time is over or when the run is to stop.
 *
 * @throws ServerError whose fault says why it was `ended`; one that is done before the KILL arrives succeeds
 * @throws ConnectionError
 */
export async function sendUntilEnded(session: Session, text: string, guard: Guard): Promise<Outcome> {
  const { giveUp, givenUp } = givingUp();
  let over: AbortController | undefined;
  let cause: StatementEnd | undefined;
  let ending: Promise<void> | undefined;
  const end = (why: StatementEnd) => {
    cause ??= why;
    over ??= new AbortController();
    ending ??= endStatement(session, guard.companion, { giveUp, over: over.signal });
  };
  const answer = session.send(text, givenUp);
  const cancel = [endAtDeadline(guard, end), endAtStop(guard, end)];
  try {
    return await answer;
  } catch (error) {
    throw cause ? explained(error, cause) : error;
  } finally {
    over?.abort();
    for (const each of cancel) each();
    // Or it would end what is sent next.
    await ending;
  }
}

/** By a promise, which costs each statement less than a signal. */
function givingUp() {
  let giveUp: (why: string) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (why) => {
      reject(new SilentServerError(why));
    };
  });
  return { giveUp, givenUp };
}

function explained(error: unknown, ended: StatementEnd): unknown {
  if (!(error instanceof ServerError) || !interrupted.includes(error.fault.errno)) return error;
  return new ServerError({ ...error.fault, ended }, { cause: error });
}

type End = (why: StatementEnd) => void;

/** The longest time of a timer, 24 days. */
const longestTimer = 2 ** 31 - 1;

/** @returns what takes it back */
function endAtDeadline({ waits: { statementTimeout: seconds } }: Guard, end: End): () => void {
  if (seconds === 0) return () => undefined;
  const late = () => {
    end({ kind: 'deadline', seconds });
  };
  const timer = setTimeout(late, Math.min(seconds * 1000, longestTimer));
  return () => {
    clearTimeout(timer);
  };
}

/** @returns what takes it back */
function endAtStop({ stop }: Guard, end: End): () => void {
  if (!stop) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    if (stop.reason === behindStatement) return;
    timer = setTimeout(() => {
      end({ kind: 'stop', signal: stopSignal(stop) });
    }, stopGrace);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return () => {
    stop.removeEventListener('abort', begin);
    clearTimeout(timer);
  };
}

interface Ending {
  readonly giveUp: (why: string) => void;
  /** Aborted when the statement has ended. */
  readonly over: AbortSignal;
}

async function endStatement(
  { connectionId }: Session,
  companion: Companion,
  { giveUp, over }: Ending,
): Promise<void> {
  const begun = Date.now();
  while (!over.aborted && !(await tryToKill(companion, connectionId))) {
    if (Date.now() - begun > rollbackTime) break;
    await delay(1000, undefined, { signal: over }).catch(() => undefined);
  }
  const timer = setTimeout(() => {
    giveUp(
      `The statement was ended by KILL QUERY, and has not ended within ${rollbackTime / 1000} s. The server may still be taking it back`,
    );
  }, rollbackTime);
  const settled = () => {
    clearTimeout(timer);
  };
  if (over.aborted) settled();
  else over.addEventListener('abort', settled, { once: true });
}

/** There may be no connection left on the server for a moment. */
function tryToKill(companion: Companion, connectionId: number): Promise<boolean> {
  return killQuery(companion, connectionId).then(
    () => true,
    () => false,
  );
}
