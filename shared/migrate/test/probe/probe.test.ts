import { randomBytes } from 'node:crypto';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { probe, takeDigest } from '../../src/probe/probe.ts';
import type { Change } from '../../src/probe/change.ts';
import { isRepeatable, needsDigest } from '../../src/probe/properties.ts';
import { readChange } from '../../src/probe/read/read-change.ts';
import { closeSession, openTestSession, type TestSession } from '../session.ts';
import { summary, type Expected, type Row } from './row.ts';
import { accountRows } from './rows/account.ts';
import { columnRows } from './rows/column.ts';
import { constraintRows } from './rows/constraint.ts';
import { databaseRows } from './rows/database.ts';
import { indexRows } from './rows/indexes.ts';
import { programRows } from './rows/program.ts';
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
};

/** MySQL gives a password another salt each time. */
function isSalted(sql: string): boolean {
  return / IDENTIFIED BY /.test(sql);
}

describe.each(testServers())('the state probe on $kind $version', (server) => {
  let test: TestSession;
  let names: Readonly<Record<string, string>>;
  let mode: string;
  beforeAll(async () => {
    test = await openTestSession(server);
    const [row] = await test.session.query<{ mode: string }>('', 'SELECT @@SESSION.sql_mode AS mode');
    mode = row?.mode ?? '';
  });
  afterAll(() => closeSession(test));
  beforeEach(async () => {
    const id = randomBytes(4).toString('hex');
    names = { s: `t_${id}_probe`, d: `t_${id}_other`, u: `u_${id}_a`, v: `u_${id}_b` };
    await send(
      'CREATE DATABASE {s} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
      'USE {s}',
      `SET SESSION sql_mode = '${mode}'`,
    );
  });
  afterEach(async () => {
    await send('DROP DATABASE {s}', 'DROP DATABASE IF EXISTS {d}');
    for (const name of ['u', 'v'])
      for (const host of ['localhost', '%']) await send(`DROP USER IF EXISTS '{${name}}'@'${host}'`);
    if (server.kind === 'mariadb') await send('DROP ROLE IF EXISTS {u}', 'DROP ROLE IF EXISTS {v}');
  });

  describe.each(Object.entries(families))('%s', (_, rows) => {
    const cells = rows
      .filter(({ on }) => on === undefined || on === server.kind)
      .flatMap((row): [string, string, Row, readonly string[], Expected][] => [
        ['not applied', row.sql, row, [], row.notApplied ?? 'not in effect'],
        ['applied', row.sql, row, [row.sql], row.applied ?? 'in effect'],
        ...(row.others ?? []).map(
          ({ having, expect }): [string, string, Row, readonly string[], Expected] => [
            `not applied, but ${having.join('; ')}`,
            row.sql,
            row,
            having,
            expect,
          ],
        ),
      ]);
    it.each(cells)('%s: %s', async (state, _sql, row, having, expected) => {
      await send(...(row.given ?? []));
      const sqlMode = row.sqlMode ?? mode;
      await send(`SET SESSION sql_mode = '${sqlMode}'`);
      const { session } = test;
      const change = readChange(written(row.sql), {
        server: session.server,
        schema: names['s'] ?? '',
        sqlMode,
      });
      const before = row.digest && (await takeDigest(change, session));
      await send(...having);
      const answer = await probe(change, session, before);
      expect(summary(answer)).toBe(expected);
      expect(await leftBehind()).toEqual([]);
      if (state !== 'applied') return;
      if (!before && /same before|not comparable/.test(expected)) expect(needsDigest(change)).toBe(true);
      if (isRepeatable(change)) await expectSameAgain(change, row.sql);
    });
  });

  /** What may be sent again although the probe cannot tell has to come to the same. */
  async function expectSameAgain(change: Change, sql: string): Promise<void> {
    const once = await takeDigest(change, test.session);
    await send(sql);
    if (!isSalted(sql)) expect(await takeDigest(change, test.session)).toBe(once);
  }

  function written(sql: string): string {
    return sql.replaceAll(/\{(\w)\}/g, (_, name: string) => names[name] ?? '');
  }

  async function send(...statements: readonly string[]): Promise<void> {
    for (const sql of statements) await test.session.send(written(sql));
  }

  async function leftBehind(): Promise<readonly object[]> {
    return test.session.query(
      'look for what the probe left behind',
      "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'nilecare\\_probe\\_%'",
    );
  }
});
