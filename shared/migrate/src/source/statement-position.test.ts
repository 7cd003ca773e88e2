import { expect, it } from 'vitest';
import { replacePlaceholders } from './placeholders.ts';
import type { Chunk } from './position.ts';
import { Splitter } from './splitter.ts';
import { positionIn } from './statement-position.ts';

const values = new Map([
  ['empty', ''],
  ['long', 'a value that is longer than its placeholder'],
  ['lines', 'two\nlines'],
  ['all', 'SELECT 1, X; SELECT 2'],
]);

function split(...chunks: readonly Chunk[]) {
  const splitter = new Splitter();
  return [...chunks.flatMap((chunk) => [...splitter.feed(chunk)]), ...splitter.finish()];
}

/** Line and column of the first `X` of the statements. */
function positionOfX(...lines: readonly string[]) {
  const chunks = lines.map((line) => replacePlaceholders(line, { prefix: '${', suffix: '}' }, values));
  const statement = split(...chunks).find(({ text }) => text.includes('X'));
  return statement && positionIn(statement, statement.text.indexOf('X'));
}

it.each([
  ['in the first line', 'SELECT 1; SELECT X', { line: 1, column: 18 }],
  ['in a later line', 'SELECT 1;\n  SELECT 2,\n  X', { line: 3, column: 3 }],
  ['behind values of other lengths', 'SELECT "${long}${empty}", X', { line: 1, column: 27 }],
  ['behind values in another line', 'SELECT "${long}",\n X', { line: 2, column: 2 }],
  ['behind a value with a line end', 'SELECT "${lines}", X', { line: 1, column: 20 }],
  ['behind a placeholder in an earlier statement', '${all};SELECT 3, X', { line: 1, column: 1 }],
  ['inside a value', '-- comment\n  ${all}', { line: 2, column: 3 }],
  ['behind an empty value in front', '${empty}SELECT X', { line: 1, column: 16 }],
])('a place %s is told as the file has it', (_where, text, expected) => {
  expect(positionOfX(text)).toEqual(expected);
});

it('a place is told when the statement comes in pieces', () => {
  expect(positionOfX('SELECT "${long}",\n', '  "${long}", "${empty}", X\n')).toEqual({ line: 2, column: 26 });
});

it('a statement without placeholders carries no list of them', () => {
  const text = 'SELECT 1';
  expect(split({ source: text, text, edits: [] })[0]).not.toHaveProperty('replaced');
});
