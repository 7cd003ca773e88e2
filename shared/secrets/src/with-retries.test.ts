import { describe, expect, it } from 'vitest';
import { SecretError } from './errors.ts';
import type { CredentialStore } from './model.ts';
import { defaultTiming } from './timing.ts';
import { withRetries } from './with-retries.ts';

const store: CredentialStore = { name: 'The store', fetch: () => Promise.reject(new Error('unused')) };
const busy = () => new SecretError('SECRET_STORE_UNAVAILABLE', 'busy', { isTemporary: true });

describe('asking a store', () => {
  async function tries(failures: readonly Error[], timing: Partial<typeof defaultTiming> = {}) {
    const times: number[] = [];
    const ask = (): Promise<string> => {
      times.push(performance.now());
      const failure = failures[times.length - 1];
      return failure === undefined ? Promise.resolve('good') : Promise.reject(failure);
    };
    const quick = { ...defaultTiming, firstDelay: 20, ...timing };
    const asked = withRetries(store, ask, quick, new AbortController().signal);
    const result = await asked.catch((error: unknown) => (error as Error).message);
    return { result, waits: times.slice(1).map((time, index) => time - (times[index] ?? 0)) };
  }

  it('is repeated after temporary failures, with waits that double', async () => {
    const { result, waits } = await tries([busy(), busy(), busy()]);
    expect(result).toBe('good');
    expect(waits).toHaveLength(3);
    for (const [index, least] of [10, 20, 40].entries())
      expect(waits[index]).toBeGreaterThanOrEqual(least - 2);
  });

  it('is given up after the last try with its failure', async () => {
    const { result, waits } = await tries(Array.from({ length: 9 }, busy));
    expect([result, waits.length]).toEqual(['busy', 3]);
  });

  it('is not repeated after a failure that stays', async () => {
    const { waits } = await tries([new SecretError('SECRET_STORE_REFUSED', 'no')]);
    expect(waits).toHaveLength(0);
  });

  it('is not repeated beyond the deadline', async () => {
    const { result, waits } = await tries([busy()], { firstDelay: 60_000 });
    expect([result, waits.length]).toEqual(['busy', 0]);
  });

  it('waits as long as the store says', async () => {
    const { waits } = await tries([
      new SecretError('SECRET_STORE_UNAVAILABLE', 'x', { isTemporary: true, retryAfter: 150 }),
    ]);
    expect(waits[0]).toBeGreaterThanOrEqual(148);
  });

  it.each(['deadline', 'close'])('that never answers and heeds no signal ends with the %s', async (end) => {
    const closing = new AbortController();
    const ask = () => new Promise<never>(() => undefined);
    const patience = end === 'deadline' ? { attempts: 1, attemptTimeout: 30, deadline: 30 } : {};
    const asked = withRetries(store, ask, { ...defaultTiming, ...patience }, closing.signal);
    if (end === 'close') closing.abort();
    await expect(asked).rejects.toThrow(
      end === 'deadline' ? 'The store did not answer within 0.0 s.' : 'The credential provider is closed.',
    );
  });
});
