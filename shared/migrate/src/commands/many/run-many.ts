import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, historyPlace } from '../../config/on-databases.ts';
import { RefusedError } from '../../errors.ts';
import { behindStatement } from '../../execute/stop.ts';
import { attempt, type Attempts, type Work } from './attempt.ts';
import { openGate } from './gate.ts';
import { defaultConcurrency, type DatabaseOutcome, type ManyOptions, type NamedDatabase } from './many.ts';
import { noRoom } from './no-room.ts';

/**
 * Runs a command on many databases, so many at once; each has lock, lease and journal of its own, as alone. What
 * becomes of one changes nothing for the others.
 *
 * A server that has no connection left is asked again behind a pause of 0.1 to 3 seconds, while others end and free
 * theirs; so is one that was reached before in this call and now is not. When none has ended for as long as the
 * database would wait for a lock (`lockTimeout`), it counts as not begun.
 *
 * @returns what became of each, in their order
 * @throws RefusedError before anything is begun when two have the same history or name
 */
export async function runMany<Result>(
  databases: readonly NamedDatabase[],
  work: Work<Result>,
  options: ManyOptions<Result> = {},
): Promise<readonly DatabaseOutcome<Result>[]> {
  refuseTwice(databases);
  const failure = new AbortController();
  const stop = options.stop ? AbortSignal.any([options.stop, failure.signal]) : failure.signal;
  setMaxListeners(0, stop);
  const { concurrency = defaultConcurrency, onFailure, isFailure, listener } = options;
  const judge = (outcome: DatabaseOutcome<Result>) => {
    const hasFailed = outcome.kind === 'done' ? isFailure?.(outcome.result) : isFailed(outcome);
    if (hasFailed && onFailure === 'stop') failure.abort(behindStatement);
  };
  const run: Attempts<Result> = {
    work,
    stop,
    gate: openGate(Math.max(1, concurrency)),
    reached: new Set(),
    lastEnd: 0,
    judge,
    tell: (name, event) => listener?.(name, event),
  };
  return Promise.all(
    databases.map(async (database) => {
      const outcome = await runOne(database, run);
      judge(outcome);
      run.tell(database.name, { type: 'ended', outcome });
      return outcome;
    }),
  );
}

/** As against one that was stopped, or not begun because of a stop. */
function isFailed(outcome: DatabaseOutcome<unknown>): boolean {
  return outcome.kind === 'failed' || (outcome.kind === 'not begun' && outcome.reason === 'no connection');
}

/** @throws RefusedError */
function refuseTwice(databases: readonly NamedDatabase[]): void {
  const places = new Map<string, string>();
  const names = new Set<string>();
  for (const { name, config } of databases) {
    const place = historyPlace(config);
    const other = places.get(place);
    if (other !== undefined || names.has(name))
      throw new RefusedError(
        'CONFIGURATION',
        other === undefined || other === name
          ? `${name} is named twice. Name it once.`
          : `${other} and ${name} are the same database: ${config.defaultSchema} on ${addressOf(config.connection)}, with the history ${config.table}. Name one of them.`,
      );
    places.set(place, name);
    names.add(name);
  }
}

async function runOne<Result>(
  database: NamedDatabase,
  run: Attempts<Result>,
): Promise<DatabaseOutcome<Result>> {
  const { name, config } = database;
  const { stop } = run;
  let refusedAt: number | undefined;
  for (let tries = 0; ; tries++) {
    const outcome = await attempt(database, run);
    if (outcome.kind !== 'not begun' || outcome.reason !== 'no connection') return outcome;
    const { error } = outcome;
    refusedAt ??= Date.now();
    const waited = Date.now() - Math.max(refusedAt, run.lastEnd);
    const isKnown = noRoom(error) === 'full' || run.reached.has(addressOf(config.connection));
    if (!isKnown || waited > config.lockTimeout * 1000) return outcome;
    const pause = Math.min(0.1 * 2 ** tries, 2) * (1 + Math.random() / 2);
    run.tell(name, { type: 'connection-refused', error, pause, concurrency: run.gate.width() });
    await delay(pause * 1000, undefined, { signal: stop }).catch(() => undefined);
  }
}
