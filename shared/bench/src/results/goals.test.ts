import { expect, test } from 'vitest';
import { goalsOf } from './goals.ts';
import { contestantResult as took, rowResult } from './sample.ts';

function goal(text: string, ...rows: Parameters<typeof rowResult>[0][]) {
  return goalsOf({ rows: rows.map(rowResult) }).find((each) => each.text.startsWith(text))?.measured;
}

test('a ratio at the limit is reached, above it not; each server counts by itself', () => {
  const contestants = [took('client', 0.25), took('nilecare', 0.4)];
  const slow = [took('client', 0.25), took('nilecare', 0.41)];
  expect(
    goal(
      'fresh-30: times the client',
      { row: 'fresh-30', contestants },
      { row: 'fresh-30', kind: 'mysql', contestants: slow },
    ),
  ).toEqual({ mariadb: { value: 1.6, isReached: true }, mysql: { value: 1.64, isReached: false } });
});

test('what must be large is reached from the limit on', () => {
  const contestants = [took('nilecare', 4), took('flyway', 52)];
  expect(goal('distant-50', { row: 'distant-50', contestants })).toEqual({
    mariadb: { value: 13, isReached: true },
  });
});

test('all services in one process are compared with the slowest alone', () => {
  const contestants = [
    ...[took('auth-service', 1), took('billing-service', 2), took('payment-gateway-service', 1.5)],
    took('all in one process', 2.5),
  ];
  expect(goal('many-services', { row: 'many-services', contestants })).toEqual({
    mariadb: { value: 1.25, isReached: true },
  });
});

test('growth compares what a migration adds above 3,000 with what it adds below', () => {
  const rows = (
    [
      [1_000, 0.2],
      [3_000, 0.3],
      [10_000, 1],
    ] as const
  ).map(([count, wall]) => ({
    row: `nothing-${count}`,
    contestants: [took('nilecare', wall)],
  }));
  const found = goal('growth', ...rows)?.mariadb;
  expect(found?.value).toBeCloseTo(2);
  expect(found?.isReached).toBe(false);
});

test('a tool that failed gives no figure', () => {
  const failed = { name: 'nilecare', runs: 0, failed: 'It ended with code 1.' };
  expect(goal('fresh-30: times', { row: 'fresh-30', contestants: [took('client', 1), failed] })).toEqual({});
});
