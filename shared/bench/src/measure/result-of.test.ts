import { expect, test } from 'vitest';
import { resultOf, type Run } from './result-of.ts';

const goose = { name: 'goose', version: '3.30.0' };

function run(wall: number, queries: number, memory: number): Run {
  return {
    figures: { code: 0, wall, user: wall / 2, system: wall / 4, memory },
    counters: { queries, fsyncs: 7 },
  };
}

test('times and counts are medians of the counted runs, memory is the highest of all', () => {
  const all = [run(9, 200, 40), run(1, 100, 30), run(2, 101, 31), run(3, 102, 32)];
  expect(resultOf(goose, all.slice(1), all)).toEqual({
    ...goose,
    runs: 3,
    wall: { median: 2, min: 1, max: 3 },
    user: 1,
    system: 0.5,
    memory: 40,
    queries: 101,
    fsyncs: 7,
  });
});

test('where the system tells no processor time, none is given', () => {
  const bare: Run = { figures: { code: 0, wall: 1 }, counters: { queries: 1, fsyncs: 0 } };
  expect(resultOf(goose, [bare], [bare])).not.toHaveProperty('user');
});

test('a failure in any run leaves no figures, only the reason', () => {
  const failed = { ...run(1, 1, 1), failed: 'It ended with code 2.' };
  const result = resultOf(goose, [run(1, 1, 1)], [failed, run(1, 1, 1)]);
  expect(result).toEqual({ ...goose, runs: 0, failed: 'It ended with code 2.' });
});

test('figures of a row of its own become medians too', () => {
  const runs = [1, 5, 2].map((migrations) => ({ ...run(1, 1, 1), more: { migrations } }));
  expect(resultOf(goose, runs, runs).more).toEqual({ migrations: 2 });
});
