import type { Row } from '../row.ts';

const table = 'CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10), b INT)';

/** Procedures, functions, triggers and events. */
export const programRows: readonly Row[] = [
  {
    given: [table],
    sql: "CREATE PROCEDURE p (IN x INT, OUT y VARCHAR(10)) COMMENT 'c' SQL SECURITY INVOKER /* c1 */ BEGIN /*!50000 SELECT 1 */; -- c2\n SELECT ';', x; END",
    others: [
      {
        having: [
          "CREATE PROCEDURE p (IN x INT, OUT y VARCHAR(10)) COMMENT 'c' SQL SECURITY INVOKER BEGIN SELECT 1; SELECT ',', x; END",
        ],
        expect: 'cannot tell: other definition',
      },
      {
        having: [
          "CREATE PROCEDURE p (IN x BIGINT, OUT y VARCHAR(10)) COMMENT 'c' SQL SECURITY INVOKER BEGIN SELECT 1; SELECT ';', x; END",
        ],
        expect: 'cannot tell: other definition',
      },
      {
        having: [
          "CREATE PROCEDURE p (IN x INT, OUT y VARCHAR(10)) COMMENT 'c' BEGIN SELECT 1; SELECT ';', x; END",
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { sql: 'CREATE PROCEDURE "p q" () SELECT "t"."a" FROM "t"', sqlMode: 'ANSI_QUOTES', given: [table] },
  {
    sql: 'CREATE DEFINER = CURRENT_USER PROCEDURE p () SELECT 1',
    others: [
      {
        having: ["CREATE DEFINER = 'x'@'y' PROCEDURE p () SELECT 1"],
        expect: 'cannot tell: other definition',
      },
      {
        having: ["SET SESSION sql_mode = 'ANSI_QUOTES'", 'CREATE PROCEDURE p () SELECT 1'],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    on: 'mariadb',
    given: ['CREATE PROCEDURE p () SELECT 1'],
    sql: 'CREATE OR REPLACE PROCEDURE p () SELECT 2',
  },
  { given: ['CREATE PROCEDURE p () SELECT 1'], sql: "ALTER PROCEDURE p COMMENT 'new' SQL SECURITY INVOKER" },
  { given: ['CREATE PROCEDURE p () SELECT 1'], sql: 'DROP PROCEDURE p' },
  {
    sql: "CREATE FUNCTION f (x INT) RETURNS NATIONAL VARCHAR(10) DETERMINISTIC NO SQL RETURN CONCAT('a', x)",
    others: [
      {
        having: [
          "CREATE FUNCTION f (x INT) RETURNS NATIONAL VARCHAR(11) DETERMINISTIC NO SQL RETURN CONCAT('a', x)",
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { sql: 'CREATE FUNCTION f () RETURNS BOOL NOT DETERMINISTIC READS SQL DATA BEGIN RETURN TRUE; END' },
  { given: ['CREATE FUNCTION f () RETURNS INT DETERMINISTIC RETURN 1'], sql: 'DROP FUNCTION IF EXISTS f' },
  {
    given: [table],
    sql: 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.b = 1; SET NEW.a = ";"; END',
    others: [
      {
        having: ['CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @a = 1'],
        expect: 'cannot tell: other definition',
      },
      {
        having: [
          'CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW BEGIN SET NEW.b = 1; SET NEW.a = ";"; END',
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    given: [table, 'CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW SET @a = 1'],
    sql: 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW PRECEDES f SET NEW.b = 1',
    others: [
      {
        having: ['CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1'],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    given: [table, 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @a = 1'],
    sql: 'DROP TRIGGER `{s}`.g',
  },
  {
    sql: "CREATE EVENT e ON SCHEDULE EVERY 1 day STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'x' DO SELECT 1",
    others: [
      {
        having: [
          "CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'x' DO SELECT 1",
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { sql: 'CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 1 HOUR DO BEGIN SELECT 1; SELECT 2; END' },
  {
    sql: "CREATE EVENT e ON SCHEDULE AT '2037-01-01 00:00:00' DO SELECT 1",
    notApplied: 'cannot tell: form',
  },
  {
    sql: 'CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 YEAR DO SELECT 1',
    applied: 'cannot tell: other definition',
    notApplied: 'cannot tell: form',
  },
  { given: ['CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO SELECT 1'], sql: 'ALTER EVENT e DISABLE' },
  {
    given: ['CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO SELECT 1'],
    sql: 'ALTER EVENT e ON SCHEDULE EVERY 3 HOUR DO SELECT 2',
    applied: 'cannot tell: same before',
  },
  {
    given: ["CREATE EVENT e ON SCHEDULE EVERY 3 HOUR ENDS '2037-01-01 00:00:00' DO SELECT 1"],
    sql: "ALTER EVENT e ON SCHEDULE EVERY 4 HOUR STARTS '2036-01-01 00:00:00'",
  },
  {
    given: ["CREATE EVENT e ON SCHEDULE EVERY 3 HOUR STARTS '2036-01-01 00:00:00' DO SELECT 1"],
    digest: 'taken',
    sql: 'ALTER EVENT e ON SCHEDULE EVERY 3 HOUR',
  },
  {
    on: 'mysql',
    given: [
      "CREATE EVENT e ON SCHEDULE EVERY 3 HOUR STARTS '2036-01-01 00:00:00' ENDS '2037-01-01 00:00:00' DO SELECT 1",
    ],
    sql: "ALTER EVENT e ON SCHEDULE EVERY 3 HOUR STARTS '2036-01-01 00:00:00'",
  },
  {
    sql: "CREATE EVENT e ON SCHEDULE EVERY 3 HOUR ENDS '2037-01-01 00:00:00' DO SELECT 1",
    notApplied: 'cannot tell: form',
  },
  { given: ['CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO SELECT 1'], sql: 'DROP EVENT e' },
];
