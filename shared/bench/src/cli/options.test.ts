import { expect, test } from 'vitest';
import { rows } from '../rows/rows.ts';
import { readOptions, type BenchOptions } from './options.ts';

function read(...argv: readonly string[]): BenchOptions {
  const options = readOptions(argv, rows);
  if (options === 'help') throw new Error('help was asked for');
  return options;
}

test('without options the default rows are measured five times on both servers, and written', () => {
  const options = read();
  expect(options).toMatchObject({ runs: 5, kinds: ['mariadb', 'mysql'], action: 'measure and write' });
  expect(options.rows.every(({ selection }) => selection === 'default')).toBe(true);
});

test('--only takes rows by name, in the order in which they are measured', () => {
  const { rows: chosen } = read('--only', 'fresh-30, nothing-30');
  expect(chosen.map(({ id }) => id)).toEqual(['nothing-30', 'fresh-30']);
});

test.each([['--quick'], ['--show']])('%s writes nothing', (flag) => {
  expect(read(flag).action).toBe('measure and show');
});

test.each([
  [['--only', 'fresh-31'], /--only names "fresh-31"; expected some of nothing-30, /],
  [['--runs', '0'], '--runs is "0"; expected a number from 1 to 999.'],
  [['--servers', 'oracle'], /--servers is 'oracle'; expected mariadb, mysql/],
  [['--without', 'client'], /--without names "client"; expected some of goose, /],
  [['--fast'], /Unknown option '--fast'.* See --help\.$/],
])('%j is refused in a sentence', (argv, message) => {
  expect(() => read(...argv)).toThrow(message);
});
