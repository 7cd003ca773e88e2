import { describe, expect, it } from 'vitest';
import { splitStatements } from '../source/splitter.ts';
import { deriveUndo } from './derive-undo.ts';

function derive(script: string, kind: 'mysql' | 'mariadb' = 'mysql') {
  const server = { kind, version: kind === 'mysql' ? '8.4.0' : '10.11.6' };
  return deriveUndo(splitStatements(script).statements, { server, schema: 'shop', sqlMode: '' });
}

function sqlOf(script: string): readonly string[] | string {
  const derived = derive(script);
  return derived.kind === 'derived'
    ? derived.reversals.map(({ sql }) => sql)
    : derived.obstacles.map(({ statement, reason }) => `${statement.number} ${reason}`).join(', ');
}

describe('what is committed is taken back from its text', () => {
  it.each([
    ['CREATE TABLE a (id INT);', ['DROP TABLE `shop`.`a`']],
    ['CREATE TABLE other.`a``b` (id INT);', ['DROP TABLE `other`.`a``b`']],
    ['CREATE VIEW v AS SELECT 1 AS one;', ['DROP VIEW `shop`.`v`']],
    ['CREATE PROCEDURE p() SELECT 1;', ['DROP PROCEDURE `shop`.`p`']],
    ['CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;', ['DROP FUNCTION `shop`.`f`']],
    ['CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = 1;', ['DROP TRIGGER `shop`.`t`']],
    ['CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1;', ['DROP EVENT `shop`.`e`']],
    ["CREATE USER 'u'@'h' IDENTIFIED BY 'x';", ['DROP USER `u`@`h`']],
    ['CREATE ROLE r;', ['DROP ROLE `r`@`%`']],
    ['CREATE DATABASE d;', ['DROP DATABASE `d`']],
    ['RENAME TABLE a TO b, c TO a;', ['RENAME TABLE `shop`.`a` TO `shop`.`c`, `shop`.`b` TO `shop`.`a`']],
    [
      'ALTER TABLE a ADD COLUMN b INT, ADD INDEX i (b);',
      ['ALTER TABLE `shop`.`a` DROP INDEX `i`, DROP COLUMN `b`'],
    ],
    [
      'ALTER TABLE a ADD (b INT, c INT), ALGORITHM=INSTANT;',
      ['ALTER TABLE `shop`.`a` DROP COLUMN `c`, DROP COLUMN `b`'],
    ],
    ['ALTER TABLE a ADD PRIMARY KEY (id);', ['ALTER TABLE `shop`.`a` DROP PRIMARY KEY']],
    ['CREATE UNIQUE INDEX i ON a (id);', ['ALTER TABLE `shop`.`a` DROP INDEX `i`']],
    [
      'ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES c (id);',
      ['ALTER TABLE `shop`.`a` DROP FOREIGN KEY `fk`'],
    ],
    ['ALTER TABLE a ADD CONSTRAINT ck CHECK (b > 0);', ['ALTER TABLE `shop`.`a` DROP CONSTRAINT `ck`']],
    ['ALTER TABLE a RENAME COLUMN b TO c;', ['ALTER TABLE `shop`.`a` RENAME COLUMN `c` TO `b`']],
    [
      'ALTER TABLE a ADD b INT, RENAME TO z;',
      ['ALTER TABLE `shop`.`z` RENAME TO `shop`.`a`, DROP COLUMN `b`'],
    ],
    ['USE other; CREATE TABLE a (id INT);', ['DROP TABLE `other`.`a`']],
    ['SET sql_mode = \'ANSI_QUOTES\'; CREATE TABLE "a" (id INT);', ['DROP TABLE `shop`.`a`']],
  ])('%s', (script, expected) => {
    expect(sqlOf(script)).toEqual(expected);
  });

  it('the last statement first', () => {
    expect(sqlOf('CREATE TABLE a (id INT); CREATE VIEW v AS SELECT id FROM a;')).toEqual([
      'DROP VIEW `shop`.`v`',
      'DROP TABLE `shop`.`a`',
    ]);
  });
});

