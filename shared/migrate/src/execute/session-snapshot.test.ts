import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { closeSession, openTestSession } from '../../test/session.ts';
import { readSnapshot, writeSnapshot } from '../journal/session-snapshot.ts';
import type { Session } from '../session.ts';
import { splitStatements } from '../source/splitter.ts';
import { inSurroundings, restoreSnapshot } from './restore-snapshot.ts';
import { keepSession } from './session-keeper.ts';
import { snapshotPlan, takeSnapshot } from './session-snapshot.ts';

async function open(server: TestServer): Promise<Session> {
  const test = await openTestSession(server);
  onTestFinished(() => closeSession(test));
  return test.session;
}

/** What a query answers, as text. */
async function look(session: Session, sql: string): Promise<unknown> {
  return (await session.send(sql)).results?.[0]?.rows;
}

/** Runs a script in one session, and brings another one to the same state. */
async function carry(
  server: TestServer,
  script: string,
): Promise<{ readonly first: Session; readonly second: Session }> {
  const [first, second] = [await open(server), await open(server)];
  const { statements } = splitStatements(script);
  const plan = snapshotPlan({ statements }, server);
  for (const { text } of statements) await first.send(text);
  const taken = plan && (await takeSnapshot(first, plan, statements.length + 1));
  const kept = taken && readSnapshot(writeSnapshot(taken));
  if (!kept) throw new Error('nothing was taken');
  await restoreSnapshot(second, kept);
  return { first, second };
}

const literals = [
  '1',
  '-9223372036854775808',
  '18446744073709551615',
  '1.50',
  "CAST('12' AS DECIMAL(65,0))",
  '12345678901234567890.123456789',
  '1e0 / 3',
  '-1.7976931348623157e308',
  "'text'",
  "'it''s ä 😀 \\\\'",
  "''",
  "_latin1 X'E4' COLLATE latin1_bin",
  "X'00FF'",
  "b'101'",
  'NULL',
  "JSON_OBJECT('a', 1)",
  "CAST('2024-02-29 01:02:03' AS DATETIME)",
  'TRUE',
];

