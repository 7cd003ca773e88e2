import { expect, it } from 'vitest';
import { textTable } from './text-table.ts';

const lines = (...text: string[]) => text.join('\n');

it('prints columns as wide as their longest text', () => {
  expect(
    textTable(
      ['a', 'title'],
      [
        ['long', ''],
        ['', 'x'],
      ],
      'none',
    ),
  ).toBe(
    lines(
      '+------+-------+',
      '| a    | title |',
      '+------+-------+',
      '| long |       |',
      '|      | x     |',
      '+------+-------+',
    ),
  );
});

it('prints what stands for no rows in full (Flyway cuts it to the columns)', () => {
  expect(textTable(['a'], [], 'No rows returned')).toBe(
    lines(
      '+------------------+',
      '| a                |',
      '+------------------+',
      '| No rows returned |',
      '+------------------+',
    ),
  );
});

it('has room for the rows of a large table', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  expect(textTable(['id'], rows, 'none').split('\n')).toHaveLength(rows.length + 4);
});
