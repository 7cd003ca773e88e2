import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingOf, login, open } from './helpers.ts';
import { startVault, type VaultServer } from './vault-server.ts';

const source = { kind: 'vault-kv', mount: 'kv', path: 'auth', field: 'password' } as const;

describe('Vault over TLS', () => {
  let vault: VaultServer;
  let folder: string;
  let caPath: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault tls '));
    caPath = join(folder, 'ca.pem');
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'vault' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    await writeFile(caPath, cert);
    vault = await startVault({ secrets: { 'kv/auth': { password: 'granite-heron' } }, tls: { key, cert } });
  });
  afterAll(async () => {
    await vault.close();
    await rm(folder, { recursive: true });
  });

  it('is trusted with its authority in VAULT_CACERT', async () => {
    const environment = { VAULT_ADDR: vault.url, VAULT_TOKEN: 'given', VAULT_CACERT: caPath };
    expect(await login(open(source, { environment }))).toBe('auth_user:granite-heron');
  });

  it('gets no token without it, and is not tried again', async () => {
    const environment = { VAULT_ADDR: vault.url, VAULT_TOKEN: 'given-token' };
    const before = vault.seen.length;
    const shown = await everythingOf(open(source, { environment }).current());
    expect(shown).toMatch(
      /\((DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)\); its certificate was not accepted; VAULT_CACERT names/,
    );
    expect(shown).not.toContain('given-token');
    expect(vault.seen).toHaveLength(before);
  });
});
