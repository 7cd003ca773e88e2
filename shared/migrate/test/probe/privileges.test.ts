import { randomBytes } from 'node:crypto';
import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { QueryError } from '../../src/errors.ts';
import type { ProbeSession } from '../../src/probe/ask/context.ts';
import { probe } from '../../src/probe/probe.ts';
import { readChange } from '../../src/probe/read/read-change.ts';
import { closeSession, openTestSession, type TestSession } from '../session.ts';
import { summary } from './row.ts';

describe.each(testServers())('a probe by an account of few privileges on $kind $version', (server) => {
  let test: TestSession;
  beforeEach(async () => {
    test = await openTestSession(server);
    onTestFinished(() => closeSession(test));
    await test.session.send('CREATE TABLE t (a INT)');
  });

  it('tells what is missing, and nothing of a definition that it may not rehearse', async () => {
    const { session } = await account(server, test, 'SELECT, ALTER, CREATE');
    expect(await ask(session, 'ALTER TABLE t ADD b INT')).toBe('not in effect');
    expect(await ask(session, 'CREATE TABLE u (a INT)')).toBe('not in effect');
    expect(await ask(session, 'CREATE TABLE t (a INT)')).toBe('cannot tell: definition not comparable');
    expect(await ask(session, 'ALTER TABLE t MODIFY a INT')).toBe('cannot tell: definition not comparable');
    expect(await ask(session, 'ALTER TABLE t DROP COLUMN b')).toBe('in effect');
  });

  it('tells definitions with CREATE TEMPORARY TABLES', async () => {
    const { session } = await account(server, test, 'SELECT, CREATE TEMPORARY TABLES');
    expect(await ask(session, 'CREATE TABLE t (a INT)')).toBe('in effect');
    expect(await ask(session, 'CREATE TABLE t (a BIGINT)')).toBe('cannot tell: other definition');
  });

  it('tells nothing of accounts and programs that it may not see', async () => {
    const { session, user } = await account(server, test, 'EXECUTE');
    await test.session.send('CREATE PROCEDURE p () SELECT 1');
    expect(await ask(session, 'CREATE PROCEDURE p () SELECT 1')).toBe('cannot tell: privilege');
    expect(await ask(session, "CREATE ROLE 'someone'")).toBe('cannot tell: privilege');
    expect(await ask(session, "DROP USER 'someone'@'%'")).toBe('cannot tell: privilege');
    expect(await ask(session, `GRANT SELECT ON x.* TO '${user}'@'%'`)).toBe('not in effect');
  });

  async function ask(session: ProbeSession, sql: string) {
    const circumstances = { server: session.server, schema: test.table.schema, sqlMode: '' };
    return summary(await probe(readChange(sql, circumstances), session));
  }
});

it.each(testServers().filter(({ kind }) => kind === 'mariadb'))(
  'names of tables are one in upper and lower case where the server says so, on $kind $version',
  async ({ kind }) => {
    // MySQL takes the option only when its directory is made.
    const own = await startThrowawayServer({ kind, flags: ['--lower-case-table-names=1'] });
    onTestFinished(() => own.stop());
    const test = await openTestSession(own.server);
    const { session, table } = test;
    onTestFinished(() => closeSession(test));
    await session.send('CREATE TABLE Mixed (a INT)');
    const ask = async (sql: string) => {
      const circumstances = { server: session.server, schema: table.schema, sqlMode: '' };
      return summary(await probe(readChange(sql, circumstances), session));
    };
    expect(await ask('CREATE TABLE MIXED (a INT)')).toBe('in effect');
    expect(await ask('DROP TABLE mixed')).toBe('not in effect');
    expect(await ask('ALTER TABLE miXed ADD b INT')).toBe('not in effect');
  },
);

/** An account with privileges on the test's schema alone, ended with the test. */
async function account({ host, port }: TestServer, { session, table }: TestSession, privileges: string) {
  const user = `plain_${randomBytes(4).toString('hex')}`;
  const password = 'for-this-test-0nly';
  await session.send(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  await session.send(`GRANT ${privileges} ON \`${table.schema}\`.* TO '${user}'@'%'`);
  const connection = await createConnection({ host, port, user, password });
  onTestFinished(async () => {
    connection.destroy();
    await session.send(`DROP USER '${user}'@'%'`);
  });
  const query: ProbeSession['query'] = async (purpose, sql, values) => {
    const [rows] = await (values ? connection.execute(sql, [...values]) : connection.query(sql)).catch(
      (error: { errno: number; message: string }) => {
        throw new QueryError(purpose, { errno: error.errno, message: error.message });
      },
    );
    return rows as never;
  };
  return { user, session: { server: session.server, query } };
}
