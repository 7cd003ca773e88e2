import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  configuration,
  connectionsTo,
  execute,
  failureOf,
  get,
  startTestService,
  type TestService,
} from './harness.ts';

describe.each(testServers())('MIGRATE_ON_START on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let folder: string;
  let services: TestService[];
  const runtime = 'test_service_runtime';
  beforeEach(async () => {
    schema = await createTestSchema(server);
    folder = await mkdtemp(join(tmpdir(), 'migrate on start '));
    services = [];
    await mkdir(join(folder, 'migrations'));
    await addFile('V1__Wards.sql', 'CREATE TABLE wards (id INT PRIMARY KEY);');
    await addFile('V2__Beds.sql', 'CREATE TABLE beds (id INT PRIMARY KEY);\nINSERT INTO beds VALUES (1);');
    await execute(server, undefined, [
      `DROP USER IF EXISTS ${runtime}@'%'`,
      `CREATE USER ${runtime}@'%' IDENTIFIED BY 'river-stone-41-lantern'`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${schema.name}\`.* TO ${runtime}@'%'`,
    ]);
  });
  afterEach(async () => {
    for (const service of services) await service.end();
    await execute(server, undefined, [`DROP USER ${runtime}@'%'`]);
    await schema.drop();
    await rm(folder, { recursive: true });
  });

  const addFile = (name: string, text: string) => writeFile(join(folder, 'migrations', name), text);
  const start = (change: Parameters<typeof configuration>[2] = {}): TestService => {
    const service = startTestService({
      migrationsDirectory: join(folder, 'migrations'),
      configuration: configuration(
        server,
        { name: schema.name, runtime: account(runtime, 'river-stone-41-lantern') },
        { migrateOnStart: true, ...change },
      ),
      routes: (app, database) => {
        app.get('/who', async () => (await database.query('SELECT CURRENT_USER() AS who'))[0]);
        app.get('/drop', async () => (await database.query('DROP TABLE beds'))[0]);
      },
    });
    services.push(service);
    return service;
  };

  it('applies what is pending as DB_USER, logs each script, and serves as the run-time account', async () => {
    const service = start();
    const { url } = await service.started;
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200, body: { schema: 'V2' } });
    expect(service.log()).toMatch(/Applied V1__Wards\.sql .*\n[^]*Applied V2__Beds\.sql /);
    expect((await get(`${url}/who`)).body).toEqual([{ who: `${runtime}@%` }]);
    expect((await get(`${url}/drop`)).status).toBe(500);
    expect(service.log()).toMatch(/"errno":1142/);
    expect(service.log()).not.toContain('river-stone-41-lantern');
  });

  it('is off unless it is asked for', async () => {
    const { url } = await start({ migrateOnStart: false }).started;
    expect(await get(`${url}/ready`)).toMatchObject({
      status: 503,
      body: { reason: 'schema is empty, needs V2' },
    });
  });

  it('lets one of several instances migrate while the others wait', async () => {
    await addFile('V3__Slow.sql', 'DO SLEEP(1);\nINSERT INTO beds VALUES (2);');
    const three = [start(), start(), start()];
    const running = await Promise.all(three.map(({ started }) => started));
    for (const { url } of running)
      expect(await get(`${url}/ready`)).toMatchObject({ status: 200, body: { schema: 'V3' } });
    const logs = three.map(({ log }) => log());
    expect(logs.filter((log) => log.includes('Applied V3__Slow.sql'))).toHaveLength(1);
    expect(logs.filter((log) => log.includes('No migration is pending.'))).toHaveLength(2);
  });

  it('ends the start in the words of the engine when a migration fails', async () => {
    await addFile('V3__Broken.sql', 'INSERT INTO beds VALUES (1);');
    const { started, log } = start();
    const text = await failureOf(started);
    expect(text).toMatch(/V3__Broken\.sql/);
    expect(text).toMatch(/1062/);
    expect(text + log()).not.toContain(server.password || 'no password');
  });

  it('stops behind the running statement when it is told to stop, and goes on at the next start', async () => {
    await addFile('V3__Slow.sql', 'DO SLEEP(2);\nINSERT INTO beds VALUES (2);');
    await addFile('V4__Never.sql', 'INSERT INTO beds VALUES (3);');
    const { started, url } = start();
    const own = await url();
    await expect.poll(() => connectionsTo(server, schema.name, 'SLEEP'), { timeout: 20_000 }).toBe(1);
    expect(await get(`${own}/ready`)).toMatchObject({ body: { reason: 'starting: migrating' } });
    expect(await get(`${own}/health`)).toMatchObject({ status: 200 });
    process.emit('SIGTERM', 'SIGTERM');
    await (
      await started
    ).stopped;
    const service = start({ migrateOnStart: false });
    const later = await service.started;
    expect(await get(`${later.url}/ready`)).toMatchObject({ body: { reason: 'schema at V2, needs V4' } });
    const again = await start().started;
    expect(await get(`${again.url}/ready`)).toMatchObject({ status: 200 });
  });

  it('reads flyway.conf beside the migrations, and flyway-prod.conf in production', async () => {
    await addFile('V3__Placed.sql', 'INSERT INTO beds VALUES (${number});');
    await writeFile(
      join(folder, 'flyway.conf'),
      'flyway.url=jdbc:mysql://${DB_HOST}:${DB_PORT}/${DB_NAME}\nflyway.user=${DB_USER}\nflyway.password=${DB_PASSWORD}\nflyway.placeholders.number=7\nflyway.locations=filesystem:migrations\nflyway.table=schema_version\n',
    );
    await writeFile(join(folder, 'flyway-prod.conf'), 'flyway.placeholders.number=8\n');
    const { url } = await start({ environment: 'production' }).started;
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
    await execute(server, schema.name, ['INSERT INTO wards SELECT 1 FROM beds WHERE id = 8']);
    await expect(execute(server, schema.name, ['INSERT INTO wards VALUES (1)'])).rejects.toMatchObject({
      errno: 1062,
    });
  });
});
