import { expect, it } from 'vitest';
import { touchedObjects } from './touched-objects.ts';

it.each<[string, readonly string[]]>([
  [
    'CREATE TABLE IF NOT EXISTS `Plans` (id INT, FOREIGN KEY (id) REFERENCES shop.users (id))',
    ['plans', 'users'],
  ],
  ['CREATE TEMPORARY TABLE t LIKE shop.`odd ``name`', ['t', 'odd `name']],
  ['/*!50000 CREATE */ TABLE t (note TEXT COMMENT "drop table x") -- REFERENCES y\n', ['t']],
  ['ALTER TABLE shop . plans ADD COLUMN a INT, RENAME TO offers', ['plans', 'offers']],
  ['ALTER TABLE t RENAME COLUMN a TO b', ['t']],
  ['DROP TABLE IF EXISTS a, shop.b, `c`', ['a', 'b', 'c']],
  ['RENAME TABLE a TO b, c TO d', ['a', 'b', 'd', 'c']],
  ['TRUNCATE a; TRUNCATE TABLE b', ['a', 'b']],
  ["CREATE OR REPLACE ALGORITHM=MERGE DEFINER='x'@'%' SQL SECURITY INVOKER VIEW v AS SELECT * FROM t", ['v']],
  ['CREATE UNIQUE INDEX i ON t (a); DROP INDEX i ON u', ['t', 'u']],
  ['CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1', ['trigger g', 't']],
  ['CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); DELETE FROM u; END', ['procedure p']],
  ['DROP FUNCTION IF EXISTS f; ALTER EVENT e DISABLE', ['function f', 'event e']],
  ['INSERT IGNORE INTO t (a) SELECT a FROM u; REPLACE INTO v VALUES (1)', ['t', 'v']],
  ['UPDATE IGNORE t, u SET t.a = 1; UPDATE v JOIN w USING (id) SET a = 1', ['t', 'u', 'v', 'w']],
  ['DELETE FROM t WHERE a IN (SELECT a FROM u)', ['t']],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t", ['t']],
  ['DELIMITER //\nCREATE TABLE a (i INT)//\nCREATE TABLE b (i INT)//', ['a', 'b']],
  ['CREATE TABLE ${prefix}users (id INT)', ['${prefix}users']],
  ['SELECT * FROM t; SET @a = 1; GRANT SELECT ON t TO x', []],
])('%s touches %j', (text, expected) => {
  expect([...touchedObjects(text)].toSorted()).toEqual(expected.toSorted());
});

it('reads statements of many megabytes and names', () => {
  const text = `INSERT INTO t VALUES ('${'x'.repeat(12_000_000)}')`;
  const names = Array.from({ length: 20_000 }, (_, index) => `t${index}`);
  const rows = names.map((name) => `(1, '${name}')`).join(', ');
  expect([...touchedObjects(`${text}; INSERT INTO u VALUES ${rows}`)]).toEqual(['t', 'u']);
  expect(touchedObjects(`UPDATE t SET a = '${'x'.repeat(12_000_000)}'`).size).toBe(1);
  expect(touchedObjects(`DROP TABLE ${names.join(', ')}`).size).toBe(names.length);
  expect(touchedObjects(`RENAME TABLE ${names.map((name) => `${name} TO ${name}b`).join(', ')}`).size).toBe(
    2 * names.length,
  );
});
