import { tracingChannel } from 'node:diagnostics_channel';

/** Channels on which mysql2 (from 3.20 on) tells of every query, on pools and on single connections. */
const channels = ['mysql2:query', 'mysql2:execute'] as const;

/**
 * Times all queries of this process's mysql2.
 * @param observe is given seconds
 * @returns a function that ends it
 */
export function timeQueries(observe: (seconds: number, outcome: 'ok' | 'error') => void): () => void {
  const started = new WeakMap<object, number>();
  const finish = (context: object) => {
    const start = started.get(context);
    if (start === undefined) return;
    started.delete(context);
    observe((performance.now() - start) / 1000, 'error' in context ? 'error' : 'ok');
  };
  const subscribers = {
    start: (context: object) => void started.set(context, performance.now()),
    end: () => undefined,
    asyncStart: finish,
    asyncEnd: () => undefined,
    error: () => undefined,
  };
  for (const channel of channels) tracingChannel(channel).subscribe(subscribers);
  return () => {
    for (const channel of channels) tracingChannel(channel).unsubscribe(subscribers);
  };
}
