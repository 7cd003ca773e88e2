import { expect, it } from 'vitest';
import { moment, stateList } from './info-filter.ts';

it.each([
  ['13/10/2020 16:30', '2020-10-13 16:30:00'],
  [' 1/2/2026  3:04 ', '2026-02-01 03:04:00'],
  ['29/02/2024 00:00', '2024-02-29 00:00:00'],
  ['', undefined],
])('reads the moment "%s"', (text, value) => {
  expect(moment('x').parse(text)).toEqual({ value });
});

it.each([
  '2026-03-04',
  '13/10/2020',
  '13/10/2020 16:30:59',
  '29/02/2026 00:00',
  '31/12/2026 24:00',
  '1/13/2026 1:00',
  '4/3/26 5:06',
])('refuses the moment %s', (text) => {
  expect(moment('x').parse(text)).toEqual({
    expected: 'must be written dd/mm/yyyy hh:mm, as in 13/10/2020 16:30',
  });
});

it.each([
  ['pending,Out_Of_Order', ['Pending', 'Out of Order']],
  [' missing , Failed (Missing)', ['Missing', 'Failed (Missing)']],
  ['MISSING_SUCCESS,future_failed,baseline_ignored', ['Missing', 'Failed (Future)', 'Ignored (Baseline)']],
  [',', []],
])('reads the states %s', (text, value) => {
  expect(stateList('x').parse(text)).toEqual({ value });
});

it('lists the states when one is unknown', () => {
  expect(stateList('x').parse('pending,nope')).toEqual({
    expected: expect.stringMatching(/^must be a list of PENDING, ABOVE_TARGET, .*, DELETED$/) as string,
  });
});
