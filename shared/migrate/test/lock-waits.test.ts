import {
  startThrowawayServer,
  testServers,
  type TestServer,
  type ThrowawayServer,
} from '@nilecare/dev-database/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import type { RunEvent } from '../src/execute/events.ts';
import { describeError } from '../src/report/describe-error.ts';
import { eventLine } from '../src/report/progress.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { plainAccount } from './plain-account.ts';
import { createProject, recorder, rejection, until, type Project } from './project.ts';

/** A table, and a connection that has read from it in a transaction which stays open. */
async function withReader(project: Project): Promise<{ reader: Connection; id: number }> {
  await project.query('CREATE TABLE patients (id INT PRIMARY KEY, name VARCHAR(9)) ENGINE=InnoDB');
  await project.query("INSERT INTO patients VALUES (1, 'a')");
  const reader = await project.connect();
  await reader.query('START TRANSACTION');
  await reader.query('SELECT * FROM patients FOR UPDATE');
  return { reader, id: reader.threadId };
}

const alter = { 'V1__a.sql': 'CREATE TABLE t (id INT);\nALTER TABLE patients ADD COLUMN born DATE;' };

/** Short enough for a test; the table is there before the history is. */
const hasty = { lockWaitTimeout: 3, lockWaitRetries: 1, baselineOnMigrate: true, baselineVersion: '0' };

const lines = (events: readonly RunEvent[], type: RunEvent['type']) =>
  events.filter((event) => event.type === type).map(eventLine);

