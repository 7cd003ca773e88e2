import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { exitCodes } from '../src/index.ts';
import { execute, historyTable, row } from './harness.ts';
import { freePort } from './tcp-relay.ts';

let migrations: string;
beforeAll(async () => {
  migrations = await mkdtemp(join(tmpdir(), 'run-service '));
  await writeFile(join(migrations, 'V1__First.sql'), '');
});
afterAll(() => rm(migrations, { recursive: true }));

describe.each(testServers())('the exit code of a service on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let environment: Record<string, string>;

  beforeAll(async () => {
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable, `INSERT INTO schema_version VALUES (${row(1, '1')})`]);
    environment = {
      NODE_ENV: 'test',
      DB_HOST: server.host,
      DB_PORT: String(server.port),
      DB_NAME: schema.name,
      DB_USER: server.user,
      DB_PASSWORD: server.password,
      DB_START_DEADLINE: '1s',
      MIGRATIONS: migrations,
      PORT: String(await freePort()),
    };
  });
  afterAll(() => schema.drop());

  it('is 70, with a stack, when the program itself breaks', async () => {
    const port = await freePort();
    const { output, exitCode } = run({ ...environment, PORT: String(port) });
    await expect.poll(output, { timeout: 20_000 }).toContain('is ready');
    await fetch(`http://127.0.0.1:${port}/crash`).catch(() => undefined);
    expect(await exitCode).toBe(exitCodes.crashed);
    expect(output()).toMatch(/Error: broken on purpose\n +at /);
  });

  it('is 75 when no database is there, and 1 when there is one that refuses', async () => {
    const away = run({ ...environment, DB_PORT: String(await freePort()) });
    expect(await away.exitCode, away.output()).toBe(exitCodes.unavailable);
    const refused = run({ ...environment, DB_PASSWORD: 'wrong-river-stone-9' });
    expect(await refused.exitCode, refused.output()).toBe(exitCodes.refused);
  });

  it('is 75 when another program has the port', async () => {
    const port = String(await freePort());
    const first = run({ ...environment, PORT: port });
    await expect.poll(first.output, { timeout: 20_000 }).toContain('Server listening');
    const second = run({ ...environment, PORT: port });
    expect(await second.exitCode, second.output()).toBe(exitCodes.unavailable);
    expect(second.output()).toContain(`Cannot listen on 127.0.0.1:${port}: another program listens there.`);
  });

  it('is 1 when the migrations were not deployed', async () => {
    const { output, exitCode } = run({ ...environment, MIGRATIONS: join(migrations, 'gone') });
    expect(await exitCode, output()).toBe(exitCodes.refused);
    expect(output()).toContain('cannot be read');
  });
});

/** Starts the program with nothing but the given environment. */
function run(environment: Readonly<Record<string, string>>) {
  const program = join(import.meta.dirname, 'crashing-program.mjs');
  const child = spawn(process.execPath, [program], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  return { output: () => text, exitCode };
}
