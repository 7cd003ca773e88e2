import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { exitCodeOf } from '../src/exit-codes.ts';
import {
  configuration,
  execute,
  failureOf,
  folderOf,
  get,
  historyTable,
  row,
  startTestService,
} from './harness.ts';
import { freePort } from './tcp-relay.ts';

const token = 'hvs.CAESIJ-not-a-real-token';

let migrationsDirectory: string;
beforeAll(async () => {
  migrationsDirectory = await folderOf('V1__First.sql');
});
afterAll(() => rm(migrationsDirectory, { recursive: true }));

describe.each(testServers())('E10: a service on $kind $version whose password is in Vault', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let secret: Readonly<Record<string, unknown>>;
  let port: number;
  beforeEach(async () => {
    port = await freePort();
    secret = { password: server.password };
    schema = await createTestSchema(server);
    await execute(server, schema.name, [historyTable, `INSERT INTO schema_version VALUES (${row(1, '1')})`]);
  });
  afterEach(() => schema.drop());

  function start(
    change: Partial<DatabaseConfiguration> = {},
    environment?: Readonly<Record<string, string>>,
  ) {
    const credentials = { kind: 'vault-kv', mount: 'kv', path: 'auth', field: 'password' } as const;
    const service = startTestService({
      migrationsDirectory,
      environment: environment ?? { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: token },
      configuration: configuration(server, {
        name: schema.name,
        runtime: { user: server.user, credentials },
        ...change,
      }),
    });
    onTestFinished(service.end);
    return service;
  }

  it('waits for Vault as it waits for a database, and is ready then', async () => {
    const service = start();
    const url = await service.url();
    const line =
      /no password for \S+ yet, try 1, next in 0\.\d s: Vault at http:\S+ cannot be reached \(ECONNREFUSED\)/;
    await expect.poll(service.log, { timeout: 20_000 }).toMatch(line);
    expect(await get(`${url}/health`)).toMatchObject({ status: 200 });
    expect(await get(`${url}/ready`)).toMatchObject({ status: 503 });
    await startVault(port, () => secret);
    await service.started;
    expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
    expect(service.log()).not.toContain(token);
  });

  it('gives up when Vault stays away, and may be started again later', async () => {
    const failure = await failureAndCode(start({ startDeadline: 300 }));
    expect(failure.text).toMatch(
      /^Cannot use database \S+ at \S+ as \S+: Vault at http:\S+ cannot be reached \(ECONNREFUSED\).* Gave up after \d+ s and \d+ tr\w+\.\nTry: docs\/secrets\.md/,
    );
    expect(failure.code).toBe(75);
  });

  it('gives up after three tries when the secret has no password, without showing what it has', async () => {
    secret = { pw: 'granite-heron' };
    await startVault(port, () => secret);
    const { text, code, log } = await failureAndCode(start());
    expect(text).toContain('The secret kv/auth in Vault has no key password (it has 1 key)');
    expect(text).toMatch(/and 3 tries\.\n/);
    expect(code).toBe(1);
    expect(text + log).not.toMatch(/granite-heron|hvs\./);
  });

  it('does not start without an address of Vault, and says which variable is missing', async () => {
    const { text, code } = await failureAndCode(start({}, { VAULT_TOKEN: token }));
    expect(text).toMatch(/^VAULT_ADDR is not set/);
    expect(code).toBe(1);
  });

  it('goes on while Vault is away, and tells once', async () => {
    const vault = await startVault(port, () => secret);
    const service = start();
    await service.started;
    await close(vault);
    const url = await service.url();
    for (let round = 0; round < 5; round++) expect(await get(`${url}/ready`)).toMatchObject({ status: 200 });
    expect(service.log()).not.toContain('cannot be reached');
  });
});

async function failureAndCode(service: ReturnType<typeof startTestService>) {
  const text = await failureOf(service.started);
  const error: unknown = await service.started.catch((reason: unknown) => reason);
  return { text, code: exitCodeOf(error), log: service.log() };
}

/** Vault's key-value engine, version 1, with one secret. */
async function startVault(port: number, secret: () => unknown): Promise<Server> {
  const server = createServer(({ url = '', headers }, response) => {
    const isKnown = headers['x-vault-token'] === token;
    const data = url.startsWith('/v1/sys/') ? { path: 'kv/', options: { version: '1' } } : secret();
    response.writeHead(isKnown ? 200 : 403).end(JSON.stringify(isKnown ? { data } : { errors: [] }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => close(server));
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
