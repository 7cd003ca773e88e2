import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { ServiceConfiguration } from '@nilecare/config-validator';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceDefinition } from '../src/index.ts';
import {
  configuration,
  connectionsTo,
  execute,
  failureOf,
  folderOf,
  get,
  historyTable,
  row,
  startTestService,
  type TestService,
} from './harness.ts';

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('the end of a service on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let service: TestService;
  beforeEach(async () => {
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable, `INSERT INTO schema_version VALUES (${row(1, '1')})`]);
  });
  afterEach(async () => {
    await service.end();
    await schema.drop();
  });

  async function start(
    change: Partial<ServiceConfiguration> = {},
    routes: ServiceDefinition['routes'] = () => undefined,
  ) {
    service = startTestService({
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name }, change),
      routes,
    });
    return service.started;
  }
  const sleeping =
    (seconds: number): ServiceDefinition['routes'] =>
    (app, database) => {
      app.get('/slow', async () => (await database.query(`SELECT SLEEP(${seconds}) AS slept`))[0]);
    };
  const sleepers = () => connectionsTo(server, schema.name, 'SLEEP');

  it('lets a running request finish, then closes the pool', async () => {
    const { url, stop, stopped } = await start({}, sleeping(1));
    const answer = get(`${url}/slow`);
    await expect.poll(sleepers).toBe(1);
    const stopping = stop();
    await expect(answer).resolves.toMatchObject({ status: 200, body: [{ slept: 0 }] });
    await stopping;
    await stopped;
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    await expect.poll(() => connectionsTo(server, schema.name)).toBe(0);
  });

  it('lets a transaction finish that runs behind an answered request', async () => {
    let finished: Promise<void> | undefined;
    const { url, stop } = await start({}, (app, database) => {
      app.get('/later', async () => {
        const connection = await database.getConnection();
        finished = (async () => {
          await connection.query('START TRANSACTION');
          await connection.query('CREATE TEMPORARY TABLE t (id INT)');
          await connection.query('SELECT SLEEP(0.5)');
          await connection.query('COMMIT');
          connection.release();
        })();
        return {};
      });
    });
    await get(`${url}/later`);
    await stop();
    await expect(finished).resolves.toBeUndefined();
  });

  it('is given up after STOP_DEADLINE, with a line to act on', async () => {
    const { url, stop, stopped } = await start({ stopDeadline: 300 }, sleeping(3));
    const answer = get(`${url}/slow`).catch(() => 'cut');
    await expect.poll(sleepers).toBe(1);
    await expect(stop()).rejects.toMatchObject({ code: 'STOP_TIMED_OUT' });
    await expect(stopped).rejects.toThrow(/^test-service did not stop within 300 ms: .*\nTry: /);
    expect(await answer).toBe('cut');
  });

  it('does not wait for connections over which nothing was asked', async () => {
    const { url, stop } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    const began = performance.now();
    await stop();
    await closed;
    expect(performance.now() - began).toBeLessThan(8000);
  });

  it('closes a connection that is kept alive by its next answer', async () => {
    const { url, stop } = await start({}, sleeping(1));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await ask(`${url}/health`, agent);
    expect(first.headers.connection).toBe('keep-alive');
    const second = ask(`${url}/slow`, agent);
    await expect.poll(sleepers).toBe(1);
    const stopping = stop();
    expect((await second).headers.connection).toBe('close');
    await stopping;
    agent.destroy();
  });

  it('answers a request over a connection that was idle when it was told to stop', async () => {
    const { url, stop } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(`${url}/health`, agent);
    const stopping = stop();
    const last = await ask(`${url}/health`, agent);
    expect(last.statusCode).toBe(200);
    expect(last.headers.connection).toBe('close');
    await stopping;
    agent.destroy();
  });

  it('does not wait long for a connection that stays idle', async () => {
    const { url, stop } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(`${url}/health`, agent);
    await stop();
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    agent.destroy();
  });

  it('comes before the beginning when the port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = startTestService({
      migrationsDirectory,
      configuration: configuration(server, { name: schema.name }, { port }),
    });
    expect(await failureOf(second.started)).toBe(
      `Cannot listen on 127.0.0.1:${port}: another program listens there.\nTry: set PORT to a free one.`,
    );
  });
});

it.each(['192.0.2.1', 'no-such-host.invalid'])(
  'a service whose HOST is %s, not of this machine, says so',
  async (host) => {
    const failure = await failureOf(
      startTestService({
        migrationsDirectory,
        configuration: configuration(
          { host: '127.0.0.1', port: 1, user: 'nobody', password: 'x' },
          {},
          { host },
        ),
      }).started,
    );
    expect(failure).toMatch(
      /^Cannot listen on .*:0: error E\w+\.\nTry: set HOST to an address of this machine/,
    );
  },
);

function ask(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response));
    });
    asked.once('error', reject);
    asked.end();
  });
}
