import type { Row } from '../row.ts';

const table = 'CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10), b INT)';

/** Clauses of ALTER TABLE about columns. */
export const columnRows: readonly Row[] = [
  {
    given: [table],
    sql: "ALTER TABLE t ADD COLUMN c DECIMAL(10,2) NOT NULL DEFAULT '1.5' COMMENT 'price'",
    others: [
      {
        having: ["ALTER TABLE t ADD c DECIMAL(10,3) NOT NULL DEFAULT '1.5' COMMENT 'price'"],
        expect: 'cannot tell: other definition',
      },
      {
        having: ["ALTER TABLE t ADD c DECIMAL(10,2) DEFAULT '1.5' COMMENT 'price'"],
        expect: 'cannot tell: other definition',
      },
      {
        having: ["ALTER TABLE t ADD c DECIMAL(10,2) NOT NULL DEFAULT '1.5' COMMENT 'price' FIRST"],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    given: [table],
    sql: 'alter table t add column C bool default true after A',
    others: [{ having: ['ALTER TABLE t ADD c BOOL DEFAULT TRUE'], expect: 'cannot tell: other definition' }],
  },
  {
    given: [table],
    sql: 'ALTER TABLE t ADD c INT FIRST, ADD d TEXT, ADD INDEX d_key (d(10)), ALGORITHM=COPY',
  },
  { given: [table], sql: 'ALTER TABLE t ADD (c INT, d INT NOT NULL)' },
  {
    given: [table],
    sql: 'ALTER TABLE t ADD c INT AS (b + 1) STORED, ADD d INT GENERATED ALWAYS AS (c * 2) VIRTUAL',
    others: [
      {
        having: ['ALTER TABLE t ADD c INT AS (b + 2) STORED, ADD d INT GENERATED ALWAYS AS (c * 2) VIRTUAL'],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { given: ['CREATE TABLE t (a INT)'], sql: 'ALTER TABLE t ADD id INT AUTO_INCREMENT PRIMARY KEY FIRST' },
  { given: [table], sql: 'ALTER TABLE t ADD e ENUM(\'x\',"y") CHARACTER SET latin1 UNIQUE' },
  {
    on: 'mariadb',
    given: [table],
    sql: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT',
    others: [{ having: ['ALTER TABLE t ADD c TEXT'], expect: 'not in effect' }],
  },
  {
    given: [table],
    sql: 'ALTER TABLE t DROP COLUMN b',
  },
  { on: 'mariadb', given: [table], sql: 'ALTER TABLE t DROP COLUMN IF EXISTS b' },
  {
    given: [table],
    sql: 'ALTER TABLE t DROP b, ADD b INT',
    applied: 'cannot tell: same before',
    notApplied: 'cannot tell: same before',
  },
  {
    given: [table],
    sql: 'ALTER TABLE t DROP b, ADD c INT',
    others: [{ having: ['ALTER TABLE t ADD c INT'], expect: 'cannot tell: contradiction' }],
  },
  {
    given: [table],
    sql: 'ALTER TABLE t RENAME COLUMN a TO `new. name`',
    others: [{ having: ['ALTER TABLE t ADD `new. name` INT'], expect: 'cannot tell: contradiction' }],
  },
  {
    given: [table],
    sql: 'ALTER TABLE t CHANGE a name VARCHAR(200) NOT NULL AFTER b',
    others: [{ having: ['ALTER TABLE t RENAME COLUMN a TO name'], expect: 'cannot tell: other definition' }],
  },
  { given: [table], sql: 'ALTER TABLE t CHANGE COLUMN a a VARCHAR(200)' },
  {
    given: [table],
    sql: "ALTER TABLE t MODIFY a VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ''",
    others: [
      {
        having: ["ALTER TABLE t MODIFY a VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT ''"],
        expect: 'not in effect',
      },
    ],
  },
  { given: [table], sql: 'ALTER TABLE t MODIFY COLUMN b BIGINT FIRST, MODIFY a CHAR(3)' },
  {
    given: [table],
    sql: 'ALTER TABLE t MODIFY a VARCHAR(10)',
    notApplied: 'in effect',
  },
  { given: [table], sql: 'ALTER TABLE t ALTER COLUMN b SET DEFAULT 7' },
  { given: [table, 'ALTER TABLE t ALTER b SET DEFAULT 7'], sql: 'ALTER TABLE t ALTER b DROP DEFAULT' },
  {
    given: [table],
    sql: 'ALTER TABLE t ADD c INT, ORDER BY b',
    applied: 'cannot tell: form',
  },
  {
    given: [table],
    digest: 'taken',
    sql: 'ALTER TABLE t ADD c DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE NOW(3)',
  },
  {
    given: ['CREATE TABLE t (a INT, b TEXT, FULLTEXT (b))'],
    sql: 'ALTER TABLE t ADD c INT UNSIGNED ZEROFILL',
  },
  { on: 'mysql', given: [table], sql: 'ALTER TABLE t ADD c INT INVISIBLE, ADD d POINT NOT NULL SRID 4326' },
  {
    given: [table],
    sql: 'ALTER TABLE t ADD c JSON, ADD d DOUBLE PRECISION, ADD e NVARCHAR(5), ADD f SERIAL',
  },
];
