import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { rejection } from '../../test/project.ts';
import { closeSession, openTestSession, type TestSession } from '../../test/session.ts';
import { HistoryTableError } from '../history-errors.ts';
import type { NewHistoryRow } from '../model.ts';
import { describeError } from '../report/describe-error.ts';
import type { History } from './history.ts';
import { memoryHistory } from './memory-history.ts';
import { mysqlHistory } from './mysql-history.ts';

interface Subject {
  /** A history whose table does not exist. */
  fresh(): Promise<History>;
  close(): Promise<void>;
}

const implementations: readonly (readonly [string, () => Promise<Subject>])[] = [
  [
    'in memory',
    () =>
      Promise.resolve({
        fresh: () => Promise.resolve(memoryHistory('schema_version')),
        close: () => Promise.resolve(),
      }),
  ],
  ...testServers().map((server) => [`on ${server.kind} ${server.version}`, () => onServer(server)] as const),
];

describe.each(implementations)('the history %s', (_, open) => {
  let subject: Subject;
  let history: History;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.close());
  beforeEach(async () => {
    history = await subject.fresh();
  });

  it('does not exist, and has no rows, until it is created; creating it again is fine', async () => {
    expect(history.table).toBe('schema_version');
    expect(await history.exists()).toBe(false);
    expect(await history.rows()).toEqual([]);
    await history.create();
    await history.create();
    expect(await history.exists()).toBe(true);
    expect(await history.rows()).toEqual([]);
  });

  it('refuses a row as long as it does not exist', async () => {
    await expect(history.add(newRow('SQL V1__a'))).rejects.toThrow();
    expect(await history.exists()).toBe(false);
  });

  it('keeps every column as it was given, adds rank and time', async () => {
    await history.create();
    const before = Date.now();
    await history.add(newRow('SQL V01.0__two_words'));
    await history.add(newRow('SQL R__Ü_view failed'));
    const [first, second] = await history.rows();
    expect(first).toMatchObject({ ...newRow('SQL V01.0__two_words'), installedRank: 1 });
    expect(first?.version).toEqual({ text: '01.0', raw: '01.0', parts: [1n] });
    expect(first?.installedOn).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(Math.abs((first?.installedAt.getTime() ?? 0) - before)).toBeLessThan(5000);
    expect(second).toMatchObject({ installedRank: 2, description: 'Ü view', success: false });
    expect(second).not.toHaveProperty('version');
  });

  it('a row without checksum has none, a negative one stays negative', async () => {
    await history.create();
    await history.add(newRow('BASELINE 1'));
    await history.add({ ...newRow('SQL V2__b'), checksum: -2147483648 });
    expect((await history.rows()).map(({ checksum }) => checksum)).toEqual([null, -2147483648]);
  });

  it('an empty installedBy stands for the account', async () => {
    await history.create();
    await history.add({ ...newRow('SQL V1__a'), installedBy: '' });
    expect((await history.rows())[0]?.installedBy).toMatch(/^\w+$/);
  });

  it('ranks count up from 1, a SCHEMA row has 0, and rows come by rank', async () => {
    await history.create();
    await history.add(newRow('SCHEMA'));
    await history.add(newRow('SQL V1__a'));
    await history.add(newRow('DELETE V1__a'));
    await history.add(newRow('SQL V1__a'));
    expect((await history.rows()).map(({ installedRank, type }) => [installedRank, type])).toEqual([
      [0, 'SCHEMA'],
      [1, 'SQL'],
      [2, 'DELETE'],
      [3, 'SQL'],
    ]);
  });

  it('a failed row is removed and its rank, when it was the last, is used again', async () => {
    await history.create();
    await history.add(newRow('SQL V1__a'));
    await history.add(newRow('SQL V2__b failed'));
    const [, failed] = await history.rows();
    expect(history.lastRank()).toBe(failed?.installedRank);
    await history.remove(failed ?? expect.fail());
    expect(history.lastRank()).toBe((failed?.installedRank ?? 0) - 1);
    await history.add(newRow('SQL V3__c'));
    expect((await history.rows()).map(({ script }) => script)).toEqual(['V1__a.sql', 'V3__c.sql']);
    expect((await history.rows()).map(({ installedRank }) => installedRank)).toEqual([1, 2]);
  });

  it('a successful row is never removed', async () => {
    await history.create();
    await history.add(newRow('SQL V1__a'));
    const [row] = await history.rows();
    await history.remove(row ?? expect.fail());
    expect(await history.rows()).toHaveLength(1);
  });

  it('align gives one row the description, type and checksum of its file and nothing else', async () => {
    await history.create();
    await history.add(newRow('JDBC V1__old changed'));
    await history.add(newRow('SQL B2__old changed'));
    await history.add(newRow('SQL V3__c changed'));
    const [first, second, third] = await history.rows();
    await history.align(first ?? expect.fail(), file('V1__new_words'));
    await history.align(second ?? expect.fail(), file('B2__state'));
    expect(await history.rows()).toEqual([
      { ...first, description: 'new words', type: 'SQL', checksum: 78787420 },
      { ...second, description: 'state', type: 'SQL_BASELINE', checksum: 78787420 },
      third,
    ]);
  });
});

