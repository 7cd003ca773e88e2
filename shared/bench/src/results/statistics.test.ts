import { expect, test } from 'vitest';
import { median, spreadOf } from './statistics.ts';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('the median of %j is %d', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test('one slow run moves the largest, not the median', () => {
  expect(spreadOf([0.3, 0.31, 9, 0.29, 0.3])).toEqual({ median: 0.3, min: 0.29, max: 9 });
});
