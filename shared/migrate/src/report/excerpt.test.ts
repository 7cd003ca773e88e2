import { expect, it } from 'vitest';
import type { Statement } from '../model.ts';
import { splitStatements } from '../source/splitter.ts';
import { excerpt } from './excerpt.ts';

function only(text: string): Statement {
  const [statement] = splitStatements(text).statements;
  if (!statement) throw new Error('no statement');
  return statement;
}

/** The excerpt with the caret at `¦`, of a statement that begins in line 3. */
function show(marked: string): string[] {
  const statement = only(`\n\n${marked.replace('¦', '')}`);
  return excerpt(statement, marked.indexOf('¦')).split('\n');
}

it('has the lines of the file and the caret under the place', () => {
  expect(show('SELECT 1,\n\t2 ¦FROM t\nWHERE x')).toEqual([
    '  3 | SELECT 1,',
    '  4 | \t2 FROM t',
    '    | \t  ^',
    '  5 | WHERE x',
  ]);
});

it('has the caret behind the last character when the end is at fault', () => {
  expect(show('SELECT (1¦')).toEqual(['  3 | SELECT (1', '    |          ^']);
});

it('counts a character outside the basic plane once', () => {
  expect(show("SELECT '😀' ¦x")).toEqual(["  3 | SELECT '😀' x", '    |            ^']);
});

it('shows of a long statement what stands around the place', () => {
  const lines = Array.from({ length: 60 }, (_, index) => `  c${index},`);
  const shown = show(`SELECT\n${lines.join('\n').replace('c40', '¦c40')}\n1`);
  expect(shown).toHaveLength(23);
  expect(shown[0]).toBe('  … 25 lines before');
  expect(shown.slice(16, 22)).toEqual(
    ['  43 |   c39,', '  44 |   c40,', '     |   ^', '  45 |   c41,', '  46 |   c42,', '  47 |   c43,'].slice(
      0,
      6,
    ),
  );
  expect(shown.at(-1)).toBe('  … 17 more lines');
});

it('shows of a line of megabytes what stands around the place', () => {
  const row = `(${'1'.repeat(8)}), `;
  const shown = show(`INSERT INTO t VALUES ${row.repeat(200_000)}¦(x), ${row.repeat(200_000)}(1)`);
  expect(shown[0]).toMatch(/^ {2}3 \| ….{160}…$/);
  expect(shown[0]?.charAt(shown[1]?.indexOf('^') ?? -1)).toBe('(');
});

it('hides secrets in front of the place without moving the caret from it', () => {
  expect(show("CREATE USER 'u'@'%' IDENTIFIED BY 'very long\nsecret' ¦NONSENSE")).toEqual([
    "  3 | CREATE USER 'u'@'%' IDENTIFIED BY '***' NONSENSE",
    '    |                                         ^',
  ]);
});

it('points at a hidden secret as a whole', () => {
  expect(show("CREATE USER u IDENTIFIED BY 'gehei¦m'")).toEqual([
    "  3 | CREATE USER u IDENTIFIED BY '***'",
    '    |                             ^',
  ]);
});

it('shows no control character', () => {
  expect(show('SELECT \u001b[31m\0 ¦x').join('\n')).not.toMatch(/[^\P{Cc}\n]/u);
});