describe.each(testServers())('a snapshot of the session on $kind $version', (server) => {
  it.each(literals)('keeps a user variable with its type: %s', async (literal) => {
    const { first, second } = await carry(server, `SET @a = ${literal};`);
    const facts = 'SELECT @a, HEX(@a), CHARSET(@a), COLLATION(@a), @a / 7, LENGTH(@a)';
    expect(await look(second, facts)).toEqual(await look(first, facts));
    const define = 'CREATE TEMPORARY TABLE typed AS SELECT @a AS a';
    for (const session of [first, second]) await session.send(define);
    expect(await look(second, 'SHOW CREATE TABLE typed')).toEqual(
      await look(first, 'SHOW CREATE TABLE typed'),
    );
    expect(await second.exactRow('', 'SELECT @a')).toEqual(await first.exactRow('', 'SELECT @a'));
  });

  const state =
    'SELECT @@sql_mode, @@time_zone, @@character_set_client, @@character_set_results, @@collation_connection, @@foreign_key_checks, @@unique_checks, @@sql_safe_updates, @@autocommit, @@lc_time_names, @@group_concat_max_len, DATABASE(), LAST_INSERT_ID(), @@insert_id';

  it.each([
    [
      'settings',
      "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', time_zone = '+05:30', unique_checks = 0; SET SESSION foreign_key_checks = 0; SET lc_time_names = 'de_DE', group_concat_max_len = 1234",
    ],
    ['character sets', 'SET NAMES gbk COLLATE gbk_bin; SET character_set_results = NULL'],
    ['a latin1 session', 'SET NAMES latin1'],
    ['autocommit', 'SET autocommit = 0'],
    ['the schema', 'USE information_schema'],
    ['LAST_INSERT_ID()', 'DO LAST_INSERT_ID(18446744073709551615); SELECT LAST_INSERT_ID()'],
    ['a coming INSERT', 'SET insert_id = 77'],
  ])('keeps %s', async (_what, script) => {
    const { first, second } = await carry(server, `USE mysql; ${script}`);
    expect(await look(second, state)).toEqual(await look(first, state));
  });

  it('keeps the level and the access of transactions', async () => {
    const { second } = await carry(server, 'SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY');
    const tx = server.kind === 'mysql' ? 'transaction' : 'tx';
    expect(await look(second, `SELECT @@${tx}_isolation, @@${tx}_read_only`)).toEqual([
      ['SERIALIZABLE', '1'],
    ]);
  });

  it('keeps a time that was set, and lets the time go on where none was', async () => {
    const set = await carry(server, 'SET timestamp = 1700000000.25');
    expect(await look(set.second, 'SELECT @@timestamp')).toEqual([['1700000000.250000']]);
    const reset = await carry(server, 'SET timestamp = 1700000000; SET timestamp = DEFAULT');
    expect(await look(reset.second, 'SELECT ABS(@@timestamp - UNIX_TIMESTAMP(SYSDATE(6))) < 1')).toEqual([
      ['1'],
    ]);
  });

  it('keeps a role', async () => {
    const name = `r_${Date.now().toString(36)}`;
    const admin = await open(server);
    await admin.send(`CREATE ROLE ${name}`);
    await admin.send(`GRANT ${name} TO ${server.kind === 'mysql' ? 'CURRENT_USER()' : 'CURRENT_USER'}`);
    onTestFinished(() => void admin.send(`DROP ROLE ${name}`));
    const { first, second } = await carry(server, `SET ROLE ${name}`);
    const role = await look(first, 'SELECT CURRENT_ROLE()');
    expect(String(role)).toContain(name);
    expect(await look(second, 'SELECT CURRENT_ROLE()')).toEqual(role);
  });

  it('leaves the schema alone where the script has dropped it', async () => {
    const session = await open(server);
    const name = `t_gone_${Date.now().toString(36)}`;
    for (const sql of [`CREATE DATABASE ${name}`, `USE ${name}`, `DROP DATABASE ${name}`])
      await session.send(sql);
    const { statements } = splitStatements(`DROP DATABASE ${name}; SELECT 1`);
    const plan = snapshotPlan({ statements }, server);
    const taken = plan && (await takeSnapshot(session, plan, 2));
    expect(taken?.schema).toBeNull();
    const second = await open(server);
    const before = await look(second, 'SELECT DATABASE()');
    if (taken) await restoreSnapshot(second, taken);
    expect(await look(second, 'SELECT DATABASE()')).toEqual(before);
  });

  it('finds variables that a procedure has set', async () => {
    const session = await open(server);
    await session.send("CREATE PROCEDURE p() SET @hidden = 'x'");
    const { statements } = splitStatements('CALL p(); SELECT @hidden');
    await session.send('CALL p()');
    const plan = snapshotPlan({ statements }, server);
    const taken = plan && (await takeSnapshot(session, plan, 2));
    expect(taken?.variables).toMatchObject({ hidden: { type: 'string', hex: '78' } });
  });

  it('does not keep megabytes', async () => {
    const session = await open(server);
    const { statements } = splitStatements("SET @long = REPEAT('x', 300000)");
    await session.send(statements[0]?.text ?? '');
    const plan = snapshotPlan({ statements }, server);
    const taken = plan && (await takeSnapshot(session, plan, 2));
    expect(taken?.variables).toEqual({ long: { type: 'too long' } });
  });

  it('asks nothing of a plain script, and only once of one that sets nothing more', async () => {
    const session = await open(server);
    const plain = splitStatements('CREATE TABLE t (a INT); INSERT INTO t VALUES (1)');
    expect(snapshotPlan(plain, server)).toBeUndefined();
    const { statements } = splitStatements(
      'SET @a = 1; CREATE TABLE t (a INT); CREATE TABLE u (a INT); SET @a = 2; SELECT 1',
    );
    let asked = 0;
    const counting: Session = { ...session, exactRow: (...all) => (asked++, session.exactRow(...all)) };
    const plan = snapshotPlan({ statements }, server);
    if (!plan) throw new Error('no plan');
    const keeper = keepSession(counting, plan);
    for (const [number, expected] of [
      [1, 0],
      [2, 1],
      [3, 1],
    ] as const) {
      await keeper.at(number, 'journal');
      expect([number, asked]).toEqual([number, expected]);
    }
    await keeper.at(5, 'segment');
    expect(asked).toBe(1);
    await keeper.at(5, 'journal');
    expect(asked).toBe(2);
    const before = (committed: number) => readSnapshot(keeper.textFor(committed) ?? '')?.before;
    expect([before(0), before(1), before(3), before(4)]).toEqual([undefined, 2, 2, 5]);
  });

  it('makes surroundings like those of the script, and puts them back', async () => {
    const { first, second } = await carry(server, 'SELECT 1 INTO @x; USE information_schema');
    await first.send("SET sql_mode = 'ANSI_QUOTES', time_zone = '+01:00', NAMES latin1");
    const plan = snapshotPlan(splitStatements('USE x'), server);
    const taken = plan && (await takeSnapshot(first, plan, 2));
    if (!taken) throw new Error('nothing was taken');
    await second.send('USE mysql');
    const facts =
      'SELECT DATABASE(), @@sql_mode, @@time_zone, @@character_set_client, @@collation_connection';
    const before = await look(second, facts);
    expect(await inSurroundings(second, taken, () => look(second, facts))).toEqual(await look(first, facts));
    expect(await look(second, facts)).toEqual(before);
  });
});