describe.each(testServers())('the history table on $kind $version', (server) => {
  let session: TestSession;
  beforeEach(async () => {
    session = await openTestSession(server);
    return () => closeSession(session);
  });

  it('is the one that Flyway 11.8.2 creates', async () => {
    await mysqlHistory(session.session, session.table).create();
    const integer = server.kind === 'mariadb' ? 'int(11)' : 'int';
    const now = server.kind === 'mariadb' ? 'current_timestamp()' : 'CURRENT_TIMESTAMP';
    const [created] = await session.session.query<{ 'Create Table': string }>(
      'show the history',
      'SHOW CREATE TABLE schema_version',
    );
    // The columns have the collation of the schema, which is no matter of the history.
    const withoutCollation = (created?.['Create Table'] ?? '').replaceAll(' COLLATE utf8mb4_unicode_ci', '');
    expect(withoutCollation.split('\n').slice(0, -1)).toEqual([
      'CREATE TABLE `schema_version` (',
      `  \`installed_rank\` ${integer} NOT NULL,`,
      '  `version` varchar(50) DEFAULT NULL,',
      '  `description` varchar(200) NOT NULL,',
      '  `type` varchar(20) NOT NULL,',
      '  `script` varchar(1000) NOT NULL,',
      `  \`checksum\` ${integer} DEFAULT NULL,`,
      '  `installed_by` varchar(100) NOT NULL,',
      `  \`installed_on\` timestamp NOT NULL DEFAULT ${now},`,
      `  \`execution_time\` ${integer} NOT NULL,`,
      '  `success` tinyint(1) NOT NULL,',
      '  PRIMARY KEY (`installed_rank`),',
      '  KEY `schema_version_s_idx` (`success`)',
    ]);
    expect(created?.['Create Table']).toMatch(/\) ENGINE=InnoDB /);
  });

  it('a row joins the open transaction and leaves no gap when that is rolled back', async () => {
    const history = mysqlHistory(session.session, session.table);
    await history.create();
    await session.session.send('START TRANSACTION');
    await history.add(newRow('SQL V1__a'));
    expect(await session.session.inTransaction()).toBe(true);
    await session.session.send('ROLLBACK');
    expect(await history.rows()).toEqual([]);
    await history.add(newRow('SQL V1__a failed'));
    expect((await history.rows()).map(({ installedRank }) => installedRank)).toEqual([1]);
  });

  it.each(['NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES', 'ONLY_FULL_GROUP_BY', 'PIPES_AS_CONCAT'])(
    'works after a script has set sql_mode %s and gone to another schema',
    async (mode) => {
      const history = mysqlHistory(session.session, session.table);
      await history.create();
      await session.session.send(`SET sql_mode = '${mode}', sql_safe_updates = 1`);
      await session.session.send('USE information_schema');
      await history.add({ ...newRow('SQL V1__a failed'), description: `it's "a" \\ \`b\`` });
      const [row] = await history.rows();
      expect(row?.description).toBe(`it's "a" \\ \`b\``);
      await history.align(row ?? expect.fail(), file('V1__a'));
      await history.remove(row ?? expect.fail());
      expect(await history.rows()).toEqual([]);
    },
  );

  it('the time is right whatever the time zone of the session', async () => {
    const history = mysqlHistory(session.session, session.table);
    await history.create();
    await history.add(newRow('SQL V1__a'));
    const [utc] = await history.rows();
    await session.session.send("SET time_zone = '+02:00'");
    const [khartoum] = await history.rows();
    expect(khartoum?.installedAt).toEqual(utc?.installedAt);
    expect(khartoum?.installedOn).not.toBe(utc?.installedOn);
  });

  it('a version that is none is refused with table, rank and what to do', async () => {
    const history = mysqlHistory(session.session, session.table);
    await history.create();
    await history.add({ ...newRow('SQL V1__a'), version: { raw: '', text: 'one', parts: [1n] } });
    const error = await rejection(history.rows(), HistoryTableError);
    expect(describeError(error)).toContain(
      `\`${session.table.schema}\`.\`schema_version\`: the row with installed_rank 1 has "one" as version; expected was numbers with dots`,
    );
    expect(describeError(error)).toContain('Correct that row by hand');
  });
});

async function onServer(server: ReturnType<typeof testServers>[number]): Promise<Subject> {
  const opened = await openTestSession(server);
  return {
    async fresh() {
      await opened.session.send('DROP TABLE IF EXISTS schema_version');
      return mysqlHistory(opened.session, opened.table);
    },
    close: () => closeSession(opened),
  };
}

/** A row as the engine hands it over: without rank and time. */
function newRow(text: string): NewHistoryRow {
  const [row] = rows(text);
  if (!row) throw new Error(text);
  const { version, description, type, script, checksum, installedBy, executionTime, success } = row;
  const columns = { description, type, script, checksum, installedBy, executionTime, success };
  return { ...columns, ...(version && { version }) };
}
