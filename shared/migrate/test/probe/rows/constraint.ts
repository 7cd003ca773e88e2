import type { Row } from '../row.ts';

const tables = [
  'CREATE TABLE parent (id INT PRIMARY KEY)',
  'CREATE TABLE t (id INT PRIMARY KEY, parent_id INT, b INT)',
];

/** Foreign keys and checks. */
export const constraintRows: readonly Row[] = [
  {
    given: tables,
    sql: 'ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE SET NULL',
    others: [
      {
        having: ['ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (parent_id) REFERENCES parent (id)'],
        expect: 'cannot tell: other definition',
      },
      {
        having: [
          'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE SET NULL',
        ],
        expect: 'not in effect',
      },
    ],
  },
  {
    given: tables,
    sql: 'ALTER TABLE t ADD FOREIGN KEY (parent_id) REFERENCES `{s}`.parent (id) ON UPDATE NO ACTION',
    applied: 'cannot tell: same before',
  },
  { given: tables, digest: 'taken', sql: 'ALTER TABLE t ADD FOREIGN KEY (parent_id) REFERENCES parent (id)' },
  {
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES parent (id)'],
    sql: 'ALTER TABLE t DROP FOREIGN KEY f',
  },
  {
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES parent (id)'],
    sql: 'ALTER TABLE t DROP FOREIGN KEY f, ADD CONSTRAINT g FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE',
  },
  {
    given: tables,
    sql: 'ALTER TABLE t ADD COLUMN other_id INT, ADD CONSTRAINT o FOREIGN KEY (other_id) REFERENCES parent (id), ADD INDEX o_key (other_id)',
  },
  {
    given: tables,
    sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0 AND parent_id <> 3)',
    others: [
      {
        having: ['ALTER TABLE t ADD CONSTRAINT c CHECK (b > 1 AND parent_id <> 3)'],
        expect: 'cannot tell: other definition',
      },
      {
        having: ['ALTER TABLE t ADD CONSTRAINT d CHECK (b > 0 AND parent_id <> 3)'],
        expect: 'not in effect',
      },
    ],
  },
  { given: tables, digest: 'taken', sql: 'ALTER TABLE t ADD CHECK (b > 0)' },
  {
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)'],
    sql: 'ALTER TABLE t DROP CONSTRAINT c',
  },
  {
    on: 'mysql',
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)'],
    sql: 'ALTER TABLE t DROP CHECK c',
  },
  {
    on: 'mysql',
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)'],
    sql: 'ALTER TABLE t ALTER CHECK c NOT ENFORCED',
  },
  {
    given: [...tables, 'ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)'],
    sql: 'ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (b > 5)',
  },
];
