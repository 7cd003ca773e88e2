import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { SecretError } from '@nilecare/secrets';
import { setTimeout as delay } from 'node:timers/promises';
import { connectionFailure, place } from './connection-failure.ts';
import type { OpenDatabase } from './database.ts';
import { connectTimeout } from './pools.ts';
import { nextTry, refusedTries, type NextTry } from './next-try.ts';
import { probeStranger } from './probe-stranger.ts';

/** What waiting for a database depends on. */
export interface Waiting {
  readonly configuration: DatabaseConfiguration;
  /** Aborted: the waiting ends at once. */
  readonly stop: AbortSignal;
  /** Is given one line a failed try. */
  readonly tell: (line: string) => void;
}

/** Milliseconds that the last try has at least. */
const leastPatience = 1000;

/** What mysql2, Node or the server says when a connection fails: a code in words or MySQL's error number. */
type Failure = { readonly errno?: number; readonly code?: string };

/**
 * Logs in, and tries again with growing pauses until `startDeadline`; a login that is refused three times in all.
 *
 * @throws {ServiceError} DATABASE_UNREACHABLE with cause and advice, without the password
 * @throws the reason of `stop` when that is aborted
 */
export async function waitForDatabase(
  database: Pick<OpenDatabase, 'login'>,
  { configuration, stop, tell }: Waiting,
): Promise<void> {
  const { startDeadline: deadline } = configuration;
  const began = performance.now();
  for (let number = 1; ; number++) {
    try {
      const left = deadline - (performance.now() - began);
      await unlessStopped(database.login(Math.min(connectTimeout, Math.max(left, leastPatience))), stop);
      return;
    } catch (error) {
      stop.throwIfAborted();
      const failure = error as Failure;
      const elapsed = performance.now() - began;
      const next = nextTry({ number, failure, elapsed, deadline, random: Math.random() });
      if (next.kind === 'give up') throw await describe(error, configuration, { number, elapsed });
      tell(describeWait({ configuration, failure, number, next, left: deadline - elapsed }));
      await delay(next.delay, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
    }
  }
}

/** A login may hang for seconds. */
async function unlessStopped(work: Promise<void>, stop: AbortSignal): Promise<void> {
  stop.throwIfAborted();
  let abort: (() => void) | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    abort = () => reject(stop.reason as Error);
    stop.addEventListener('abort', abort);
  });
  try {
    await Promise.race([work, stopped]);
  } finally {
    if (abort) stop.removeEventListener('abort', abort);
  }
}

async function describe(
  error: unknown,
  configuration: DatabaseConfiguration,
  tries: { readonly number: number; readonly elapsed: number },
): Promise<Error> {
  return connectionFailure(error, configuration, {
    ...tries,
    stranger: await probeStranger(error, configuration),
  });
}

interface Wait {
  readonly configuration: DatabaseConfiguration;
  readonly failure: Failure;
  readonly number: number;
  readonly next: Extract<NextTry, { kind: 'again' }>;
  /** Milliseconds to the deadline. */
  readonly left: number;
}

function describeWait({ configuration, failure, number, next, left }: Wait): string {
  const { runtime } = configuration;
  const reason = failure.errno !== undefined && failure.errno > 0 ? failure.errno : failure.code;
  const pause = `next in ${seconds(next.delay)} s`;
  if (failure instanceof SecretError)
    return `no password for ${runtime.user} yet, try ${number}, ${pause}: ${failure.message}`;
  const where = `database ${place(configuration)}`;
  if (next.refused)
    return `${where} refuses ${runtime.user} (${reason ?? 'unknown'}), try ${number} of ${refusedTries}, ${pause}`;
  return `${where} is not there yet (${reason ?? 'unknown'}), try ${number}, ${pause}, gives up in ${Math.round(left / 1000)} s`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
