import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everythingOf, login, open } from './helpers.ts';
import { envelope, startVault, type VaultServer } from './vault-server.ts';

const source = { kind: 'vault-kv', mount: 'kv', path: 'auth', field: 'password' } as const;
const secretId = '8c1a7d0e-secret-id-of-the-role';

describe('the login at Vault', () => {
  const tokens = new Set<string>();
  let vault: VaultServer;
  let folder: string;
  let logins: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault login '));
    logins = 0;
    tokens.clear();
    vault = await startVault({ secrets: { 'kv/auth': { password: 'granite-heron' } }, tokens });
    vault.intercept = ({ path, body }) => {
      if (path === 'auth/token/revoke-self') return { status: 204 };
      if (!/^auth\/.*login$/.test(path)) return undefined;
      if (body['secret_id'] !== secretId && body['jwt'] !== 'a-jwt')
        return { status: 400, body: { errors: [`invalid role or secret ID ${String(body['secret_id'])}`] } };
      const token = `hvs.login-${++logins}`;
      tokens.add(token);
      const auth = { client_token: token, lease_duration: 3600, renewable: true };
      return { status: 200, body: { ...envelope, auth } };
    };
  });
  afterEach(async () => {
    await vault.close();
    await rm(folder, { recursive: true });
  });

  const openWith = (environment: Readonly<Record<string, string>>) =>
    open(source, { environment: { VAULT_ADDR: vault.url, ...environment } });
  const file = async (text: string): Promise<string> => {
    const path = join(folder, 'secret');
    await writeFile(path, text);
    return path;
  };

  it('works with a role and its secret, in the environment and in a file, and ends the token at the end', async () => {
    const inEnvironment = openWith({ VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: secretId });
    expect(await login(inEnvironment)).toBe('auth_user:granite-heron');
    await inEnvironment.close();
    expect(vault.seen.at(-1)).toMatchObject({ path: 'auth/token/revoke-self', token: 'hvs.login-1' });
    const path = await file(`${secretId}\n`);
    const inFile = openWith({ VAULT_ROLE_ID: 'role', VAULT_SECRET_ID_FILE: path, VAULT_AUTH_MOUNT: 'ours' });
    expect(await login(inFile)).toBe('auth_user:granite-heron');
    expect(vault.seen.map((request) => request.path)).toContain('auth/ours/login');
    expect(logins).toBe(2);
  });

  it('works with the service account of a pod', async () => {
    const path = await file('a-jwt');
    const environment = { VAULT_KUBERNETES_ROLE: 'auth', VAULT_KUBERNETES_TOKEN_FILE: path };
    expect(await login(openWith(environment))).toBe('auth_user:granite-heron');
    expect(vault.seen[0]).toMatchObject({
      path: 'auth/kubernetes/login',
      body: { role: 'auth', jwt: 'a-jwt' },
    });
    await expect(openWith({ VAULT_KUBERNETES_ROLE: 'auth' }).current()).rejects.toThrow(
      'VAULT_KUBERNETES_TOKEN_FILE names a file that cannot be read (ENOENT)',
    );
  });

  it('is done again when Vault no longer knows the token', async () => {
    const provider = openWith({ VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: secretId });
    await provider.current();
    tokens.clear();
    expect(await provider.refresh()).toBe(false);
    expect(logins).toBe(2);
  });

  it('takes the token that stands in the file now', async () => {
    tokens.add('first').add('second');
    const provider = openWith({ VAULT_TOKEN_FILE: await file('first\n') });
    await provider.current();
    tokens.delete('first');
    await file('second');
    await provider.refresh();
    expect(vault.seen.at(-1)).toMatchObject({ token: 'second', path: 'kv/data/auth' });
  });

  it('that is refused says where, and shows no secret', async () => {
    const environment = { VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: 'wrong-secret-id' };
    const shown = await everythingOf(openWith(environment).current());
    expect(shown).toContain(
      'does not accept the request to auth/approle/login: invalid role or secret ID ***.',
    );
    expect(shown).not.toContain('wrong-secret-id');
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no way', {}, 'VAULT_KUBERNETES_ROLE: none of them is set.'],
    [
      'two ways',
      { VAULT_TOKEN: 'x', VAULT_ROLE_ID: 'y', VAULT_SECRET_ID: 'z' },
      'more than one is set; keep one.',
    ],
    ['half a way', { VAULT_ROLE_ID: 'y' }, 'belongs to VAULT_ROLE_ID; neither is set.'],
    [
      'a secret twice',
      { VAULT_ROLE_ID: 'y', VAULT_SECRET_ID: 'z', VAULT_SECRET_ID_FILE: 'z' },
      'both are set.',
    ],
    ['no address', { VAULT_TOKEN: 'x', VAULT_ADDR: '' }, 'VAULT_ADDR is not set'],
    [
      'a user in the address',
      { VAULT_TOKEN: 'x', VAULT_ADDR: 'https://u:p@vault' },
      'must be a URL without user',
    ],
    [
      'plain HTTP to elsewhere',
      { VAULT_TOKEN: 'x', VAULT_ADDR: 'http://vault.example:8200' },
      'must begin with https://',
    ],
    [
      'no certificates',
      { VAULT_TOKEN: 'x', VAULT_CACERT: '/nowhere/ca.pem' },
      'VAULT_CACERT names a file that cannot be read (ENOENT)',
    ],
  ])('with %s is refused before anything is sent', (_what, environment, expected) => {
    expect(() => openWith(environment)).toThrow(expected);
    expect(vault.seen).toHaveLength(0);
  });

  it('with a file that is missing names the variable', async () => {
    await expect(openWith({ VAULT_TOKEN_FILE: join(folder, 'gone') }).current()).rejects.toThrow(
      'VAULT_TOKEN_FILE names a file that cannot be read (ENOENT)',
    );
  });
});
