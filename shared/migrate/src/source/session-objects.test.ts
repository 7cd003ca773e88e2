import { describe, expect, it } from 'vitest';
import { readsPrevious, undisturbed } from './reads-previous.ts';
import { sessionObjects } from './session-objects.ts';
import { sessionUses } from './session-use.ts';
import { readSet } from './set-statement.ts';
import { splitStatements } from './splitter.ts';

const server = { kind: 'mysql', version: '8.4.3' } as const;

function objects(script: string, from: number, known = 1) {
  const { prelude, lost } = sessionObjects(splitStatements(script).statements, from, known, server);
  return {
    prelude: prelude.map(({ text }) => text),
    lost: lost.map(({ kind, name, statement, neededBy }) => `${kind} ${name} ${statement} ${neededBy}`),
  };
}

describe('what a SET statement sets for the session', () => {
  it.each([
    ["SET sql_mode = 'ANSI'", 'sql_mode'],
    ["/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */", 'sql_mode'],
    [
      'SET SESSION unique_checks = 0, @a = 1, @@session.foreign_key_checks := 0',
      'unique_checks foreign_key_checks',
    ],
    ['SET @@timestamp = 1, LOCAL `time_zone` = DEFAULT', 'timestamp time_zone'],
    ['SET GLOBAL max_connections = 1, wait_timeout = 2, SESSION net_read_timeout = 3', 'net_read_timeout'],
    ['SET @@global.wait_timeout = 1, @@persist.wait_timeout = 2, lock_wait_timeout = 3', 'lock_wait_timeout'],
    ["SET @x = CONCAT('a, sql_mode = b', @@sql_mode)", ''],
    ['SET NAMES latin1 COLLATE latin1_bin', ''],
    ['SET SESSION TRANSACTION READ ONLY', ''],
    ['SET ROLE r', ''],
  ])('%s: %s', (sql, names) => {
    expect(readSet(sql, server)?.settings.join(' ')).toBe(names);
  });

  it('tells a role and a transaction from variables of that name', () => {
    expect(readSet("SET ROLE 'r'@'%'", server)).toMatchObject({ setsRole: true });
    expect(readSet('SET TRANSACTION READ ONLY', server)).toMatchObject({ isForNextTransaction: true });
    expect(readSet('SET SESSION TRANSACTION READ ONLY', server)).toMatchObject({
      isForNextTransaction: false,
    });
    expect(readSet('SELECT 1', server)).toBeUndefined();
  });
});

describe('statements in front of which nothing may be sent', () => {
  it.each([
    ['SELECT ROW_COUNT()', true],
    ['CREATE TABLE t AS SELECT row_count () AS n', true],
    ['INSERT INTO t SELECT FOUND_ROWS()', true],
    ['SELECT @@warning_count, @@session.error_count', true],
    ['SHOW WARNINGS', true],
    ['SHOW COUNT(*) ERRORS', true],
    ['GET CURRENT DIAGNOSTICS @n = NUMBER', true],
    ['CREATE PROCEDURE p() SELECT ROW_COUNT()', false],
    ['SELECT LAST_INSERT_ID()', false],
    ['SELECT row_count FROM t', false],
  ])('%s: %s', (text, expected) => {
    const [statement] = splitStatements(text).statements;
    expect(statement && readsPrevious(statement)).toBe(expected);
  });

  it('counts those between SET TRANSACTION and the transaction that it is for', () => {
    const script =
      'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET @a = 1; START TRANSACTION; SELECT 1; SELECT ROW_COUNT()';
    expect([...undisturbed(splitStatements(script).statements, server)]).toEqual([2, 3, 5]);
  });
});

describe('what uses the session', () => {
  it.each([
    ['CREATE TABLE t (a INT); INSERT INTO t VALUES (1); SELECT * FROM t; COMMIT; GRANT SELECT ON t TO u', ''],
    ["INSERT INTO t VALUES ('a@b.c'); SHOW TABLES; EXPLAIN SELECT 1", ''],
    ['SET @a = 1; SELECT @a; USE other; SELECT 1 INTO @b; CALL p(); DROP DATABASE x', '1 3 4 5 6'],
    ['INSERT INTO p VALUES (1); CREATE TABLE x (a INT); INSERT INTO c VALUES (LAST_INSERT_ID())', '1 3'],
  ])('%s: %s', (script, numbers) => {
    const uses = sessionUses(splitStatements(script).statements, server);
    expect(uses.map(({ statement }) => statement).join(' ')).toBe(numbers);
  });
});

