import type { Row } from '../row.ts';

const table = 'CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10), b INT)';

/** CREATE INDEX, DROP INDEX and clauses of ALTER TABLE about indexes. */
export const indexRows: readonly Row[] = [
  {
    given: [table],
    sql: "CREATE INDEX i ON t (a(3), b DESC) COMMENT 'x'",
    others: [
      { having: ["CREATE INDEX i ON t (a(4), b DESC) COMMENT 'x'"], expect: 'cannot tell: other definition' },
      {
        having: ["CREATE UNIQUE INDEX i ON t (a(3), b DESC) COMMENT 'x'"],
        expect: 'cannot tell: other definition',
      },
      { having: ["CREATE INDEX other ON t (a(3), b DESC) COMMENT 'x'"], expect: 'not in effect' },
    ],
  },
  {
    given: [table],
    sql: 'CREATE UNIQUE INDEX `i x` USING BTREE ON `{s}`.`t` (b) ALGORITHM = INPLACE LOCK = NONE',
  },
  {
    given: [table],
    sql: 'CREATE FULLTEXT INDEX words ON t (a)',
    others: [{ having: ['CREATE INDEX words ON t (a)'], expect: 'cannot tell: other definition' }],
  },
  { on: 'mariadb', given: [table], sql: 'CREATE INDEX IF NOT EXISTS i ON t (b)' },
  { given: [table, 'CREATE INDEX i ON t (b)'], sql: 'DROP INDEX i ON t' },
  { given: [table], sql: 'ALTER TABLE t ADD INDEX i (b), ADD UNIQUE KEY u (a, b)' },
  {
    given: [table],
    sql: 'ALTER TABLE t ADD INDEX (b)',
    applied: 'cannot tell: same before',
    others: [{ having: ['CREATE INDEX i ON t (b)'], expect: 'cannot tell: same before' }],
  },
  { given: [table, 'CREATE INDEX x ON t (b)'], digest: 'taken', sql: 'ALTER TABLE t ADD INDEX (b)' },
  { given: [table], digest: 'taken', sql: 'ALTER TABLE t ADD UNIQUE (b)' },
  { given: [table, 'CREATE INDEX i ON t (b)'], sql: 'ALTER TABLE t DROP INDEX i, ADD INDEX i (a)' },
  { given: [table, 'CREATE INDEX i ON t (b)'], sql: 'ALTER TABLE t RENAME INDEX i TO j' },
  { given: [table], sql: 'ALTER TABLE t DROP PRIMARY KEY' },
  {
    given: [table],
    sql: 'ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)',
  },
  {
    given: ['CREATE TABLE t (a INT, b INT)'],
    sql: 'ALTER TABLE t ADD PRIMARY KEY (a)',
    others: [{ having: ['ALTER TABLE t ADD PRIMARY KEY (b)'], expect: 'cannot tell: other definition' }],
  },
  { given: [table], sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (b), ADD FULLTEXT KEY words (a)' },
  { on: 'mysql', given: [table], sql: 'CREATE INDEX i ON t ((b + 1))' },
  { on: 'mysql', given: [table, 'CREATE INDEX i ON t (b)'], sql: 'ALTER TABLE t ALTER INDEX i INVISIBLE' },
  { given: ['CREATE TABLE t (g POINT NOT NULL)'], sql: 'ALTER TABLE t ADD SPATIAL INDEX g_key (g)' },
];
