import { expect, it } from 'vitest';
import { literal, withLiterals } from './sql.ts';

it.each([
  [null, 'NULL'],
  [-7, '-7'],
  [true, '1'],
  ["it's", "'it''s'"],
  ['a;b', "_utf8mb4 X'613B62'"],
  ['C:\\', "_utf8mb4 X'433A5C'"],
  ['é', "_utf8mb4 X'C3A9'"],
  ['a\nb', "_utf8mb4 X'610A62'"],
])('%j is written as %s', (value, expected) => {
  expect(literal(value)).toBe(expected);
});

it('question marks in names are no places for values', () => {
  expect(withLiterals("SELECT ?, '?' FROM `wh?at``?` WHERE a = ?", ['x', 2])).toBe(
    "SELECT 'x', '?' FROM `wh?at``?` WHERE a = 2",
  );
});
