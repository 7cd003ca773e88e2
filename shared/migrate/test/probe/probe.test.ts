import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/probe/change.ts';
import { probe, takeDigest } from '../../src/probe/probe.ts';
import { isRepeatable, needsDigest } from '../../src/probe/properties.ts';
import { openBench, type Bench } from './bench.ts';
import { summary, type Expected, type Row } from './row.ts';
import { accountRows } from './rows/account.ts';
import { columnRows } from './rows/column.ts';
import { constraintRows } from './rows/constraint.ts';
import { databaseRows } from './rows/database.ts';
import { indexRows } from './rows/indexes.ts';
import { programRows } from './rows/program.ts';
import { quotingRows } from './rows/quoting.ts';
import { tableRows } from './rows/table.ts';
import { viewRows } from './rows/view.ts';

const families = {
  tables: tableRows,
  columns: columnRows,
  indexes: indexRows,
  constraints: constraintRows,
  views: viewRows,
  programs: programRows,
  accounts: accountRows,
  databases: databaseRows,
  'ways of writing': quotingRows,
};

/** A row in one of its states: what is run before the probe, and what it must say. */
type Cell = readonly [state: string, sql: string, row: Row, having: readonly string[], expected: Expected];

describe.each(testServers())('the state probe on $kind $version', (server) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(server);
  });
  afterAll(() => bench.close());
  beforeEach(() => bench.renew());

  describe.each(Object.entries(families))('%s', (_, rows) => {
    const cells = rows.filter(({ on }) => on === undefined || on === server.kind).flatMap(cellsOf);
    it.each(cells)('%s: %s', async (state, sql, row, having, expected) => {
      const { session, mode } = bench;
      await bench.send(...(row.given ?? []));
      await bench.setMode(row.sqlMode ?? mode);
      const change = bench.changeOf(row);
      const before = row.digest && (await takeDigest(change, session));
      await bench.send(...having);
      const [sqlMode, answer] = [await modeNow(), await probe(change, session, before)];
      expect(summary(answer)).toBe(expected);
      expect(await leftBehind()).toEqual([]);
      expect(await modeNow()).toEqual(sqlMode);
      if (state !== 'applied') return;
      if (!before && /same before|not comparable/.test(expected)) expect(needsDigest(change)).toBe(true);
      if (isRepeatable(change)) await expectSameAgain(change, sql);
    });
  });

  /** What may be sent again although the probe cannot tell has to come to the same. */
  async function expectSameAgain(change: Change, sql: string): Promise<void> {
    const once = await takeDigest(change, bench.session);
    await bench.send(sql);
    if (!isOfTheMoment(sql)) expect(await takeDigest(change, bench.session)).toBe(once);
  }

  async function modeNow(): Promise<unknown> {
    const rows = await bench.session.query('read sql_mode', 'SELECT @@SESSION.sql_mode AS mode');
    return rows[0];
  }

  async function leftBehind(): Promise<readonly object[]> {
    return bench.session.query(
      'look for what the probe left behind',
      "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'nilecare\\_probe\\_%'",
    );
  }
});

function cellsOf(row: Row): readonly Cell[] {
  const { sql, applied = 'in effect', notApplied = 'not in effect', others = [] } = row;
  return [
    ['not applied', sql, row, [], notApplied],
    ['applied', sql, row, [sql], applied],
    ...others.map(({ having, expect }): Cell => [
      `not applied, but ${having.join('; ')}`,
      sql,
      row,
      having,
      expect,
    ]),
  ];
}

/** MySQL gives a password another salt each time, and a schedule begins when it is made. */
function isOfTheMoment(sql: string): boolean {
  return / IDENTIFIED BY | EVERY /.test(sql);
}
