import type { Row } from '../row.ts';

/** Ways to write a statement. */
export const quotingRows: readonly Row[] = [
  { sql: '/*!40101 CREATE TABLE IF NOT EXISTS `t` (`a` INT) */' },
  { sql: 'CREATE /* ; */ TABLE -- name\n t # body\n (a INT)' },
  { sql: 'create\ttable\nt(a int)' },
  {
    sql: 'ALTER TABLE "t" ADD COLUMN "new col" TEXT, ADD KEY "k" ("a")',
    sqlMode: 'ANSI_QUOTES,STRICT_TRANS_TABLES',
    given: ['CREATE TABLE t (a INT)'],
  },
  {
    given: ['CREATE TABLE `t.x y` (`a``b` INT)'],
    sql: 'ALTER TABLE `{s}` . `t.x y` CHANGE `a``b` `ü` INT UNSIGNED',
    others: [
      { having: ['ALTER TABLE `t.x y` CHANGE `a``b` `ü` INT'], expect: 'cannot tell: other definition' },
    ],
  },
  {
    given: ['CREATE TABLE t (a INT)'],
    sql: 'ALTER TABLE t ADD `primary` INT, ADD `CHECK` INT, ADD `key` INT',
  },
  {
    given: ['CREATE TABLE t (a INT)'],
    sql: "ALTER TABLE t ADD b VARCHAR(99) DEFAULT 'x, ADD c INT; -- \\'' COMMENT \"it''s (\"",
    others: [
      {
        having: ["ALTER TABLE t ADD b VARCHAR(99) DEFAULT 'x, ADD c INT; --' COMMENT \"it''s (\""],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { on: 'mariadb', sql: 'CREATE TABLE t (a INT /*M!100100 DEFAULT 5 */ /*!80000 NOT NULL */)' },
  { on: 'mysql', sql: 'CREATE TABLE t (a INT /*M!100100 DEFAULT 5 */ /*!80000 NOT NULL */)' },
];
