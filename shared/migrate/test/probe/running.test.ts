import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { probe, takeDigest } from '../../src/probe/probe.ts';
import { readChange } from '../../src/probe/read/read-change.ts';
import { isRunning, waitWhileRunning, type SentStatement } from '../../src/probe/running.ts';
import { closeSession, openTestSession, type TestSession } from '../session.ts';
import { summary } from './row.ts';

/** A statement that cannot go on while a transaction has used what it changes. */
interface Waiting {
  readonly given: readonly string[];
  /** What the transaction does. */
  readonly holder: string;
  readonly sql: string;
}

const table = 'CREATE TABLE t (id INT PRIMARY KEY, a INT)';
const use = 'SELECT * FROM t';

const waiting: readonly Waiting[] = [
  { given: [table], holder: use, sql: 'ALTER TABLE t ADD COLUMN b INT NOT NULL DEFAULT 7' },
  { given: [table], holder: use, sql: 'ALTER TABLE t DROP COLUMN a' },
  { given: [table], holder: use, sql: "ALTER TABLE t MODIFY a BIGINT COMMENT 'wide'" },
  { given: [table], holder: use, sql: 'ALTER TABLE t RENAME COLUMN a TO b' },
  { given: [table], holder: use, sql: 'CREATE INDEX a_key ON t (a)' },
  { given: [table, 'CREATE INDEX a_key ON t (a)'], holder: use, sql: 'DROP INDEX a_key ON t' },
  { given: [table], holder: use, sql: 'ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0)' },
  { given: [table], holder: use, sql: 'DROP TABLE t' },
  { given: [table], holder: use, sql: 'RENAME TABLE t TO u' },
  { given: [table], holder: use, sql: 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1' },
  {
    given: [table, 'CREATE VIEW v AS SELECT id FROM t'],
    holder: 'SELECT * FROM v',
    sql: 'ALTER VIEW v AS SELECT a FROM t',
  },
  { given: [table, 'CREATE VIEW v AS SELECT id FROM t'], holder: 'SELECT * FROM v', sql: 'DROP VIEW v' },
];

describe.each(testServers())('a statement whose client is dead, on $kind $version', (server) => {
  let test: TestSession;
  let mode: string;
  beforeAll(async () => {
    test = await openTestSession(server);
    const [row] = await test.session.query<{ mode: string }>('', 'SELECT @@SESSION.sql_mode AS mode');
    mode = row?.mode ?? '';
  });
  afterAll(() => closeSession(test));
  beforeEach(async () => {
    const rows = await test.session.query<{ name: string; type: string }>(
      '',
      'SELECT table_name AS name, table_type AS type FROM information_schema.tables WHERE table_schema = ?',
      [test.table.schema],
    );
    for (const { name, type } of rows)
      await test.session.send(`DROP ${type === 'VIEW' ? 'VIEW' : 'TABLE'} \`${name}\``);
  });

  it.each(waiting)('is found waiting, and in effect once it ended: $sql', async ({ given, holder, sql }) => {
    const { release, sent, before } = await block(given, holder, sql);
    const found = await isRunning(sent, test.session);
    expect(found).toMatchObject({
      state: 'running',
      phase: expect.stringContaining('metadata lock') as string,
    });
    const seen: string[] = [];
    const last = await waitWhileRunning(sent, test.session, {
      interval: 20,
      onRunning: ({ state }) => {
        if (seen.push(state) === 1) void release();
      },
    });
    expect(last).toEqual({ state: 'ended' });
    expect(seen.length).toBeGreaterThan(0);
    expect(await answerOf(sql, before)).toBe('in effect');
  });

  it.each(waiting)('is not in effect when it was killed: $sql', async ({ given, holder, sql }) => {
    const { release, sent, before } = await block(given, holder, sql);
    await test.session.send(`KILL ${sent.connectionId}`);
    expect(await waitWhileRunning(sent, test.session, { interval: 20 })).toEqual({ state: 'ended' });
    await release();
    expect(await answerOf(sql, before)).toBe('not in effect');
  });

  it('T5: is waited for while an ALTER of 100,000 rows goes on without its client', async () => {
    await fill(100_000);
    const sql = `ALTER TABLE t ADD COLUMN digest CHAR(128) AS (SHA2(REPEAT(a, 800), 512)) STORED`;
    const client = await connect();
    const sent = await send(client, sql, ({ state }) => state === 'running');
    client.destroy();
    expect(await isRunning(sent, test.session)).toMatchObject({ state: 'running' });
    expect(await waitWhileRunning(sent, test.session)).toEqual({ state: 'ended' });
    expect(await answerOf(sql)).toBe('in effect');
  });

  it('is found when it holds a password, which MySQL does not show', async () => {
    // The lock stops every change of the server.
    const own = await startThrowawayServer({ kind: server.kind });
    onTestFinished(() => own.stop());
    const { host, port, user, password } = own.server;
    const [holder, client] = await Promise.all(
      [1, 2].map(() => createConnection({ host, port, user, password })),
    );
    client?.on('error', () => undefined);
    const other = await openTestSession(own.server);
    onTestFinished(() => {
      holder?.destroy();
      return closeSession(other);
    });
    const text = "CREATE USER 'someone'@'localhost' IDENTIFIED BY 'Not-a-secret-1'";
    const change = readChange(text, { server: test.session.server, schema: undefined, sqlMode: mode });
    const before = await takeDigest(change, other.session);
    await holder?.query('FLUSH TABLES WITH READ LOCK');
    const sent = { text, connectionId: client?.threadId ?? 0, user };
    client?.query(text).catch(() => undefined);
    await until(async () => (await isRunning(sent, other.session)).state === 'running');
    client?.destroy();
    expect(await isRunning(sent, other.session)).toMatchObject({ state: 'running' });
    await holder?.query('UNLOCK TABLES');
    expect(await waitWhileRunning(sent, other.session, { interval: 20 })).toEqual({ state: 'ended' });
    expect(summary(await probe(change, other.session, before))).toBe('in effect');
  });

  it('is given up after the timeout, or when the signal comes', async () => {
    const { release, sent } = await block([table], use, 'ALTER TABLE t ADD b INT');
    expect(await waitWhileRunning(sent, test.session, { timeout: 50, interval: 20 })).toMatchObject({
      state: 'running',
    });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort(new Error('enough'));
    }, 50);
    const stopped = waitWhileRunning(sent, test.session, { signal: stop.signal, interval: 10_000 });
    await expect(stopped).rejects.toThrow('enough');
    await release();
  });

  it('has ended when its connection is idle, runs something else, or is gone', async () => {
    const client = await connect();
    const [rows] = await client.query<RowDataPacket[]>('SELECT CONNECTION_ID() AS id');
    const sent = {
      text: 'ALTER TABLE t ADD b INT',
      connectionId: Number(rows[0]?.['id']),
      user: server.user,
    };
    expect(await isRunning(sent, test.session)).toEqual({ state: 'ended' });
    const other = client.query('SELECT SLEEP(30)').catch(() => undefined);
    await until(
      async () => (await isRunning({ ...sent, text: 'SELECT SLEEP(30)' }, test.session)).state === 'running',
    );
    expect(await isRunning(sent, test.session)).toEqual({ state: 'ended' });
    await test.session.send(`KILL ${sent.connectionId}`);
    await other;
    await until(
      async () => (await isRunning({ ...sent, text: 'SELECT SLEEP(30)' }, test.session)).state === 'ended',
    );
    expect(await isRunning({ ...sent, connectionId: 4_000_000_000 }, test.session)).toEqual({
      state: 'ended',
    });
  });

  it('is seen by a plain account when it is its own, and hidden when it is not', async () => {
    const { release, sent } = await block([table], use, 'ALTER TABLE t ADD b INT');
    const plain = await plainAccount(server, test);
    const query = async <Row extends object>(_: string, text: string) => {
      const [rows] = await plain.connection.query(text);
      return rows as unknown as readonly Row[];
    };
    expect(await isRunning(sent, { query })).toEqual({ state: 'hidden' });
    expect(await isRunning({ ...sent, user: plain.user }, { query })).toEqual({ state: 'ended' });
    await release();
    await waitWhileRunning(sent, test.session);
  });

  async function connect(): Promise<Connection> {
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password, database: test.table.schema });
    connection.on('error', () => undefined);
    onTestFinished(() => connection.destroy());
    return connection;
  }

  /** Sends a statement that has to wait, and destroys its client once it does. */
  async function block(given: readonly string[], held: string, sql: string) {
    for (const each of given) await test.session.send(each);
    const before = await takeDigest(changeOf(sql), test.session);
    const [holder, client] = [await connect(), await connect()];
    await holder.query('START TRANSACTION');
    await holder.query(held);
    const sent = await send(
      client,
      sql,
      (found) => found.state === 'running' && found.phase.includes('metadata lock'),
    );
    client.destroy();
    return { release: () => holder.query('ROLLBACK'), sent, before };
  }

  async function send(
    client: Connection,
    text: string,
    isSoFar: (running: Awaited<ReturnType<typeof isRunning>>) => boolean,
  ): Promise<SentStatement> {
    const [rows] = await client.query<RowDataPacket[]>('SELECT CONNECTION_ID() AS id');
    const sent = { text, connectionId: Number(rows[0]?.['id']), user: server.user };
    client.query(text).catch(() => undefined);
    await until(async () => isSoFar(await isRunning(sent, test.session)));
    return sent;
  }

  async function fill(count: number): Promise<void> {
    await test.session.send('CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT)');
    await test.session.send('INSERT INTO t (a) VALUES (1)');
    for (let rows = 1; rows < count; rows *= 2)
      await test.session.send(`INSERT INTO t (a) SELECT id FROM t LIMIT ${count - rows}`);
  }

  async function answerOf(sql: string, before?: string) {
    return summary(await probe(changeOf(sql), test.session, before));
  }

  function changeOf(sql: string) {
    const { session, table: history } = test;
    return readChange(sql, { server: session.server, schema: history.schema, sqlMode: mode });
  }
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not become so within 20 s');
    await delay(10);
  }
}

async function plainAccount({ host, port }: TestServer, { session, table: { schema } }: TestSession) {
  const user = `plain_${randomBytes(4).toString('hex')}`;
  const password = 'for-this-test-0nly';
  await session.send(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  await session.send(`GRANT SELECT ON \`${schema}\`.* TO '${user}'@'%'`);
  const connection = await createConnection({ host, port, user, password });
  onTestFinished(async () => {
    connection.destroy();
    await session.send(`DROP USER '${user}'@'%'`);
  });
  return { user, connection };
}
