import type { FastifyBaseLogger } from 'fastify';
import { withDeadline } from '../deadline.ts';
import { ServiceError } from '../errors.ts';
import { onStopSignal } from './stop-signals.ts';

/** What is to be ended, and how. */
export interface Supervised {
  readonly name: string;
  readonly log: FastifyBaseLogger;
  /** Is aborted as soon as the service is to stop, by the signal's name. */
  readonly stopping: AbortController;
  /** Longest wait for running requests and queries, in milliseconds. */
  readonly stopDeadline: number;
  /** Ends everything in order. */
  readonly close: () => Promise<void>;
  /** Ends everything at once, when `close` takes too long. */
  readonly abandon: () => void;
}

/** The end of a service, however it comes. */
export interface Supervision {
  /** Stops the service; more than one call is one stop. */
  readonly stop: (why: string) => Promise<void>;
  /** Settles when the service has stopped; rejects with STOP_TIMED_OUT. */
  readonly stopped: Promise<void>;
}

/** Stops the service at SIGTERM and SIGINT. */
export function supervise({ name, log, stopping, stopDeadline, close, abandon }: Supervised): Supervision {
  const { promise: stopped, resolve, reject } = deferred();
  const stop = (why: string): Promise<void> => {
    if (stopping.signal.aborted) return stopped;
    log.info(`${name} stops: ${why}`);
    removeListeners();
    stopping.abort(why);
    const late = () => new ServiceError('STOP_TIMED_OUT', describeLate(name, stopDeadline));
    withDeadline(close(), stopDeadline, late).then(resolve, (error: unknown) => {
      abandon();
      reject(error);
    });
    return stopped;
  };
  const removeListeners = onStopSignal((why) => void stop(why).catch(() => undefined));
  return { stop, stopped };
}

function describeLate(name: string, deadline: number): string {
  return (
    `${name} did not stop within ${deadline} ms: a request or query still runs.\n` +
    'Try: look in the log for requests without an answer, or raise STOP_DEADLINE.'
  );
}

function deferred() {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((onDone, onFailure) => {
    resolve = onDone;
    reject = onFailure;
  });
  // A caller that only calls stop() need not watch `stopped` too.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
