import { rm } from 'node:fs/promises';
import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceDefinition } from '../src/index.ts';
import {
  configuration,
  connectionsTo,
  execute,
  folderOf,
  get,
  historyTable,
  row,
  startTestService,
  type TestService,
} from './harness.ts';
import { startRelay } from './tcp-relay.ts';

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql', 'V2__Second.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('readiness on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let service: TestService | undefined;
  beforeEach(async () => {
    schema = await createTestSchema(server);
  });
  afterEach(async () => {
    await service?.end();
    await schema.drop();
  });

  const inSchema = (...statements: readonly string[]) => execute(server, schema.name, statements);
  const addRows = (...rows: readonly string[]) =>
    inSchema(...rows.map((each) => `INSERT INTO schema_version VALUES (${each})`));
  const withHistory = async (...rows: readonly string[]) => {
    await inSchema(historyTable);
    await addRows(...rows);
  };

  async function start(
    database: Partial<DatabaseConfiguration> = {},
    routes: ServiceDefinition['routes'] = () => undefined,
  ) {
    service = startTestService({
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name, ...database }),
      routes,
    });
    const { url } = await service.started;
    return { url, log: service.log };
  }
  const statusOf = (url: string) => async () => (await get(`${url}/ready`)).status;

  it('is there when the schema has the newest version', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const { url, log } = await start();
    expect(await get(`${url}/health`)).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200, body: { status: 'ready', schema: 'V2' } });
    expect(log()).toContain('test-service is ready, schema at V2');
  });

  it.each([
    ['older', [row(1, '1')], 'schema at V1, needs V2'],
    ['newer', [row(1, '1'), row(2, '2'), row(3, '3')], 'schema at V3, needs V2'],
    ['failed', [row(1, '1'), row(2, '2', 0)], 'migration V2__x.sql failed'],
    ['incomplete', [row(2, '2')], 'schema at V2, but V1 is not applied'],
  ])(
    'R2: with a schema that is %s the service lives, is not ready, and serves nothing',
    async (_state, rows, reason) => {
      await withHistory(...rows);
      let served = 0;
      const { url, log } = await start({}, (app, database) => {
        app.get('/patients', async () => {
          served++;
          return (await database.query('SELECT 1 AS one'))[0];
        });
      });
      expect(await get(`${url}/health`)).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(await get(`${url}/ready`)).toMatchObject({ status: 503, body: { status: 'not ready', reason } });
      expect(log()).toContain(`test-service is not ready: ${reason}`);
      const refused = await get(`${url}/patients`);
      expect(refused).toMatchObject({ status: 503, body: { title: 'Service Unavailable', status: 503 } });
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(served).toBe(0);
    },
  );

  it('R2: comes by itself when the schema is migrated, and goes when it is migrated further', async () => {
    const { url } = await start({}, (app) => {
      app.get('/patients', () => ({ patients: [] }));
    });
    expect(await get(`${url}/ready`)).toMatchObject({ body: { reason: 'schema is empty, needs V2' } });
    await withHistory(row(1, '1'), row(2, '2'));
    await expect.poll(statusOf(url), { timeout: 10_000 }).toBe(200);
    expect((await get(`${url}/patients`)).status).toBe(200);
    await addRows(row(3, '3'));
    await expect.poll(statusOf(url), { timeout: 10_000 }).toBe(503);
    expect((await get(`${url}/patients`)).status).toBe(503);
  });

  it('R2: a table that is no history is told', async () => {
    await inSchema('CREATE TABLE schema_version (id INT PRIMARY KEY)');
    const { url } = await start();
    expect(await get(`${url}/ready`)).toMatchObject({
      status: 503,
      body: { reason: expect.stringContaining('history unreadable: ') as string },
    });
  });

  it('is lost while the database is away, and the service lives on', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const relay = await startRelay(server);
    const { url, log } = await start({ port: relay.port });
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
    await relay.close();
    await expect.poll(statusOf(url), { timeout: 10_000 }).toBe(503);
    expect(await get(`${url}/ready`)).toMatchObject({ body: { reason: 'database unreachable' } });
    expect(await get(`${url}/health`)).toMatchObject({ status: 200 });
    expect(log().split('not ready: database unreachable')).toHaveLength(2);
  });

  it('is lost while every connection is in use, which is told, and comes back', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    let release = () => undefined as void;
    const { url } = await start({ poolSize: 1 }, (app, database) => {
      app.get('/hold', async () => {
        const connection = await database.getConnection();
        await new Promise<void>((resolve) => (release = resolve));
        connection.release();
        return {};
      });
    });
    const held = get(`${url}/hold`);
    await expect.poll(statusOf(url), { timeout: 20_000 }).toBe(503);
    expect(await get(`${url}/ready`)).toMatchObject({ body: { reason: 'no database connection is free' } });
    release();
    expect((await held).status).toBe(200);
    await expect.poll(statusOf(url), { timeout: 20_000 }).toBe(200);
  });

  it('is lost while the database is frozen, within a deadline, and comes back', async () => {
    await withHistory(row(1, '1'), row(2, '2'));
    const relay = await startRelay(server);
    const { url } = await start({ port: relay.port, poolSize: 2 });
    relay.freeze();
    await expect.poll(statusOf(url), { timeout: 20_000 }).toBe(503);
    // More checks than the pool has connections.
    for (let check = 0; check < 4; check++) {
      await new Promise((resolve) => setTimeout(resolve, 1100));
      expect(await get(`${url}/ready`)).toMatchObject({ body: { reason: 'database unreachable' } });
    }
    expect(await get(`${url}/health`)).toMatchObject({ status: 200 });
    relay.thaw();
    await expect.poll(statusOf(url), { timeout: 20_000 }).toBe(200);
    await service?.end();
    await relay.close();
    await expect.poll(() => connectionsTo(server, schema.name), { timeout: 15_000 }).toBe(0);
  });
});
