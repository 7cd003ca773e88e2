import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAccount, SslMode } from '@nilecare/config-validator';
import { startClearPasswordServer, type ClearPasswordOptions } from '@nilecare/dev-database/testing';
import { openCredentials } from '@nilecare/secrets';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../src/database/database.ts';
import { account, databaseConfiguration } from './harness.ts';

const iam: DatabaseAccount = { user: 'auth_service', credentials: { kind: 'rds-iam' } };

describe('E10: RDS IAM', () => {
  let folder: string;
  let caPath: string;
  let tls: { readonly key: string; readonly cert: string };
  let stranger: { readonly key: string; readonly cert: string };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rds iam '));
    caPath = join(folder, 'ca.pem');
    tls = await certificate();
    stranger = await certificate();
    await writeFile(caPath, tls.cert);
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLENILECARE1');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI-not-a-real-key');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  async function open(
    options: Partial<ClearPasswordOptions>,
    runtime: DatabaseAccount = iam,
    sslMode: SslMode = 'VERIFY_CA',
  ) {
    const server = await startClearPasswordServer({ accepts: () => true, ...options });
    const address = { host: '127.0.0.1', port: server.port, user: 'unused', password: 'unused' } as const;
    const database = databaseConfiguration(address, {
      runtime,
      sslMode,
      sslCaPath: caPath,
      name: 'nilecare_auth',
    });
    const logins = openCredentials(runtime, { environment: {}, database });
    const opened = openDatabase(database, logins);
    onTestFinished(async () => {
      opened.abandon();
      await logins.close();
      await server.close();
    });
    return { server, ...opened };
  }

  it('logs in with a token for the account, host and port, over TLS only', async () => {
    const { server, database } = await open({ tls });
    await database.query('SELECT 1');
    const [login] = server.logins;
    const token = new URL(`https://${login?.password}`);
    expect(login).toMatchObject({ user: 'auth_service', isEncrypted: true });
    expect(token.host).toBe(`127.0.0.1:${server.port}`);
    expect(token.searchParams.get('DBUser')).toBe('auth_service');
    expect(token.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
    expect(server.plainBytes()).not.toContain('X-Amz');
  });

  it('takes another token for a later connection, and keeps the open one', async () => {
    const { server, database } = await open({ tls });
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const first = await database.getConnection();
    vi.advanceTimersByTime(20_000);
    const second = await database.getConnection();
    await first.query('SELECT 1');
    first.release();
    second.release();
    expect(new Set(server.logins.map(({ password }) => password)).size).toBe(2);
  });

  it.each([
    ['has no TLS', {}, 'HANDSHAKE_NO_SSL_SUPPORT'],
    ['has the certificate of another authority', { isStranger: true }, 'HANDSHAKE_SSL_ERROR'],
  ] as const)(
    'sends no token to a server that %s',
    async (_what, { isStranger = false }: { isStranger?: boolean }, code) => {
      const { server, database } = await open(isStranger ? { tls: stranger } : {});
      await expect(database.query('SELECT 1')).rejects.toMatchObject({ code });
      expect(server.logins).toEqual([]);
      expect(server.plainBytes()).not.toContain('X-Amz');
    },
  );

  it('tells of a token that the server refuses, without it', async () => {
    const { server, database } = await open({ tls, accepts: () => false });
    const error: unknown = await database.query('SELECT 1').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ errno: 1045 });
    expect(String((error as Error).stack)).not.toContain('X-Amz');
    expect(server.logins.length).toBeLessThanOrEqual(2);
  });

  it('is the only reason to send a password as it is', async () => {
    const { server, database } = await open({ tls }, account('auth_service', 'river-stone'));
    await expect(database.query('SELECT 1')).rejects.toMatchObject({
      code: 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED',
    });
    expect(server.logins).toEqual([]);
  });
});

async function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'rds' }], {
    extensions: [{ name: 'basicConstraints', cA: true }],
  });
  return { key, cert };
}
