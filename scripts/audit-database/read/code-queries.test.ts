import { expect, it } from 'vitest';
import { queriesOf } from './code-queries.ts';

it('finds the queries in strings and templates, with their lines, and nothing else', () => {
  const text = [
    "const a = 'SELECT id FROM users WHERE email = ?';",
    'const b = `DELETE FROM ${table}',
    '  WHERE id = ${id}`;',
    "const c = 'Select a file from the list';",
    "const d = 'UPDATE users SET name = 1';",
    "// 'SELECT 1 FROM comment'",
    "const e = 'SELECT 1';",
  ].join('\n');
  expect(queriesOf(text, 'a.ts')).toEqual([
    { file: 'a.ts', line: 1, sql: 'SELECT id FROM users WHERE email = ?' },
    { file: 'a.ts', line: 2, sql: 'DELETE FROM ?\n  WHERE id = ?' },
    { file: 'a.ts', line: 5, sql: 'UPDATE users SET name = 1' },
  ]);
});
