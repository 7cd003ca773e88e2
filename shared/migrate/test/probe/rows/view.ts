import type { Row } from '../row.ts';

const table = 'CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10), b INT)';

/** CREATE, ALTER and DROP VIEW. */
export const viewRows: readonly Row[] = [
  {
    given: [table],
    sql: "CREATE VIEW v AS SELECT id, a AS name, COUNT(*) AS n FROM t WHERE a = 'x' AND b <> 3 GROUP BY id ORDER BY a LIMIT 3",
    others: [
      {
        having: [
          "CREATE VIEW v AS SELECT id, a AS name, COUNT(*) AS n FROM t WHERE a = 'y' AND b <> 3 GROUP BY id ORDER BY a LIMIT 3",
        ],
        expect: 'cannot tell: definition not comparable',
      },
      {
        having: [
          "CREATE SQL SECURITY INVOKER VIEW v AS SELECT id, a AS name, COUNT(*) AS n FROM t WHERE a = 'x' AND b <> 3 GROUP BY id ORDER BY a LIMIT 3",
        ],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  {
    given: [table],
    sql: 'CREATE VIEW v AS SELECT * FROM t WHERE (b + 1) * 2 > 3',
    applied: 'cannot tell: definition not comparable',
    others: [
      {
        having: ['CREATE VIEW v AS SELECT * FROM t WHERE b + 1 * 2 > 3'],
        expect: 'cannot tell: definition not comparable',
      },
    ],
  },
  { given: [table], digest: 'taken', sql: 'CREATE VIEW v AS SELECT * FROM t WHERE (b + 1) * 2 > 3' },
  {
    given: [table],
    sql: 'CREATE VIEW v AS SELECT t.id, u.a FROM t JOIN t AS u ON u.id = t.b',
    others: [
      {
        having: ['CREATE VIEW v AS SELECT u.id, t.a FROM t JOIN t AS u ON u.id = t.b'],
        expect: 'cannot tell: definition not comparable',
      },
    ],
  },
  {
    given: [table, 'CREATE VIEW v AS SELECT id FROM t'],
    digest: 'taken',
    sql: 'CREATE OR REPLACE VIEW v AS SELECT id, b FROM t',
  },
  {
    given: [table, 'CREATE VIEW v AS SELECT id FROM t'],
    sql: 'CREATE OR REPLACE VIEW v AS SELECT id, b FROM t',
    notApplied: 'cannot tell: definition not comparable',
  },
  {
    given: [table, 'CREATE VIEW v AS SELECT id FROM t'],
    sql: 'ALTER SQL SECURITY INVOKER VIEW v AS SELECT b FROM t WITH LOCAL CHECK OPTION',
  },
  { given: [table], sql: 'CREATE VIEW v (x, y) AS SELECT id, a FROM t', digest: 'taken' },
  { given: [table, 'CREATE VIEW v AS SELECT 1 AS a'], sql: 'DROP VIEW v' },
  { given: [table, 'CREATE VIEW v AS SELECT 1 AS a'], sql: 'DROP VIEW IF EXISTS `{s}`.`v`' },
  {
    on: 'mariadb',
    given: ['CREATE VIEW v AS SELECT 1 AS a', 'CREATE VIEW w AS SELECT 1 AS a'],
    sql: 'DROP VIEW v, w',
    others: [{ having: ['DROP VIEW v'], expect: 'partly' }],
  },
];
