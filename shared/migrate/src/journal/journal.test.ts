import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rejection } from '../../test/project.ts';
import { closeSession, openTestSession, type TestSession } from '../../test/session.ts';
import { LockError } from '../run-errors.ts';
import type { Channel, Journal, Position } from './journal.ts';
import { createJournal, mysqlJournal, readRecords } from './mysql-journal.ts';
import { journalTable } from './sql.ts';

const lockName = 'Flyway-test';
const withoutSent: Position = {
  script: 'sub/V1__ä_b.sql',
  direction: 'migrate',
  checksum: -7,
  afterRank: 3,
  state: 'running',
  total: 5,
  committed: 0,
  digests: '1:0123456789abcdef',
};
const begun: Position = {
  ...withoutSent,
  sent: { number: 1, line: 2, sha256: 'a'.repeat(64), kind: 'ddl', beforeDigest: 'b'.repeat(64) },
  session: '{"variables":{}}',
};

describe.each(testServers())('the journal on $kind $version', (server) => {
  let working: TestSession;
  let companion: TestSession;
  let journal: Journal;

  const take = async (run: number, owner: string) => {
    const { session, table } = working;
    const [row] = await session.query<{ id: number }>(
      'lock',
      'SELECT GET_LOCK(?, 5), CONNECTION_ID() AS id',
      [`${lockName}${table.schema}`],
    );
    await session.change('take', `UPDATE ${tableName()} SET run = ?, owner = ? WHERE id = 0`, [run, owner]);
    const holding = {
      lease: { run, owner, check: () => undefined },
      lockName: `${lockName}${table.schema}`,
      connection: Number(row?.id),
      initial: session.initial,
      restore: () => Promise.resolve(),
    };
    return mysqlJournal(table, holding, (channel: Channel, work) =>
      work(channel === 'working' ? session : companion.session),
    );
  };
  const tableName = () => {
    const { schema, table } = journalTable(working.table);
    return `\`${schema}\`.\`${table}\``;
  };

  beforeAll(async () => {
    working = await openTestSession(server);
    companion = await openTestSession(server);
  });
  afterAll(async () => {
    await closeSession(working);
    await closeSession(companion);
  });
  beforeEach(async () => {
    await working.session.query('drop', `DROP TABLE IF EXISTS ${tableName()}`);
    expect(await readRecords(working.session, working.table)).toEqual([]);
    await createJournal(working.session, working.table);
    await createJournal(working.session, working.table);
    expect(await readRecords(working.session, working.table)).toEqual([]);
    journal = await take(1, 'one');
  });

  it('keeps what it is given, and gives it back', async () => {
    await journal.write(begun, 'working');
    expect(await journal.read()).toEqual(begun);
    const done: Position = { ...withoutSent, committed: 5, state: 'done' };
    await journal.write(done, 'companion');
    expect(await journal.read()).toEqual(done);
    const [record] = await readRecords(working.session, working.table);
    expect(record).toMatchObject({ run: 1, position: { script: begun.script, state: 'done' } });
  });

  it('writes into the transaction that is open, and begins again when that was rolled back', async () => {
    const { session } = working;
    await session.query('begin', 'START TRANSACTION');
    await journal.write(begun, 'working');
    await session.query('roll back', 'ROLLBACK');
    expect(await journal.read()).toBeUndefined();
    await journal.write({ ...begun, committed: 1 }, 'working');
    expect(await journal.read()).toMatchObject({ script: begun.script, committed: 1 });
  });

  it.each(['working', 'companion'] as const)('is lost with lock or lease (%s)', async (channel) => {
    await journal.write(begun, channel);
    await working.session.query('unlock', 'SELECT RELEASE_ALL_LOCKS()');
    expect(await rejection(journal.write({ ...begun, committed: 1 }, channel), LockError)).toMatchObject({
      reason: 'lost',
    });
    journal = await take(2, 'two');
    await journal.write(begun, channel);
    await take(3, 'three');
    await rejection(journal.write({ ...begun, committed: 1 }, channel), LockError);
  });
});
