import { expect, it } from 'vitest';
import type { Server } from '../session.ts';
import { tokenize } from './tokens.ts';

const mysql: Server = { kind: 'mysql', version: '9.7.4' };
const mariadb: Server = { kind: 'mariadb', version: '10.11.19' };

const values = (statement: string, server = mysql, mode = '') =>
  tokenize(statement, server, mode).tokens.map(({ kind, value }) => `${kind[0]}:${value}`);

it.each<[string, readonly string[]]>([
  ['a.`b``c` "d""e"', ['w:a', 's:.', 'n:b`c', 's:d"e']],
  ["'it''s' 'a\\'b\\n' 'x\\_y'", ["s:it's", "s:a'b\n", 's:x\\_y']],
  ["1 -- two ' three\n4 # five\n6 --7", ['w:1', 'w:4', 'w:6', 's:-', 's:-', 'w:7']],
  ['a/* ; */b /*+ hint */c', ['w:a', 'w:b', 'w:c']],
  ["'u'@10.0.0.% u@my-host.example", ['s:u', 's:@', 'w:10.0.0.', 's:%', 'w:u', 's:@', 'w:my-host.example']],
  ['größe', ['w:größe']],
])('%s', (statement, expected) => {
  expect(values(statement)).toEqual(expected);
});

it('reads quotes and backslashes as sql_mode says', () => {
  expect(values('"a"', mysql, 'ANSI_QUOTES')).toEqual(['n:a']);
  expect(values("'a\\' b", mysql, 'NO_BACKSLASH_ESCAPES')).toEqual(['s:a\\', 'w:b']);
});

it.each<[string, readonly string[], readonly string[]]>([
  ['a /*! b */ c', ['w:a', 'w:b', 'w:c'], ['w:a', 'w:b', 'w:c']],
  ['a /*!50000 b */', ['w:a', 'w:b'], ['w:a', 'w:b']],
  ['a /*!80016 b */', ['w:a', 'w:b'], ['w:a']],
  ['a /*M!100100 b */', ['w:a'], ['w:a', 'w:b']],
  ['a /*!100100 b */', ['w:a'], ['w:a', 'w:b']],
  ['a /*!99999 b */ c', ['w:a', 'w:c'], ['w:a', 'w:c']],
])('knows whose conditional comment %s is', (statement, onMysql, onMariadb) => {
  expect(values(statement)).toEqual(onMysql);
  expect(values(statement, mariadb)).toEqual(onMariadb);
});

it('points from its tokens into code without comments', () => {
  const { text, tokens } = tokenize('a/* x */`b` /*!50000 c */', mysql, '');
  expect(text).toBe('a `b`   c  ');
  expect(tokens.map(({ at, end }) => text.slice(at, end))).toEqual(['a', '`b`', 'c']);
});
