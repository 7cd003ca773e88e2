import { rm } from 'node:fs/promises';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql', 'V2__Second.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('/metrics on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let service: TestService | undefined;
  beforeEach(async () => {
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable, `INSERT INTO schema_version VALUES (${row(1, '1')})`]);
  });
  afterEach(async () => {
    await service?.end();
    await schema.drop();
  });
  const addSecond = () =>
    execute(server, schema.name, [`INSERT INTO schema_version VALUES (${row(2, '2')})`]);

  async function start(change: Parameters<typeof configuration>[2] = {}): Promise<string> {
    service = startTestService({
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name, poolSize: 2 }, change),
      routes: (app, database) => {
        app.get('/patients/:id', async () => (await database.query('SELECT 1 AS one'))[0]);
        app.get('/slow', async () => (await database.execute('SELECT SLEEP(1)'))[0]);
        app.get('/broken', async () => (await database.query('SELEC'))[0]);
      },
    });
    return (await service.started).url;
  }
  const read = async (url: string) => {
    const { body, status, headers } = await get(`${url}/metrics`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    return String(body);
  };

  it('tell of the schema and of readiness', async () => {
    const url = await start();
    expect(await read(url)).toContain('nilecare_schema_info{version="1",needed="2"} 1\n');
    expect(await read(url)).toContain('nilecare_schema_pending_migrations 1\n');
    expect(await read(url)).toContain('nilecare_ready 0\n');
    await addSecond();
    await expect.poll(() => read(url), { timeout: 10_000 }).toContain('nilecare_ready 1\n');
    expect(await read(url)).toContain('nilecare_schema_info{version="2",needed="2"} 1\n');
    expect(await read(url)).not.toContain('version="1"');
    expect(await read(url)).toContain('nilecare_schema_pending_migrations 0\n');
  });

  it('count requests by route and status, never by path, and queries by outcome', async () => {
    await addSecond();
    const url = await start();
    await get(`${url}/patients/no-4711`);
    await get(`${url}/patients/no-4712`);
    await get(`${url}/no/such/path`);
    await get(`${url}/broken`);
    const text = await read(url);
    const counted = 'nilecare_http_request_duration_seconds_count';
    expect(text).toContain(`${counted}{method="GET",route="/patients/:id",status="200"} 2\n`);
    expect(text).toContain(`${counted}{method="GET",route="none",status="404"} 1\n`);
    expect(text).toContain(`${counted}{method="GET",route="/broken",status="500"} 1\n`);
    expect(text).not.toMatch(/no-471|no\/such/);
    expect(text).toContain('nilecare_db_query_duration_seconds_count{outcome="error"} 1\n');
    expect(Number(/query_duration_seconds_count\{outcome="ok"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(2);
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('tell how the pool is used', async () => {
    await addSecond();
    const url = await start();
    const slow = [1, 2, 3].map(() => get(`${url}/slow`));
    await expect.poll(() => connectionsTo(server, schema.name, 'SLEEP')).toBe(2);
    const text = await read(url);
    expect(text).toContain('nilecare_db_pool_connections{state="used"} 2\n');
    expect(text).toContain('nilecare_db_pool_connections{state="free"} 0\n');
    expect(text).toContain('nilecare_db_pool_limit 2\n');
    expect(Number(/pool_waiting_queries (\d+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(1);
    await Promise.all(slow);
    await expect
      .poll(() => read(url))
      .toMatch(/pool_connections\{state="used"\} 0\n[^]*pool_waiting_queries 0\n/);
    const seconds = Number(/query_duration_seconds_sum\{outcome="ok"\} ([\d.]+)/.exec(await read(url))?.[1]);
    expect(seconds).toBeGreaterThan(2.9);
  });

  it('are not there when METRICS_ENABLED is false', async () => {
    await addSecond();
    const url = await start({ metricsEnabled: false });
    expect(await get(`${url}/metrics`)).toMatchObject({ status: 404 });
  });
});