describe('what changes only what the script itself created needs no taking back', () => {
  it.each([
    ['INSERT INTO a (id) VALUES (1)'],
    ['REPLACE INTO shop.a VALUES (1)'],
    ['UPDATE a SET id = 2'],
    ['DELETE FROM a WHERE id = 2'],
    ['TRUNCATE TABLE a'],
    ['ANALYZE TABLE a'],
    ['FLUSH PRIVILEGES'],
    ['ALTER TABLE a MODIFY id BIGINT, DROP COLUMN x'],
    ['DROP TABLE a'],
    ['SELECT id FROM a'],
    ['START TRANSACTION'],
    ['COMMIT'],
    ["SET @now = '2026'"],
  ])('%s', (statement) => {
    expect(sqlOf(`CREATE TABLE a (id INT, x INT); ${statement};`)).toEqual(['DROP TABLE `shop`.`a`']);
  });

  it('a temporary table is gone with its session', () => {
    expect(
      sqlOf('CREATE TEMPORARY TABLE t (id INT); INSERT INTO t VALUES (1); DROP TEMPORARY TABLE t;'),
    ).toEqual([]);
  });

  it('a table keeps its owner when it is renamed', () => {
    expect(sqlOf('CREATE TABLE a (id INT); RENAME TABLE a TO b; INSERT INTO b VALUES (1);')).toEqual([
      'RENAME TABLE `shop`.`b` TO `shop`.`a`',
      'DROP TABLE `shop`.`a`',
    ]);
  });
});

describe('what the text does not tell for certain is not guessed', () => {
  it.each([
    ['CREATE TABLE IF NOT EXISTS a (id INT);', '1 may have been there'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1;', '1 may have been there'],
    ['ALTER VIEW v AS SELECT 1;', '1 lost'],
    ['DROP TABLE a;', '1 lost'],
    ['ALTER TABLE a DROP COLUMN b;', '1 lost'],
    ['ALTER TABLE a MODIFY b BIGINT;', '1 lost'],
    ['ALTER TABLE a CHANGE b c INT;', '1 lost'],
    ['ALTER TABLE a ADD INDEX (b);', '1 no name'],
    ['ALTER TABLE a ADD b INT REFERENCES c (id);', '1 no name'],
    ['ALTER TABLE a ADD PARTITION (PARTITION p VALUES LESS THAN (9));', '1 form'],
    ["GRANT SELECT ON shop.* TO 'u'@'h';", '1 may have been there'],
    ['INSERT INTO a VALUES (1);', '1 rows'],
    ['UPDATE a SET b = 1;', '1 rows'],
    ['SELECT f(1);', '1 rows'],
    ['CALL p();', '1 code'],
    ['TRUNCATE TABLE a;', '1 form'],
    ['SET GLOBAL max_connections = 5;', '1 lost'],
    ['CREATE TABLE a (id INT); UPDATE a JOIN b ON a.id = b.id SET b.id = 2;', '2 rows'],
    ['CREATE TABLE a (id INT); UPDATE a x, b SET b.id = 2;', '2 rows'],
    ['CREATE TABLE a (id INT); DELETE b FROM a JOIN b;', '2 rows'],
    ['CREATE TABLE a (id INT); DROP TABLE a, b;', '2 lost'],
    [
      'CREATE TABLE a (id INT); CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW DELETE FROM b; INSERT INTO a VALUES (1);',
      '3 rows',
    ],
    ['CREATE TABLE a (id INT); DROP TABLE a; RENAME TABLE b TO a; INSERT INTO a VALUES (1);', '4 rows'],
  ])('%s', (script, expected) => {
    expect(sqlOf(script)).toBe(expected);
  });

  it('names all that is in the way', () => {
    expect(sqlOf('CALL p(); CREATE TABLE a (id INT); DROP TABLE b;')).toBe('1 code, 3 lost');
  });
});
