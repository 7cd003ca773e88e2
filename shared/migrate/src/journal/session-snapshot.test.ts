import { describe, expect, it } from 'vitest';
import { readSnapshot, writeSnapshot, type SessionSnapshot } from './session-snapshot.ts';

const snapshot: SessionSnapshot = {
  before: 4,
  schema: 'schöma😀',
  lastInsertId: '18446744073709551615',
  role: '`r`@`%`',
  settings: {
    sql_mode: { type: 'string', hex: '414E5349' },
    timestamp: { type: 'number', text: '1700000000.25' },
    character_set_results: { type: 'null' },
  },
  variables: {
    ä: { type: 'string', hex: 'E4', charset: 'latin1', collation: 'latin1_swedish_ci' },
    i: { type: 'integer', text: '-9223372036854775808' },
    d: { type: 'double', text: '1.7e-308' },
    n: { type: 'null' },
    long: { type: 'too long' },
  },
};

describe('the text of a snapshot', () => {
  it('is ASCII and reads back', () => {
    const text = writeSnapshot(snapshot);
    expect(text).toMatch(/^[ -~]+$/);
    expect(readSnapshot(text)).toEqual(snapshot);
  });

  it.each([
    ['no JSON', '{'],
    ['another kind of value', '[]'],
    ['SQL in a number', JSON.stringify({ ...snapshot, lastInsertId: '1); DROP TABLE t; -- ' })],
    [
      'SQL in a setting',
      JSON.stringify({ ...snapshot, settings: { a: { type: 'number', text: '1, b = 2' } } }),
    ],
    [
      'SQL in the name of a setting',
      JSON.stringify({ ...snapshot, settings: { 'a = 1, b': { type: 'null' } } }),
    ],
    [
      'SQL in a string',
      JSON.stringify({
        ...snapshot,
        variables: { a: { type: 'string', hex: "'", charset: 'binary', collation: 'binary' } },
      }),
    ],
    [
      'SQL in a character set',
      JSON.stringify({
        ...snapshot,
        variables: { a: { type: 'string', hex: '', charset: 'x y', collation: 'binary' } },
      }),
    ],
    [
      'a type that is not known',
      JSON.stringify({ ...snapshot, variables: { a: { type: 'date', text: '1' } } }),
    ],
  ])('with %s is none', (_what, text) => {
    expect(readSnapshot(text)).toBeUndefined();
  });
});
