import { expect, it } from 'vitest';
import type { Server } from '../../session.ts';
import { isRepeatable } from '../properties.ts';
import { readChange } from './read-change.ts';

const server: Server = { kind: 'mariadb', version: '10.11.19' };
const read = (sql: string) => readChange(sql, { server, schema: 'shop', sqlMode: '' });

it.each([
  'SELECT 1',
  'INSERT INTO t VALUES (1)',
  'TRUNCATE t',
  'CALL p()',
  'CREATE TEMPORARY TABLE t (a INT)',
  'DROP TEMPORARY TABLE t',
  'CREATE SEQUENCE s',
  'CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST "x")',
  'CREATE TABLESPACE x ADD DATAFILE "x.ibd"',
  "CREATE FUNCTION f RETURNS INT SONAME 'f.so'",
  'ALTER TABLE IF EXISTS t ADD a INT',
  'ALTER DEFINER = x@y PROCEDURE',
  'GRANT PROXY ON a@b TO c@d',
  'GRANT r TO u WITH ADMIN OPTION',
  'GRANT SELECT ON * TO u',
  "GRANT SELECT ON t TO u IDENTIFIED BY 'x'",
  'REVOKE ALL PRIVILEGES, GRANT OPTION FROM u',
  'CREATE USER CURRENT_USER',
  'RENAME TABLE a',
  'DROP TABLE a b',
  'BEGIN NOT ATOMIC CREATE TABLE t (a INT); END',
  'CREATE TABLE',
  'CREATE TABLE t (a INT',
  '',
])('does not understand %j', (sql) => {
  expect(read(sql).form).toEqual({ kind: 'unknown' });
});

it('does not guess the schema of a name', () => {
  const readNowhere = (sql: string) => readChange(sql, { server, schema: undefined, sqlMode: '' }).form.kind;
  expect(readNowhere('CREATE TABLE t (a INT)')).toBe('unknown');
  expect(readNowhere('CREATE TABLE shop.t (a INT)')).toBe('create table');
  expect(readNowhere('CREATE TABLE shop.t LIKE u')).toBe('unknown');
  expect(readNowhere('GRANT SELECT ON t TO u')).toBe('unknown');
  expect(readNowhere('RENAME TABLE shop.a TO b')).toBe('unknown');
});

it('takes a clause that it does not know for what nobody can tell', () => {
  const { form } = read(
    'ALTER TABLE t ADD a INT, REORGANIZE PARTITION p INTO (PARTITION q VALUES IN (1, 2)), FORCE',
  );
  expect(form).toMatchObject({
    kind: 'alter table',
    table: { schema: 'shop', name: 't' },
    clauses: [{ kind: 'add' }, { kind: 'unknown' }, { kind: 'unknown' }],
  });
});

it('keeps what it would send again as it was written', () => {
  expect(
    read('ALTER TABLE t ADD a ENUM(\'x,y\', "z") /* c */ AFTER `b c`, ADD UNIQUE `k` (a)').form,
  ).toMatchObject({
    clauses: [
      { text: 'ADD a ENUM(\'x,y\', "z")   AFTER `b c`', element: { kind: 'column', name: 'a' } },
      { text: 'ADD UNIQUE `k` (a)', element: { kind: 'index', name: 'k', body: 'UNIQUE ( a )' } },
    ],
  });
});

it.each<[string, boolean]>([
  ['CREATE TABLE IF NOT EXISTS t (a INT)', true],
  ['CREATE TABLE t (a INT)', false],
  ['CREATE OR REPLACE TABLE t (a INT)', false],
  ['CREATE OR REPLACE VIEW v AS SELECT 1', true],
  ['DROP TABLE IF EXISTS t', true],
  ['DROP TABLE t', false],
  ['ALTER TABLE t MODIFY a INT, COMMENT = "x"', true],
  ['ALTER TABLE t MODIFY a INT UNIQUE', false],
  ['ALTER TABLE t MODIFY a INT, ADD b INT', false],
  ['ALTER TABLE t FORCE', false],
  ['GRANT SELECT ON t TO u', true],
  ['REVOKE SELECT ON t FROM u', false],
  ['TRUNCATE t', false],
])('%s can be sent a second time: %s', (sql, expected) => {
  expect(isRepeatable(read(sql))).toBe(expected);
});
