import { describe, expect, it } from 'vitest';
import { file } from '../../test/builders.ts';
import { splitStatements } from '../source/splitter.ts';
import { planHalfUndo } from './plan-half-undo.ts';

const start = { server: { kind: 'mysql', version: '8.4.0' }, schema: 'shop', sqlMode: '' } as const;

function script(stem: string, text: string) {
  return { migration: file(stem), statements: splitStatements(text).statements };
}

/** The statements that remain, those that the probe decides on with a question mark; or what is in the way. */
function plan(undo: string, migration: string, committed: number): readonly string[] | string {
  const planned = planHalfUndo(script('U7__x', undo), script('V7__x', migration), { ...start, committed });
  return planned.kind === 'covered'
    ? planned.statements.map(({ statement, change }) => `${statement.text}${change ? '?' : ''}`)
    : planned.obstacles.map(({ statement, reason }) => `${statement.number} ${reason}`).join(', ');
}

const migration =
  'CREATE TABLE a (id INT); INSERT INTO b VALUES (1); ALTER TABLE b ADD c INT; UPDATE b SET c = 2;';

describe('what of an undo file takes back the first statements of its migration', () => {
  it.each([
    [1, 'DROP TABLE a;', ['DROP TABLE a?']],
    [1, 'SET foreign_key_checks = 0; DROP TABLE a;', ['SET foreign_key_checks = 0', 'DROP TABLE a?']],
    [1, 'DELETE FROM b WHERE id = 1; DROP TABLE a;', ['DROP TABLE a?']],
    [2, 'DELETE FROM b WHERE id = 1; DROP TABLE a;', '1 rows by half'],
    [4, 'DELETE FROM b WHERE id = 1; DROP TABLE a;', ['DELETE FROM b WHERE id = 1', 'DROP TABLE a?']],
    [4, 'DELETE FROM b LIMIT 1;', '1 rows twice'],
    [4, 'UPDATE b SET c = c - 1;', '1 rows twice'],
    [1, 'DROP TABLE a; FLUSH PRIVILEGES;', ['DROP TABLE a?', 'FLUSH PRIVILEGES']],
    [1, 'CALL p();', '1 code'],
    [1, 'TRUNCATE TABLE a;', '1 form'],
    [1, 'SELECT COUNT(id) FROM a;', ['SELECT COUNT(id) FROM a']],
  ])('of which %i are committed: %s', (committed, undo, expected) => {
    expect(plan(undo, migration, committed)).toEqual(expected);
  });

  it('a procedure that was called may have changed rows', () => {
    expect(plan('DELETE FROM b;', 'CALL p(); INSERT INTO b VALUES (1);', 1)).toBe('1 rows by half');
  });
});
