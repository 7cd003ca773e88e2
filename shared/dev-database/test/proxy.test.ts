import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createTestSchema,
  startProxy,
  testServers,
  type TestProxy,
  type TestServer,
} from '../src/testing.ts';

describe.each(testServers())('a proxy in front of $kind', (server) => {
  it('lets everything through', async () => {
    const { proxy, client } = await stage(server);
    await client.query("INSERT INTO t VALUES (1, REPEAT('x', 1000000))");
    const [rows] = await client.query<RowDataPacket[]>('SELECT text FROM t');
    expect(String(rows[0]?.['text'])).toHaveLength(1_000_000);
    expect(proxy.count()).toBe(1);
  });

  it.each(['end', 'reset'] as const)(
    'breaks a connection before the server sees a statement (%s)',
    async (act) => {
      const { proxy, client, ids } = await stage(server);
      const broken = proxy.when({ text: 'VALUES (7', at: 'before', act });
      await expect(insert(client, 7)).rejects.toMatchObject({ fatal: true });
      await broken;
      await sleep(100);
      expect(await ids()).toEqual([]);
    },
  );

  it.each(['end', 'reset'] as const)('breaks it when the server has the statement (%s)', async (act) => {
    const { proxy, client, ids } = await stage(server);
    void proxy.when({ text: 'SLEEP', at: 'sent', act });
    const statement = client.query('INSERT INTO t SELECT 7, SLEEP(0)');
    await expect(statement).rejects.toMatchObject({ fatal: true });
    await expect.poll(ids).toEqual([7]);
  });

  it('loses an answer', async () => {
    const { proxy, client, ids } = await stage(server);
    void proxy.when({ text: 'VALUES (7', at: 'answered', act: 'reset' });
    await expect(insert(client, 7)).rejects.toMatchObject({ fatal: true });
    expect(await ids()).toEqual([7]);
  });

  it('does something of its own while a statement waits, once', async () => {
    const { proxy, client, ids } = await stage(server);
    const seen: unknown[] = [];
    await insert(client, 1);
    const acted = proxy.when({ text: 'VALUES (2', at: 'before', act: async () => seen.push(await ids()) });
    await insert(client, 2);
    await acted;
    await client.query('DELETE FROM t');
    await insert(client, 2);
    expect(seen).toEqual([[1]]);
  });

  it('goes silent, with the connection open', async () => {
    const { proxy, client } = await stage(server);
    proxy.cut('silence');
    const answer = client.query('SELECT 1').then(() => 'answered');
    expect(await Promise.race([answer, sleep(300, 'silent')])).toBe('silent');
    proxy.cut('reset');
    await expect(answer).rejects.toMatchObject({ fatal: true });
  });

  it('cuts the nth connection alone, and lets no more in', async () => {
    const { proxy, client, other } = await stage(server);
    const second = await other();
    proxy.cut('reset', 2);
    await expect(second.query('SELECT 1')).rejects.toMatchObject({ fatal: true });
    await client.query('SELECT 1');
    proxy.accept('none');
    await expect(other()).rejects.toThrow();
    proxy.accept('all');
    await (await other()).query('SELECT 1');
  });

  it('delays each direction', async () => {
    const { proxy, client } = await stage(server);
    proxy.delay({ toServer: 60, toClient: 40 });
    const started = performance.now();
    await client.query('SELECT 1');
    expect(performance.now() - started).toBeGreaterThan(95);
  });
});

async function stage(server: TestServer): Promise<{
  readonly proxy: TestProxy;
  readonly client: Connection;
  readonly other: () => Promise<Connection>;
  readonly ids: () => Promise<readonly unknown[]>;
}> {
  const proxy = await startProxy(server);
  const schema = await createTestSchema(server);
  const connections: Connection[] = [];
  onTestFinished(async () => {
    for (const connection of connections) connection.destroy();
    await proxy.close();
    await schema.drop();
  });
  const connectTo = async ({ host, port, user, password }: TestServer): Promise<Connection> => {
    const connection = await createConnection({ host, port, user, password, database: schema.name });
    // A cut between two queries.
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  const direct = await connectTo(server);
  await direct.query('CREATE TABLE t (id INT PRIMARY KEY, text LONGTEXT)');
  const other = (): Promise<Connection> => connectTo(proxy.server);
  const ids = async (): Promise<readonly unknown[]> => {
    const [rows] = await direct.query<RowDataPacket[]>('SELECT id FROM t ORDER BY id');
    return rows.map((row) => row['id'] as unknown);
  };
  return { proxy, client: await other(), other, ids };
}

function insert(connection: Connection, id: number): Promise<unknown> {
  return connection.query(`INSERT INTO t VALUES (${id}, '')`);
}
