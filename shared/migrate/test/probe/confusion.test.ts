import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../src/probe/probe.ts';
import { openBench, type Bench } from './bench.ts';
import type { Row } from './row.ts';
import { columnRows } from './rows/column.ts';
import { constraintRows } from './rows/constraint.ts';
import { indexRows } from './rows/indexes.ts';
import { programRows } from './rows/program.ts';
import { tableRows } from './rows/table.ts';
import { viewRows } from './rows/view.ts';

/** Statements of which all that they demand is so, because another one has done that and perhaps more. */
const implied: Readonly<Record<string, readonly string[]>> = {
  'DROP TABLE parent': ['DROP TABLE IF EXISTS parent'],
  'DROP TABLE IF EXISTS parent': ['DROP TABLE parent'],
  'ALTER TABLE parent RENAME renamed': ['DROP TABLE parent', 'DROP TABLE IF EXISTS parent'],
  'ALTER TABLE parent RENAME TO renamed, ADD COLUMN a INT': [
    'DROP TABLE parent',
    'DROP TABLE IF EXISTS parent',
    'ALTER TABLE parent RENAME renamed',
  ],
  'CREATE OR REPLACE TABLE t (a INT)': ['CREATE TABLE IF NOT EXISTS t (a INT)'],
  'ALTER TABLE t DROP COLUMN b': ['ALTER TABLE t DROP COLUMN IF EXISTS b'],
  'ALTER TABLE t DROP COLUMN IF EXISTS b': ['ALTER TABLE t DROP COLUMN b'],
  'ALTER TABLE t DROP b, ADD c INT': [
    'ALTER TABLE t DROP COLUMN b',
    'ALTER TABLE t DROP COLUMN IF EXISTS b',
    'ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT',
  ],
  'ALTER TABLE t ADD c INT, ORDER BY b': ['ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT'],
  'ALTER TABLE t ADD INDEX i (b), ADD UNIQUE KEY u (a, b)': ['CREATE INDEX IF NOT EXISTS i ON t (b)'],
  'ALTER TABLE t ADD CONSTRAINT u UNIQUE (b), ADD FULLTEXT KEY words (a)': [
    'CREATE FULLTEXT INDEX words ON t (a)',
  ],
  'ALTER TABLE t RENAME INDEX i TO j': ['DROP INDEX i ON t'],
  'ALTER TABLE t DROP FOREIGN KEY f, ADD CONSTRAINT g FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE':
    ['ALTER TABLE t DROP FOREIGN KEY f'],
  'ALTER TABLE t DROP CONSTRAINT c': ['ALTER TABLE t DROP CHECK c'],
  'ALTER TABLE t DROP CHECK c': ['ALTER TABLE t DROP CONSTRAINT c'],
  'DROP VIEW v': ['DROP VIEW IF EXISTS `{s}`.`v`'],
  'DROP VIEW IF EXISTS `{s}`.`v`': ['DROP VIEW v'],
};

/** It demands what is so before any statement. */
const always = 'ALTER TABLE t MODIFY a VARCHAR(10)';

describe.each(testServers())('what another statement has done, on $kind $version', (server) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(server);
  });
  afterAll(() => bench.close());

  it.each(Object.entries({ tableRows, columnRows, indexRows, constraintRows, viewRows, programRows }))(
    'is never taken for what was asked: %s',
    async (_, rows) => {
      const confused: string[] = [];
      for (const [done, asked] of pairs(rows.filter(({ on }) => on === undefined || on === server.kind))) {
        await bench.renew();
        await bench.send(...(done.given ?? []));
        await bench.setMode(done.sqlMode ?? bench.mode);
        await bench.send(done.sql);
        for (const each of asked) {
          const answer = await probe(bench.changeOf(each), bench.session);
          const isImplied = each.sql === always || implied[done.sql]?.includes(each.sql);
          if (answer.verdict === 'in effect' && !isImplied) confused.push(`${done.sql} => ${each.sql}`);
        }
      }
      expect(confused).toEqual([]);
    },
    120_000,
  );
});

/** Each statement with all the others that begin with the same objects. */
function pairs(rows: readonly Row[]): readonly (readonly [Row, readonly Row[]])[] {
  return rows.map((row) => [
    row,
    rows.filter(
      (other) => other.sql !== row.sql && JSON.stringify(other.given) === JSON.stringify(row.given),
    ),
  ]);
}
