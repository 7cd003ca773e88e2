import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { exitCodes } from '../src/index.ts';
import { connectionsTo, execute, folderOf, get, historyTable, row } from './harness.ts';
import { freePort } from './tcp-relay.ts';

describe.each(testServers())('the process of a service on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let migrations: string;
  beforeAll(async () => {
    migrations = await folderOf('V1__First.sql');
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable]);
  });
  afterAll(async () => {
    await schema.drop();
    await rm(migrations, { recursive: true });
  });
  const addVersion = () =>
    execute(server, schema.name, [`REPLACE INTO schema_version VALUES (${row(1, '1')})`]);

  async function start(change: Readonly<Record<string, string>> = {}) {
    const port = await freePort();
    const environment = {
      NODE_ENV: 'test',
      NILECARE_ENV_FILES: 'false',
      DB_HOST: server.host,
      DB_PORT: String(server.port),
      DB_NAME: schema.name,
      DB_USER: server.user,
      DB_PASSWORD: server.password,
      PORT: String(port),
      MIGRATIONS: migrations,
      ...change,
    };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'slow-program.mjs')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let text = '';
    const messages: unknown[] = [];
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('message', (message) => messages.push(message));
    const end = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    return { child, end, messages, output: () => text, url: `http://127.0.0.1:${port}` };
  }
  const sleepers = () => connectionsTo(server, schema.name, 'SLEEP');

  it('tells its process manager when it is ready, not when it listens', async () => {
    const { child, end, messages, output, url } = await start();
    await expect.poll(output, { timeout: 20_000 }).toContain('schema is empty, needs V1');
    expect((await get(`${url}/health`)).status).toBe(200);
    expect(messages).toEqual([]);
    await addVersion();
    await expect.poll(() => messages, { timeout: 20_000 }).toEqual(['ready']);
    child.kill('SIGTERM');
    expect(await end).toEqual([exitCodes.stopped, null]);
  });

  it('is 75 and a line when a query outlasts STOP_DEADLINE', async () => {
    await addVersion();
    const { child, end, output, url } = await start({ STOP_DEADLINE: '500ms' });
    await expect.poll(output, { timeout: 20_000 }).toContain('is ready');
    get(`${url}/slow`).catch(() => undefined);
    await expect.poll(sleepers, { timeout: 20_000 }).toBe(1);
    child.kill('SIGTERM');
    expect(await end).toEqual([exitCodes.unavailable, null]);
    expect(output()).toContain(
      'test-program did not stop within 500 ms: a request or query still runs.\nTry: ',
    );
    await expect.poll(sleepers, { timeout: 25_000 }).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends at once at the second signal', async () => {
    await addVersion();
    const { child, end, output, url } = await start();
    await expect.poll(output, { timeout: 20_000 }).toContain('is ready');
    get(`${url}/slow`).catch(() => undefined);
    await expect.poll(sleepers, { timeout: 20_000 }).toBe(1);
    child.kill('SIGTERM');
    await expect.poll(output, { timeout: 20_000 }).toContain('test-program stops: SIGTERM');
    child.kill('SIGTERM');
    expect(await end).toEqual([null, 'SIGTERM']);
    await expect.poll(sleepers, { timeout: 25_000 }).toBe(0);
  });

  it('that breaks by a forgotten query prints neither its text nor the secret in it', async () => {
    await addVersion();
    const { end, output, url } = await start();
    await expect.poll(output, { timeout: 20_000 }).toContain('is ready');
    await get(`${url}/forgotten`).catch(() => undefined);
    expect(await end).toEqual([exitCodes.crashed, null]);
    expect(output()).toMatch(/Error: You have an error in your SQL syntax;.* near '\*\*\*' at line 1\n +at /);
    expect(output()).not.toContain('river-stone-41');
  });
});
