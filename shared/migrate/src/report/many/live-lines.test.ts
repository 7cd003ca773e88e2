import { expect, it } from 'vitest';
import { liveLines, nextRow, type LiveRow } from './live-lines.ts';

const rows: readonly LiveRow[] = [
  { name: 'one', state: 'done', text: '' },
  { name: 'two', state: 'running', text: '[1 of 2] V1__a.sql  statement 1 of 3', since: 8_000 },
  { name: 'three', state: 'running', text: 'connecting', since: 5_000 },
  { name: 'four', state: 'waiting', text: 'no connection left on the server' },
];

it('shows a line for each database, and one with the totals', () => {
  expect(liveLines(rows, { rows: 24, columns: 80 }, 10_000)).toEqual([
    'one    done',
    'two    [1 of 2] V1__a.sql  statement 1 of 3  2.0 s',
    'three  connecting  5.0 s',
    'four   waiting: no connection left on the server',
    '1 of 4 done, 2 running, 1 waiting',
  ]);
});

it('shows those that run, the longest first, where there is no room for all, and cuts what would wrap', () => {
  expect(liveLines(rows, { rows: 3, columns: 12 }, 10_000)).toEqual(['three  conn', '1 of 4 done']);
});

it('follows what happens to a database', () => {
  const begun = nextRow({ name: 'one', state: 'waiting', text: '' }, { type: 'begun' }, 1_000);
  expect(begun).toEqual({ name: 'one', state: 'running', text: 'connecting', since: 1_000 });
  const outcome = { name: 'one', kind: 'not begun', reason: 'stopped', milliseconds: 0 } as const;
  expect(nextRow(begun, { type: 'ended', outcome }, 2_000)).toMatchObject({ state: 'not begun', text: '' });
});
