import type { WaitConfig } from '../config/config.ts';
import { killQuery, type Companion } from './companion.ts';
import { lookAfter, type Sight } from './look-after.ts';
import { SilentServerError, type Patience, type Sent } from './patience.ts';

/** Milliseconds between two looks at the server while it has not answered. */
const lookInterval = 5_000;

/** Looks in a row that must agree before a connection is given up that the server has lost or forgotten. */
const agreeingLooks = 3;

/** Milliseconds that a query which was ended is given to say so. */
const endingTime = 10_000;

/**
 * Waits as long as the server lives and works on what was sent, which the companion looks at every few seconds; a
 * query of the engine itself is ended when its time is over.
 *
 * Given up is a server that gives no sign of life (it is frozen, or out of reach), a connection that the server no
 * longer has, and one on which the server waits for more while its answer is waited for here: something between
 * dropped it.
 */
export function watchServer(companion: Companion, waits: WaitConfig): Patience {
  const interval = Math.min(lookInterval, waits.answerTimeout * 1000);
  return async (answer, sent) => {
    const watch: Watch = { sent, companion, waits, isOver: false, begun: Date.now() };
    const lost = new Promise<never>((_, reject) => {
      // Most are answered before the first look, and cost a timer and nothing else.
      watch.timer = setTimeout(() => void watchUntilOver(watch, interval).catch(reject), interval);
    });
    try {
      return await Promise.race([answer, lost]);
    } catch (error) {
      throw watch.ending ? endedByTimeout(error, waits.queryTimeout) : error;
    } finally {
      watch.isOver = true;
      clearTimeout(watch.timer);
      // Or it would end what is sent next.
      if (watch.ending) await watch.ending;
    }
  };
}

interface Watch {
  readonly sent: Sent;
  readonly companion: Companion;
  readonly waits: WaitConfig;
  isOver: boolean;
  /** Until the next look. A signal that ended the pause would make an error behind each answer, which takes time. */
  timer?: NodeJS.Timeout;
  readonly begun: number;
  /** On its way: a KILL QUERY. */
  ending?: Promise<void>;
}

/** Looks at once, and then again behind each pause of so many milliseconds. */
async function watchUntilOver(watch: Watch, interval: number): Promise<void> {
  const { sent, companion, waits } = watch;
  const sights: Sight[] = [];
  let asked = watch.begun;
  let silentSince: number | undefined;
  while (!watch.isOver) {
    endWhenOverdue(watch);
    const sight = await lookAfter(sent, companion);
    silentSince = sight.kind === 'silent' ? (silentSince ?? asked + interval) : undefined;
    if (silentSince !== undefined) refuseSilence(silentSince, waits);
    sights.push(sight);
    refuseLoss(sights.slice(-agreeingLooks));
    asked = Date.now();
    await new Promise<void>((resolve) => (watch.timer = setTimeout(resolve, interval)));
  }
}

function endWhenOverdue(watch: Watch): void {
  const { sent, companion, waits, begun } = watch;
  if (sent.kind !== 'query' || waits.queryTimeout === 0 || isRollback(sent)) return;
  const late = Date.now() - begun - waits.queryTimeout * 1000;
  if (late < 0) return;
  if (watch.ending && late > endingTime)
    throw new SilentServerError(
      `The server gave no answer within ${waits.queryTimeout} s (queryTimeout), and KILL QUERY changed nothing`,
    );
  const id = sent.link.place()?.connectionId;
  // What it answers, or that it does not, is what the next looks are for.
  if (id !== undefined) watch.ending ??= killQuery(companion, id).catch(() => undefined);
}

/** It takes as long as what it takes back took, and cannot be ended. */
function isRollback({ sql }: Sent): boolean {
  return sql === 'ROLLBACK';
}

function refuseSilence(since: number, { answerTimeout }: WaitConfig): void {
  if (Date.now() - since < answerTimeout * 1000) return;
  throw new SilentServerError(
    `The server does not answer: no sign of life for ${answerTimeout} s (answerTimeout), not on a second connection either. It is frozen, or out of reach`,
  );
}

function refuseLoss(sights: readonly Sight[]): void {
  const [first] = sights;
  if (!first || sights.length < agreeingLooks) return;
  if (sights.every(({ kind }) => kind === 'gone'))
    throw new SilentServerError(
      'The server has ended this connection, and no word of it arrived here: a proxy, a firewall or the network dropped it',
    );
  if (sights.every(({ kind, traffic }) => kind === 'idle' && traffic === first.traffic))
    throw new SilentServerError(
      'The server waits for something to do, and its answer has not arrived here: a proxy, a firewall or the network dropped it',
    );
}

function endedByTimeout(error: unknown, seconds: number): Error {
  const fault = error as Error & { readonly sqlMessage?: string };
  const sqlMessage = `${fault.sqlMessage ?? fault.message} (it took longer than ${seconds} s, the queryTimeout, and was ended)`;
  return Object.assign(new Error(fault.message, { cause: error }), fault, { sqlMessage });
}