describe.each(testServers())('T16: a lock that another holds on $kind $version', (server) => {
  /** That of the test run, but MySQL's tells who holds a lock only with what is left out there to save time. */
  let telling: TestServer = server;
  if (server.kind === 'mysql') {
    let own: ThrowawayServer;
    beforeAll(async () => {
      own = await startThrowawayServer({ kind: 'mysql', flags: ['--performance-schema=ON'] });
      telling = own.server;
    });
    afterAll(() => own.stop());
  }

  it('is waited for, whoever holds it is named, and the ALTER runs when it is free', async () => {
    const project = await createProject(telling, alter);
    const { reader, id } = await withReader(project);
    const { events, listener } = recorder();
    const running = migrate(project.config({ ...hasty, lockWaitRetries: 5 }), { listener });
    await until(() => Promise.resolve(events.some(({ type }) => type === 'statement-retried')), 30);
    reader.destroy();
    expect((await running).applied).toHaveLength(1);
    expect(await project.query("SHOW COLUMNS FROM patients LIKE 'born'")).toHaveLength(1);
    const [waiting] = lines(events, 'statement-waiting');
    expect(waiting).toMatch(
      new RegExp(
        `^V1__a\\.sql, statement 2 of 2: ALTER.* waits for .*connection ${id} \\(\\S+@\\S+, idle transaction \\d+ s\\)`,
      ),
    );
    expect(lines(events, 'statement-retried')[0]).toContain('is sent again in 1 s (try 2)');
  });

  it('ends the run when it is not freed, with the KILL that would free it', async () => {
    const project = await createProject(telling, alter);
    const { id } = await withReader(project);
    const error = await rejection(migrate(project.config(hasty)), PartialRunError);
    expect(error.cause).toMatchObject({ fault: { errno: 1205 }, committed: 1, statement: { number: 2 } });
    const text = describeError(error);
    expect(text).toMatch(/It waited \d+ s for a lock, and was sent 2 times\. ALTER.* waits for/);
    expect(text).toContain(`KILL ${id}`);
    expect(text).toContain('Statement 1 is committed');
  });

  it('sends a DML statement again in its transaction when it waited for rows', async () => {
    const project = await createProject(telling);
    const { reader, id } = await withReader(project);
    const { events, listener } = recorder();
    const initSql = 'SET SESSION innodb_lock_wait_timeout = 3';
    await project.write({
      'V1__u.sql': "CREATE TABLE t (id INT);\nINSERT INTO t VALUES (7);\nUPDATE patients SET name = 'c';",
    });
    const running = migrate(project.config({ ...hasty, lockWaitRetries: 5, initSql }), { listener });
    await until(() => Promise.resolve(events.some(({ type }) => type === 'statement-retried')), 30);
    reader.destroy();
    await running;
    expect(await project.query('SELECT name FROM patients')).toEqual([['c']]);
    expect(await project.query('SELECT id FROM t')).toEqual([[7]]);
    expect(lines(events, 'statement-waiting')[0]).toMatch(
      new RegExp(`UPDATE on patients waits for connection ${id} \\(\\S+, idle transaction \\d+ s\\)`),
    );
  });

  it.each([
    'DELETE FROM patients WHERE id = 9;\nUPDATE patients SET id = ROW_COUNT() + 5;',
    'SET @n = 0;\nCREATE TABLE numbers AS SELECT id, @n := @n + 1 AS n FROM patients;',
  ])('does not send a statement again that would see that it failed: %j', async (script) => {
    const project = await createProject(server);
    await withReader(project);
    await project.write({ 'V1__u.sql': script });
    const initSql = 'SET SESSION innodb_lock_wait_timeout = 1';
    const { events, listener } = recorder();
    const error = await rejection(
      migrate(project.config({ ...hasty, initSql }), { listener }),
      PartialRunError,
    );
    expect(describeError(error)).toContain('it could not be sent again safely');
    expect(lines(events, 'statement-retried')).toEqual([]);
  });

  it('is waited for by the row of a script as well, of which nothing is open any more', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': 'SELECT SLEEP(1);\nCREATE TABLE b (id INT);',
      'V3__c.sql': 'CREATE TABLE c (id INT);',
    });
    const holder = await project.connect();
    let free: Promise<unknown> | undefined;
    const listener = (event: RunEvent) => {
      if (event.type !== 'statement-started' || event.script.script !== 'V2__b.sql') return;
      free ??= holder
        .query('START TRANSACTION')
        .then(() => holder.query('SELECT * FROM schema_version FOR UPDATE'))
        .then(() => sleep(3500))
        .then(() => holder.query('COMMIT'));
    };
    const initSql = 'SET SESSION innodb_lock_wait_timeout = 1';
    expect((await migrate(project.config({ initSql }), { listener })).applied).toHaveLength(3);
    await free;
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1']);
    const ranks = await project.query(
      'SELECT after_rank FROM schema_version_journal WHERE id = 0 UNION ALL SELECT MAX(installed_rank) - 1 FROM schema_version',
    );
    expect(ranks).toEqual([[2], [2]]);
  });

  it('does not take back what a function of SET has written, to write the history again', async () => {
    const project = await createProject(server, {
      'V1__f.sql':
        'CREATE TABLE t (id INT);\nDELIMITER //\nCREATE FUNCTION new_id() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO t VALUES (7); RETURN 7; END//',
    });
    await migrate(project.config());
    await project.write({
      'V2__set.sql': 'DO SLEEP(1);\nSET innodb_lock_wait_timeout = 1;\nSET @id = new_id();',
    });
    const holder = await project.connect();
    let free: Promise<unknown> | undefined;
    const listener = (event: RunEvent) => {
      if (event.type !== 'statement-started') return;
      free ??= holder
        .query('START TRANSACTION')
        .then(() => holder.query('SELECT * FROM schema_version FOR UPDATE'))
        .then(() => sleep(3500))
        .then(() => holder.query('COMMIT'));
    };
    await migrate(project.config(), { listener }).catch(() => undefined);
    await free;
    // On a busy machine the lock may be free before the row is written, and then the script succeeds.
    const isApplied = (await project.history()).includes('2 SQL 1');
    expect(await project.query('SELECT id FROM t')).toEqual(isApplied ? [[7]] : []);
  });

  it('lets a script have a lock_wait_timeout of its own', async () => {
    const project = await createProject(server, {
      'V1__own.sql':
        'CREATE TABLE t (w INT);\nINSERT INTO t VALUES (@@lock_wait_timeout);\nSET lock_wait_timeout = 77;',
      'V2__b.sql': 'INSERT INTO t VALUES (@@lock_wait_timeout);',
    });
    await migrate(project.config());
    expect(await project.query('SELECT w FROM t')).toEqual([[10], [77]]);
  });

  it('says which right would show who it is', async () => {
    const project = await createProject(telling, alter);
    await withReader(project);
    const account = await plainAccount(telling, project.schema);
    const { events, listener } = recorder();
    await rejection(migrate(project.config({ ...hasty, ...account }), { listener }), PartialRunError);
    const right = server.kind === 'mysql' ? 'SELECT ON performance_schema.*' : 'PROCESS';
    expect(lines(events, 'statement-waiting')[0]).toContain(
      `ALTER waits for a metadata lock that another connection holds (GRANT ${right} would show whose)`,
    );
  });
});
