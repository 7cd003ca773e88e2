import { rm } from 'node:fs/promises';
import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  configuration,
  execute,
  failureOf,
  folderOf,
  get,
  historyTable,
  row,
  startTestService,
  type TestService,
} from './harness.ts';
import { freePort, startMute, startRelay } from './tcp-relay.ts';

let migrationsDirectory: string;
let service: TestService | undefined;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql');
});
afterEach(async () => {
  await service?.end();
  service = undefined;
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

const away = { host: '127.0.0.1', user: 'auth_service', password: 'river-stone-41-lantern' } as const;

function start(port: number, database: Partial<DatabaseConfiguration> = {}): TestService {
  service = startTestService({
    migrationsDirectory,
    configuration: configuration({ ...away, port }, { name: 'nilecare_auth', ...database }),
  });
  return service;
}

describe('a service whose database is away', () => {
  it('R1: tells each try in a line, lives meanwhile, and gives up after the deadline', async () => {
    const port = await freePort();
    const { started, log, url } = start(port, { startDeadline: 3000 });
    const own = await url();
    expect(await get(`${own}/health`)).toMatchObject({ status: 200 });
    expect(await get(`${own}/ready`)).toMatchObject({
      status: 503,
      body: { status: 'not ready', reason: 'starting: waiting for the database' },
    });
    const failure = await failureOf(started);
    expect(failure).toMatch(
      new RegExp(
        `^Cannot use database nilecare_auth at 127.0.0.1:${port} as auth_service: ` +
          'nothing listens there \\(ECONNREFUSED\\). Gave up after \\d+ s and \\d+ tries.\nTry: start the server [^\n]*$',
      ),
    );
    const lines = linesOf(log()).filter((line) => line.includes('is not there yet'));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines[1]).toMatch(
      new RegExp(
        `^database 127.0.0.1:${port} is not there yet \\(ECONNREFUSED\\), try 2, next in \\d\\.\\d s, gives up in [123] s$`,
      ),
    );
    expect(failure + log()).not.toContain(away.password);
    await expect(fetch(`${own}/health`)).rejects.toThrow();
  });

  it('R1: stops at once when it is told to while it waits', async () => {
    const { started, url, log } = start(await freePort());
    await url();
    process.emit('SIGTERM', 'SIGTERM');
    const { stopped } = await started;
    await stopped;
    expect(log()).toContain('test-service stops: SIGTERM');
  });

  it('R1: stops at once when it is told to while a login hangs', async () => {
    const mute = await startMute();
    const { started, url } = start(mute.port);
    await url();
    const began = performance.now();
    process.emit('SIGTERM', 'SIGTERM');
    await (
      await started
    ).stopped;
    expect(performance.now() - began).toBeLessThan(8000);
    await mute.close();
  });
});

describe.each(testServers())('a service that starts before $kind $version', ({ kind }) => {
  it('R1: becomes ready when the server comes', async () => {
    const throwaway = await startThrowawayServer({ kind });
    try {
      const { server } = throwaway;
      await execute(server, undefined, ['CREATE DATABASE nilecare_auth']);
      await execute(server, 'nilecare_auth', [
        historyTable,
        `INSERT INTO schema_version VALUES (${row(1, '1')})`,
      ]);
      const relay = await startRelay(server);
      await relay.close();
      service = startTestService({
        migrationsDirectory,
        configuration: configuration({ ...server, port: relay.port }, { name: 'nilecare_auth' }),
      });
      await expect.poll(service.log, { timeout: 20_000 }).toContain('is not there yet (ECONNREFUSED), try 3');
      const back = await startRelay(server, relay.port);
      const { url } = await service.started;
      expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
      await service.end();
      await back.close();
    } finally {
      await throwaway.stop();
    }
  });
});

function linesOf(log: string): readonly string[] {
  return log
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
}
