import type { SchemaReadiness } from '@nilecare/migrate/readiness';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchReadiness, type Readiness } from './readiness.ts';

const right: SchemaReadiness = { pending: 0 };

describe('what is known of readiness', () => {
  let reads: number;
  let changes: string[];
  let answer: () => Promise<SchemaReadiness>;
  const watch = () =>
    watchReadiness(
      () => {
        reads++;
        return answer();
      },
      (state: Readiness) => changes.push(state.ready ? 'ready' : state.reason),
    );
  beforeEach(() => {
    vi.useFakeTimers();
    [reads, changes, answer] = [0, [], () => Promise.resolve(right)];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('costs one look for all who ask at once', async () => {
    const readiness = watch();
    const states = await Promise.all(Array.from({ length: 1000 }, () => readiness.current()));
    expect(states.every(({ ready }) => ready)).toBe(true);
    expect(reads).toBe(1);
  });

  it('is good for a second', async () => {
    const readiness = watch();
    await readiness.current();
    vi.advanceTimersByTime(999);
    await readiness.current();
    expect(reads).toBe(1);
    vi.advanceTimersByTime(1);
    await readiness.current();
    expect(reads).toBe(2);
  });

  it('is asked for by the next one again after a look that failed', async () => {
    const readiness = watch();
    answer = () => Promise.reject(new Error('gone'));
    expect(await readiness.current()).toMatchObject({ ready: false, reason: 'database unreachable' });
    answer = () => Promise.resolve(right);
    vi.advanceTimersByTime(1000);
    expect(await readiness.current()).toMatchObject({ ready: true });
  });

  it('is told when it changes, not each time', async () => {
    const readiness = watch();
    for (const each of [right, right, undefined, undefined, right]) {
      answer = () => (each ? Promise.resolve(each) : Promise.reject(new Error('gone')));
      await readiness.current();
      vi.advanceTimersByTime(1000);
    }
    expect(changes).toEqual(['ready', 'database unreachable', 'ready']);
  });

  it('is what holds it until released, without a look', async () => {
    const readiness = watch();
    readiness.hold('starting');
    expect(await readiness.current()).toEqual({ ready: false, reason: 'starting' });
    expect(reads).toBe(0);
    readiness.release();
    expect(await readiness.current()).toMatchObject({ ready: true });
  });
});
