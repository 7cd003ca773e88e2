import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CredentialContext } from '../src/index.ts';
import { everythingOf, login, open, quick } from './helpers.ts';
import { permissionDenied, startVault, type Answer, type VaultServer } from './vault-server.ts';

const token = 'hvs.ROOTOFALLEVILTOKEN';
const password = 'granite-heron-7412-lantern';
const source = { kind: 'vault-kv', mount: 'kv', path: 'nilecare/auth', field: 'password' } as const;

describe('E10: a password in the key-value engine of Vault', () => {
  const secrets: Record<string, Record<string, unknown>> = {};
  let vault: VaultServer;
  let lines: string[];
  beforeEach(async () => {
    secrets['kv/nilecare/auth'] = { password, note: 'x' };
    lines = [];
    vault = await startVault({
      secrets,
      mounts: { kv: '2', old: '1', 'team/blue': '2' },
      tokens: new Set([token, 'second']),
    });
  });
  afterEach(() => vault.close());

  const context = (more: Partial<CredentialContext> = {}): Partial<CredentialContext> => ({
    environment: { VAULT_ADDR: vault.url, VAULT_TOKEN: token },
    report: (line) => void lines.push(line),
    ...more,
  });

  it('is found in version 2, with the user of the configuration', async () => {
    expect(await login(open(source, context()))).toBe(`auth_user:${password}`);
    expect(vault.seen.map(({ path }) => path)).toEqual([
      'sys/internal/ui/mounts/kv/nilecare/auth',
      'kv/data/nilecare/auth',
    ]);
  });

  it('is found in version 1 and below a nested mount', async () => {
    secrets['old/auth'] = { pw: 'first-version' };
    secrets['team/blue/auth'] = { password: 'nested-mount' };
    const first = open({ ...source, mount: 'old', path: 'auth', field: 'pw' }, context());
    const nested = open({ ...source, mount: 'team', path: 'blue/auth' }, context());
    expect(await login(first)).toBe('auth_user:first-version');
    expect(await login(nested)).toBe('auth_user:nested-mount');
  });

  it('is asked for with the namespace', async () => {
    const environment = { VAULT_ADDR: vault.url, VAULT_TOKEN: token, VAULT_NAMESPACE: 'clinic/blue' };
    await login(open(source, context({ environment })));
    expect(vault.seen.map(({ namespace }) => namespace)).toEqual(['clinic/blue', 'clinic/blue']);
  });

  it('is asked for once, however many want it at the same time', async () => {
    const provider = open(source, context());
    await Promise.all(Array.from({ length: 50 }, () => provider.current()));
    await provider.current();
    expect(vault.seen).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['throttled', { status: 429, body: { errors: ['request path "kv": rate limit quota exceeded'] } }],
    ['sealed', { status: 503, body: { errors: ['Vault is sealed'] } }],
    ['broken', { status: 502, body: '<html>Bad gateway</html>' }],
  ])('is asked for again when Vault is %s for a moment', async (_state, answer) => {
    let refusals = 2;
    vault.intercept = () => (refusals-- > 0 ? answer : undefined);
    expect(await login(open(source, context()))).toBe(`auth_user:${password}`);
  });

  it.each([
    ['throttled', { status: 429, body: { errors: ['rate limit'] } }, 4, /answered 429: rate limit\./],
    ['sealed', { status: 503, body: { errors: ['Vault is sealed'] } }, 4, /answered 503: Vault is sealed\./],
    [
      'refusing',
      permissionDenied,
      1,
      /refuses .*\(403: 1 error occurred: \* permission denied\); check the token/,
    ],
    ['moved', { status: 307, headers: { location: 'http://x/' } }, 1, /set VAULT_ADDR to that of the active/],
    [
      'no Vault',
      { status: 200, body: `<html>${password}</html>` },
      1,
      /is not JSON: the fault is at line 1, column 1\./,
    ],
  ] as const)(
    'is given up when Vault is %s, after a bounded number of tries',
    async (_state, answer, tries, expected) => {
      vault.intercept = () => answer;
      const shown = await everythingOf(open(source, context()).current());
      expect(shown).toMatch(expected);
      expect(vault.seen).toHaveLength(tries);
      expect(shown).not.toContain(token);
      expect(shown).not.toContain(password);
    },
  );

  it('waits as long as Vault wants it to, within its deadline', async () => {
    vault.intercept = () => ({ status: 429, headers: { 'retry-after': '60' }, body: { errors: [] } });
    await expect(open(source, context()).current()).rejects.toThrow('answered 429');
    expect(vault.seen).toHaveLength(1);
  });

  it.each([
    [
      'no such secret',
      'kv/other',
      { password },
      'SECRET_NOT_FOUND',
      /has nothing at kv\/data\/nilecare\/auth/,
    ],
    [
      'no key password',
      'kv/nilecare/auth',
      { pw: password },
      'SECRET_MALFORMED',
      /has no key password \(it has 1 key\)/,
    ],
    ['a number', 'kv/nilecare/auth', { password: 7412 }, 'SECRET_MALFORMED', /no text in its key password/],
    [
      'an empty text',
      'kv/nilecare/auth',
      { password: '' },
      'SECRET_MALFORMED',
      /no text in its key password/,
    ],
  ] as const)('with %s says so at once and shows no value', async (_what, path, secret, code, expected) => {
    delete secrets['kv/nilecare/auth'];
    secrets[path] = secret;
    const shown = await everythingOf(open(source, context()).current());
    expect(shown).toMatch(expected);
    expect(shown).toContain(code);
    expect(shown).not.toContain(password);
    expect(shown).not.toContain('7412');
    expect(vault.seen.length).toBeLessThanOrEqual(2);
  });

  it('is told by line and column when its JSON is broken, never by its text', async () => {
    vault.intercept = ({ path }) =>
      path.startsWith('sys') ? undefined : { status: 200, body: `{"data":\n {"password":"${password}" oops` };
    const shown = await everythingOf(open(source, context()).current());
    expect(shown).toContain(`is not JSON: the fault is at line 2, column ${password.length + 17}.`);
    expect(shown).not.toContain(password);
    expect(shown).not.toContain('oops');
  });

  it('keeps the last good value while the store is away, and says so', async () => {
    const provider = open(source, context());
    await provider.current();
    await vault.close();
    expect(await provider.refresh()).toBe(false);
    expect(await login(provider)).toBe(`auth_user:${password}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^Vault at http:.* cannot be reached \(ECONNREFUSED\); check VAULT_ADDR and the network\. The server refuses the last credentials\.$/,
    );
  });

  it('is rotated while running: a refused login brings the new value', async () => {
    const provider = open(source, context());
    await provider.current();
    expect(await provider.refresh()).toBe(false);
    secrets['kv/nilecare/auth'] = { password: 'rotated-granite-heron' };
    expect(await login(provider)).toBe(`auth_user:${password}`);
    expect(await provider.refresh()).toBe(true);
    expect(await login(provider)).toBe('auth_user:rotated-granite-heron');
  });

  it('answers refused logins that come together with one question', async () => {
    const provider = open(source, context({ timing: { ...quick, refreshInterval: 60_000 } }));
    await provider.current();
    secrets['kv/nilecare/auth'] = { password: 'rotated-granite-heron' };
    const before = vault.seen.length;
    expect(await Promise.all([provider.refresh(), provider.refresh()])).toEqual([true, true]);
    expect(await provider.refresh()).toBe(true);
    expect(vault.seen.length - before).toBe(1);
  });

  it('gives up on a Vault that does not answer, within its deadline', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const environment = { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: token };
    const timing = { ...quick, attemptTimeout: 50, attempts: 2 };
    await expect(open(source, context({ environment, timing })).current()).rejects.toMatchObject({
      code: 'SECRET_STORE_UNAVAILABLE',
      message: expect.stringContaining('did not answer within 0.1 s') as string,
    });
    silent.close();
  });

  it('shows nothing of what a server sent that speaks no HTTP', async () => {
    const stranger = createServer((socket) => socket.end(`${password} ${token}\r\n\r\n`));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as { port: number };
    const environment = { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: token };
    const shown = await everythingOf(open(source, context({ environment })).current());
    expect(shown).toContain('cannot be reached (HPE_');
    expect(shown).not.toContain(password);
    expect(shown).not.toContain(token);
    stranger.close();
  });

  it('hides the token when Vault quotes it', async () => {
    vault.intercept = () => ({ status: 403, body: { errors: [`bad token ${token}`] } });
    const shown = await everythingOf(open(source, context()).current());
    expect(shown).toContain('bad token ***');
    expect(shown).not.toContain(token);
  });

  it('stops at once when it is closed', async () => {
    vault.intercept = () => ({ status: 503, body: { errors: [] } });
    const provider = open(source, context({ timing: { ...quick, firstDelay: 60_000, deadline: 600_000 } }));
    const asked = everythingOf(provider.current());
    await expect.poll(() => vault.seen.length).toBe(1);
    await provider.close();
    expect(await asked).toContain('SECRET_PROVIDER_CLOSED');
    await expect(provider.current()).rejects.toThrow('closed');
  });

  it('is found in a Vault too old to tell the version of its engine', async () => {
    secrets['old/auth'] = { password: 'before-version-0.10' };
    vault.intercept = ({ path }) =>
      path.startsWith('sys/') ? { status: 404, body: { errors: [] } } : undefined;
    expect(await login(open({ ...source, mount: 'old', path: 'auth' }, context()))).toBe(
      'auth_user:before-version-0.10',
    );
  });
});
