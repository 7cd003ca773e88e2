import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CredentialContext } from '../src/index.ts';
import { everythingOf, open } from './helpers.ts';

const secretKey = 'wJalrXUtnFEMI-not-a-real-key';
const host = 'auth.c9akciq32.eu-central-1.rds.amazonaws.com';

describe('E10: tokens of RDS IAM', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', undefined);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLENILECARE1');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretKey);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const openToken = (change: Partial<DatabaseConfiguration> = {}, context: Partial<CredentialContext> = {}) =>
    open(
      { kind: 'rds-iam' },
      { database: { host, port: 3306, sslMode: 'VERIFY_IDENTITY', ...change }, ...context },
    );

  it('are signed for the account, host and port, in the region of the host', async () => {
    const { user, password, expires } = await openToken().current();
    const token = new URL(`https://${password.reveal()}`);
    expect(user).toBe('auth_user');
    expect(token.host).toBe(`${host}:3306`);
    expect(Object.fromEntries(token.searchParams)).toMatchObject({
      Action: 'connect',
      DBUser: 'auth_user',
      'X-Amz-Expires': '900',
      'X-Amz-Credential': expect.stringContaining('/eu-central-1/rds-db/aws4_request') as string,
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(Number(expires) - Date.now()).toBeLessThanOrEqual(14 * 60_000);
    expect(password.reveal()).not.toContain(secretKey);
  });

  it('are made anew when the last one is older than some seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const provider = openToken();
    const first = await provider.current();
    vi.advanceTimersByTime(9000);
    expect(await provider.current()).toBe(first);
    vi.advanceTimersByTime(2000);
    const second = await provider.current();
    expect(second.password.reveal()).not.toBe(first.password.reveal());
  });

  it('are used again while none can be signed, but not longer than AWS accepts them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const lines: string[] = [];
    const provider = openToken({}, { report: (line) => void lines.push(line) });
    const first = await provider.current();
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.advanceTimersByTime(13 * 60_000);
    expect(await provider.current()).toBe(first);
    expect(lines.join()).toMatch(/^No AWS credentials were found .* The last credentials are used\.$/);
    vi.advanceTimersByTime(2 * 60_000);
    expect(await everythingOf(provider.current())).toContain('No AWS credentials were found');
  });

  it.each(['DISABLED', 'PREFERRED', 'REQUIRED'] as const)('are refused over DB_SSL_MODE=%s', (sslMode) => {
    expect(() => openToken({ sslMode })).toThrow(`must be VERIFY_CA or VERIFY_IDENTITY, not ${sslMode}.`);
  });

  it('are refused over a Unix socket', () => {
    expect(() => openToken({ socketPath: '/tmp/mysql.sock' })).toThrow('remove DB_SOCKET');
  });

  it('need a region', async () => {
    await expect(openToken({ host: 'database.example' }).current()).rejects.toThrow('AWS_REGION is not set');
  });
});
