import { setTimeout as delay } from 'node:timers/promises';
import type { ReadinessWatch } from '../schema/readiness.ts';

/** Milliseconds between two looks while the service is not ready. */
const interval = 1000;

/**
 * Tells a process manager (pm2 with `wait_ready`) when the service is ready for the first time; until then looks every
 * second, since nobody may ask for readiness.
 */
export async function announceWhenReady(readiness: ReadinessWatch, stopping: AbortSignal): Promise<void> {
  await untilReady(readiness, stopping);
  if (!stopping.aborted) process.send?.('ready');
}

/** Resolves when the service is ready, or when `end` is aborted. */
export async function untilReady(readiness: ReadinessWatch, end: AbortSignal): Promise<void> {
  while (!end.aborted && !(await readiness.current()).ready)
    await delay(interval, undefined, { signal: end, ref: false }).catch(() => undefined);
}