describe('what goes on in a new session', () => {
  it.each([
    [
      'locks in force',
      'LOCK TABLES t WRITE; ALTER TABLE t ADD a INT; UNLOCK TABLES',
      3,
      ['LOCK TABLES t WRITE'],
    ],
    ['no locks that were freed', 'LOCK TABLES t WRITE; UNLOCK TABLES; SELECT 1', 3, []],
    ['no locks that BEGIN has freed', 'LOCK TABLES t WRITE; BEGIN; SELECT 1', 3, []],
    [
      'prepared statements',
      "PREPARE s FROM 'SELECT 1'; CREATE TABLE t (a INT); EXECUTE s",
      3,
      ["PREPARE s FROM 'SELECT 1'"],
    ],
    [
      'the newest of a name',
      "PREPARE s FROM 'a'; PREPARE `S` FROM 'b'; EXECUTE s",
      3,
      ["PREPARE `S` FROM 'b'"],
    ],
    ['none that is gone', "PREPARE s FROM 'SELECT 1'; DEALLOCATE PREPARE s; SELECT 1", 3, []],
    [
      'what was set since the snapshot',
      "SET @a = 1; SET sql_mode = ''; USE s; SELECT 1",
      4,
      ['SET @a = 1', "SET sql_mode = ''", 'USE s'],
    ],
    [
      'the level of the next transaction',
      'SET TRANSACTION READ ONLY; START TRANSACTION',
      2,
      ['SET TRANSACTION READ ONLY'],
    ],
    [
      'no level of a transaction that is over',
      'SET TRANSACTION READ ONLY; SELECT 1; COMMIT; SELECT 1',
      4,
      [],
    ],
    [
      'the transaction that a COMMIT goes on with',
      'START TRANSACTION READ WRITE; DO 1; COMMIT AND CHAIN; DO 2',
      4,
      ['START TRANSACTION READ WRITE'],
    ],
  ])('with %s', (_what, script, from, prelude) => {
    expect(objects(script, from)).toEqual({ prelude, lost: [] });
  });

  it('sends nothing again that the snapshot tells', () => {
    expect(objects('SET @a = 1; CREATE TABLE t (a INT); SET @b = 2; INSERT INTO t SELECT @a', 4, 2)).toEqual({
      prelude: ['SET @b = 2'],
      lost: [],
    });
  });

  it.each([
    [
      'CREATE TEMPORARY TABLE x.`Tmp` (a INT); CREATE TABLE t (a INT); INSERT INTO t SELECT * FROM tmp',
      3,
      ['temporary table tmp 1 3'],
    ],
    [
      'CREATE TEMPORARY TABLE tmp (a INT); DROP TABLE IF EXISTS tmp; CREATE TABLE t (a INT); SELECT tmp FROM t',
      4,
      [],
    ],
    ['CREATE TEMPORARY TABLE tmp (a INT); CREATE TABLE t (a INT); SELECT * FROM tmp2', 3, []],
    ['CREATE TEMPORARY TABLE tmp (a INT); CREATE TABLE t (a INT); CALL p()', 3, ['temporary table tmp 1 3']],
    ['HANDLER t OPEN AS h; CREATE TABLE u (a INT); HANDLER h READ FIRST', 3, ['handler h 1 3']],
    [
      "SET @s = 'a'; PREPARE p FROM @s; SET @s = 'b'; CREATE TABLE t (a INT); EXECUTE p",
      5,
      ['prepared statement p 2 5'],
    ],
    ['SELECT 1 INTO @a; CREATE TABLE t (a INT); INSERT INTO t SELECT @a', 3, ['state of the session a 1 3']],
    [
      'INSERT INTO t VALUES (1); CREATE TABLE u AS SELECT ROW_COUNT()',
      2,
      ['result of the statement before  1 2'],
    ],
  ])('%s from %i: lost %j', (script, from, lost) => {
    expect(objects(script, from).lost).toEqual(lost);
  });

  it('needs nothing when only the row of the history is missing', () => {
    expect(objects('CREATE TEMPORARY TABLE a (x INT); LOCK TABLES t WRITE', 3)).toEqual({
      prelude: [],
      lost: [],
    });
  });
});
