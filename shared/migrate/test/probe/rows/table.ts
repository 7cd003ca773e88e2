import type { Row } from '../row.ts';

const parent = 'CREATE TABLE parent (id INT PRIMARY KEY)';

/** CREATE, DROP and RENAME TABLE, and options of tables. */
export const tableRows: readonly Row[] = [
  {
    sql: "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) DEFAULT 'a''b' COMMENT 'x', born TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, b BOOL, UNIQUE (name), KEY born_key (born DESC)) COMMENT = 'y'",
    others: [
      { having: ['CREATE TABLE t (id INT)'], expect: 'cannot tell: other definition' },
      { having: ['CREATE VIEW t AS SELECT 1 AS a'], expect: 'cannot tell: other definition' },
      {
        having: [
          "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(21) DEFAULT 'a''b' COMMENT 'x', born TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP, b BOOL, UNIQUE (name), KEY born_key (born DESC)) COMMENT = 'y'",
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    given: [parent],
    sql: 'CREATE TABLE child (id INT, parent_id INT, body TEXT, FULLTEXT KEY words (body), CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE, CONSTRAINT positive CHECK (id > 0), CHECK (id < 1000), FOREIGN KEY (id) REFERENCES {s}.parent (id))',
    others: [
      {
        having: [
          'CREATE TABLE child (id INT, parent_id INT, body TEXT, FULLTEXT KEY words (body), CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id), CONSTRAINT positive CHECK (id > 0), CHECK (id < 1000), FOREIGN KEY (id) REFERENCES {s}.parent (id))',
        ],
        expect: 'cannot tell: other definition',
      },
      {
        having: [
          'CREATE TABLE child (id INT, parent_id INT, body TEXT, FULLTEXT KEY words (body), CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE, CONSTRAINT positive CHECK (id > 1), CHECK (id < 1000), FOREIGN KEY (id) REFERENCES {s}.parent (id))',
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    sql: 'CREATE TABLE IF NOT EXISTS t (a INT)',
    others: [{ having: ['CREATE TABLE t (b INT)'], expect: 'cannot tell: other definition' }],
  },
  {
    sql: 'CREATE TABLE IF NOT EXISTS t (a INT) ENGINE = InnoDB',
    given: ['CREATE TABLE t (b INT)'],
    digest: 'taken',
    applied: 'not in effect',
  },
  { sql: 'CREATE TABLE `odd ``name. ü` (`a b` INT)' },
  { sql: 'CREATE TABLE "quoted" ("a" INT DEFAULT 1)', sqlMode: 'ANSI_QUOTES' },
  { sql: 'CREATE TABLE `{s}`.`t` /* of */ (a INT /*!50000 NOT NULL */ -- end\n)' },
  {
    sql: "CREATE TABLE t (a VARCHAR(9) DEFAULT 'a\\')",
    sqlMode: 'NO_BACKSLASH_ESCAPES',
  },
  {
    sql: 'CREATE TABLE Upper (A INT)',
    others: [{ having: ['CREATE TABLE upper (A INT)'], expect: 'not in effect' }],
  },
  {
    given: [parent],
    sql: 'CREATE TABLE t LIKE parent',
    others: [{ having: ['CREATE TABLE t (id INT)'], expect: 'cannot tell: other definition' }],
  },
  { given: [parent], sql: 'CREATE TABLE t AS SELECT * FROM parent', digest: 'taken' },
  {
    given: [parent],
    sql: 'CREATE TABLE t (SELECT id FROM parent)',
    applied: 'cannot tell: definition not comparable',
  },
  {
    sql: 'CREATE TABLE t (a INT) PARTITION BY HASH (a) PARTITIONS 2',
    applied: 'cannot tell: definition not comparable',
  },
  {
    on: 'mariadb',
    sql: 'CREATE OR REPLACE TABLE t (a INT)',
    applied: 'cannot tell: same before',
    others: [{ having: ['CREATE TABLE t (a INT)'], expect: 'cannot tell: same before' }],
  },
  { on: 'mariadb', sql: 'CREATE OR REPLACE TABLE t (a INT)', digest: 'taken' },
  {
    sql: 'CREATE TEMPORARY TABLE t (a INT)',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  { given: [parent], sql: 'DROP TABLE parent' },
  { given: [parent], sql: 'DROP TABLE IF EXISTS parent' },
  {
    on: 'mariadb',
    given: [parent, 'CREATE TABLE other (a INT)'],
    sql: 'DROP TABLE parent, other',
    others: [{ having: ['DROP TABLE parent'], expect: 'partly' }],
  },
  {
    on: 'mysql',
    given: [parent, 'CREATE TABLE other (a INT)'],
    sql: 'DROP TABLE parent, other',
    others: [{ having: ['DROP TABLE parent'], expect: 'not in effect' }],
  },
  { given: [parent, 'CREATE TABLE b (a INT)'], sql: 'RENAME TABLE parent TO `{s}`.`new`, b TO parent' },
  {
    given: [parent, 'CREATE TABLE b (a INT)'],
    sql: 'RENAME TABLE parent TO x, b TO parent, x TO b',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  { given: [parent], sql: 'ALTER TABLE parent RENAME TO renamed, ADD COLUMN a INT' },
  {
    given: [parent],
    sql: 'ALTER TABLE parent RENAME renamed',
    others: [{ having: ['CREATE TABLE renamed (a INT)'], expect: 'cannot tell: contradiction' }],
  },
  { given: [parent], sql: "ALTER TABLE parent COMMENT = 'new', ROW_FORMAT = DYNAMIC" },
  { given: ['CREATE TABLE t (a INT) ENGINE = MyISAM'], sql: 'ALTER TABLE t ENGINE = InnoDB' },
  {
    given: ['CREATE TABLE t (a VARCHAR(9)) CHARACTER SET latin1'],
    sql: 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  },
  {
    given: ['CREATE TABLE t (a VARCHAR(9)) CHARACTER SET latin1'],
    sql: 'ALTER TABLE t DEFAULT CHARACTER SET utf8mb4',
  },
  {
    given: ['CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)'],
    sql: 'ALTER TABLE t AUTO_INCREMENT = 500',
  },
  {
    given: ['CREATE TABLE t (a INT) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (5))'],
    sql: 'ALTER TABLE t ADD PARTITION (PARTITION p1 VALUES LESS THAN (10))',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  {
    given: [parent],
    sql: 'ALTER TABLE parent FORCE',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  {
    given: [parent],
    sql: 'TRUNCATE TABLE parent',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  {
    given: [parent],
    sql: 'ANALYZE TABLE parent',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  {
    given: [parent],
    sql: 'OPTIMIZE TABLE parent',
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
];
