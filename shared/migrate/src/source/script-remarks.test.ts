import { describe, expect, it } from 'vitest';
import { scriptRemarks } from './script-remarks.ts';
import { splitStatements } from './splitter.ts';

/** `severity line:column message` of each remark. */
function remarks(sql: string, schemas: readonly string[] = ['shop']): readonly string[] {
  const { statements, problems } = splitStatements(sql);
  expect(problems).toEqual([]);
  return scriptRemarks(statements, schemas).map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );
}

describe('T20: characters that only look like white space, quotes or nothing', () => {
  it.each([
    ['SELECT\u00a01', 'error 1:7 U+00A0 (no-break space) at line 1 column 7: '],
    ['SELECT 1;\u200b\nSELECT 2', 'error 1:10 U+200B (zero-width space) at line 1 column 10: '],
    ['INSERT INTO a\n  VALUES (‘x’)', 'error 2:11 U+2018 (typographic quote) at line 2 column 11: '],
    ['CREATE TABLE a (id\u00a0INT)', 'error 1:19 U+00A0 '],
    ['CREATE TABLE “a” (id INT)', 'error 1:14 U+201C '],
    ['UPDATE a SET b = 1\u00a0', 'error 1:19 U+00A0 '],
    ['SELECT 1 AS `a`\u00a0, 2', 'error 1:16 U+00A0 '],
    ['SELECT 1 \u3000 FROM a', 'error 1:10 U+3000 (ideographic space) '],
    ['DELETE\ufeff FROM a', 'error 1:7 U+FEFF (byte order mark) '],
    ['CREATE PROCEDURE p() BEGIN SELECT 1;\u00a0SELECT 2; END', 'error 1:37 U+00A0 '],
    [
      'SELECT 1;\n\n\nALTER TABLE a ADD na\u200bme INT',
      'warning 4:21 U+200B (zero-width space) in identifier, line 4 column 21: it becomes a part of the name. Remove it. If it is meant, write the name in back-ticks.',
    ],
    ['CREATE TABLE a\u00a0 (id INT)', 'warning 1:15 U+00A0 (no-break space) in identifier'],
    ['SELECT 1 AS prix_d’achat', 'warning 1:19 U+2019 (typographic quote) in identifier'],
  ])('%j', (sql, expected) => {
    expect(remarks(sql).map((text) => text.slice(0, expected.length))).toEqual([expected]);
  });

  it.each([
    ["INSERT INTO a VALUES ('\u00a0\u200b“it''s”', \"‘\")"],
    ['SELECT `na\u200bme`, `a\u00a0b` /* “c”\u00a0*/ -- ‘d’\n FROM a # \u200b'],
    ['SELECT 1;\u00a0\n\u3000SELECT 2;\ufeff'],
    ['SELECT 1 AS می\u200cخواهم, 2 AS 合計\u3000金額, 3 AS größe, 4 AS 名前'],
    ["SET sql_mode = 'NO_BACKSLASH_ESCAPES';\nSELECT 'C:\\', '“a”'"],
  ])('not where they are data, a quoted name, a comment, or right: %j', (sql) => {
    expect(remarks(sql)).toEqual([]);
  });
});

describe('T23: what reaches beyond its script', () => {
  it.each([
    ['USE other_db', 'USE other_db leaves the schema of this migration'],
    ['use `other db`', 'USE other db leaves'],
    ['SET GLOBAL max_connections = 5', 'SET GLOBAL max_connections changes the server for everybody'],
    ['SET @@global.wait_timeout = 5', 'SET GLOBAL wait_timeout changes'],
    ['SET PERSIST wait_timeout = 5', 'SET GLOBAL wait_timeout changes'],
    [
      'SET sql_log_bin = 0',
      'SET sql_log_bin = 0 keeps what follows, the history included, out of the binary log',
    ],
    ['SET @@SESSION.SQL_LOG_BIN=OFF', 'SET sql_log_bin = 0 keeps'],
    [
      'LOCK TABLES a WRITE; INSERT INTO a VALUES (1)',
      'LOCK TABLES is not ended by UNLOCK TABLES in this file',
    ],
    ['FLUSH TABLES a WITH READ LOCK', 'FLUSH TABLES WITH READ LOCK is not ended'],
  ])('%s', (sql, expected) => {
    expect(remarks(sql)).toEqual([expect.stringContaining(`warning 1:1 ${expected}`)]);
  });

  it.each([
    ['USE shop'],
    ['USE `Shop`'],
    ['LOCK TABLES a WRITE; INSERT INTO a VALUES (1); UNLOCK TABLES'],
    ['LOCK TABLES a WRITE; START TRANSACTION; INSERT INTO a VALUES (1)'],
    ["SET @a = 'SET GLOBAL x = 1', time_zone = '+00:00'; UPDATE a SET global = 1"],
    ['SET sql_log_bin = 1'],
    ['FLUSH TABLES'],
    ["INSERT INTO a VALUES ('USE other_db')"],
  ])('nothing is said of %s', (sql) => {
    expect(remarks(sql)).toEqual([]);
  });
});

describe('T28: DDL in a transaction that the script opened', () => {
  it.each([
    [
      'SELECT 1;\nSTART TRANSACTION;\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\nROLLBACK',
      '4:1 CREATE TABLE commits the transaction opened at line 2',
    ],
    [
      'BEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 1;\nCREATE TABLE c (id INT);',
      '2:1 CREATE VIEW commits the transaction opened at line 1',
    ],
    [
      'BEGIN WORK;\nROLLBACK TO SAVEPOINT s;\nTRUNCATE a',
      '3:1 TRUNCATE commits the transaction opened at line 1',
    ],
    [
      'BEGIN;\nCOMMIT AND CHAIN;\n/* a */ DROP INDEX i ON a',
      '3:9 DROP INDEX commits the transaction opened at line 2',
    ],
  ])('%j', (sql, expected) => {
    expect(remarks(sql)).toEqual([expect.stringContaining(`warning ${expected}`)]);
  });

  it.each([
    ['BEGIN; INSERT INTO a VALUES (1); COMMIT; CREATE TABLE b (id INT)'],
    ['BEGIN; INSERT INTO a VALUES (1); ROLLBACK; CREATE TABLE b (id INT)'],
    ['BEGIN; CREATE TEMPORARY TABLE b (id INT); COMMIT'],
    ['CREATE PROCEDURE p() BEGIN SELECT 1; END; CREATE TABLE b (id INT)'],
  ])('not of %s', (sql) => {
    expect(remarks(sql)).toEqual([]);
  });
});

it('takes linear time for megabytes of rows', () => {
  const sql = `INSERT INTO t VALUES ${"(1, 'it''s “a” \u00a0 set use'), ".repeat(100_000)}(2)`;
  const started = performance.now();
  expect(remarks(sql)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
