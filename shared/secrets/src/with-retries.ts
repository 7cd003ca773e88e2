import { setTimeout as sleep } from 'node:timers/promises';
import { SecretError } from './errors.ts';
import type { CredentialStore } from './model.ts';
import type { Timing } from './timing.ts';

/**
 * Asks a store, and again after temporary failures: a bounded number of times, each wait twice as long as the one
 * before (with a random part, so that many services do not come back at the same moment), all within the deadline.
 * @param signal ends everything at once
 * @throws {SecretError} the last failure
 */
export async function withRetries<T>(
  store: CredentialStore,
  ask: (signal: AbortSignal) => Promise<T>,
  timing: Timing,
  signal: AbortSignal,
): Promise<T> {
  const attempts = store.attempts ?? timing.attempts;
  const timeout = store.timeout ?? timing.attemptTimeout;
  const end = Date.now() + Math.max(timing.deadline, timeout);
  for (let attempt = 1; ; attempt++) {
    const remaining = end - Date.now();
    try {
      return await askOnce(store, ask, Math.min(timeout, remaining), signal);
    } catch (error) {
      const { isTemporary, retryAfter = 0 } = error as SecretError;
      const delay = Math.max(backOff(attempt, timing.firstDelay), retryAfter);
      if (!isTemporary || attempt >= attempts || Date.now() + delay >= end) throw error;
      await pause(delay, signal);
    }
  }
}

async function pause(delay: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delay, undefined, { signal });
  } catch {
    throw closed();
  }
}

/** Half to all of the full wait. */
function backOff(attempt: number, firstDelay: number): number {
  return firstDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

async function askOnce<T>(
  store: CredentialStore,
  ask: (signal: AbortSignal) => Promise<T>,
  timeout: number,
  signal: AbortSignal,
): Promise<T> {
  const late = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
  const end = AbortSignal.any([late, signal]);
  try {
    // The signing of a token and the reading of a pipe do not heed a signal.
    return await Promise.race([ask(end), abortionOf(end)]);
  } catch (error) {
    if (signal.aborted) throw closed();
    if (late.aborted) throw tooLate(store.name, timeout);
    throw error;
  }
}

function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(new Error('aborted'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function tooLate(name: string, timeout: number): SecretError {
  return new SecretError(
    'SECRET_STORE_UNAVAILABLE',
    `${name} did not answer within ${(timeout / 1000).toFixed(1)} s.`,
    { isTemporary: true },
  );
}

/** The failure of whoever asks a provider that was closed. */
export function closed(): SecretError {
  return new SecretError('SECRET_PROVIDER_CLOSED', 'The credential provider is closed.');
}
