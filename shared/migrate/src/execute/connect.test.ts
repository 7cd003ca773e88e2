import { startClearPasswordServer, type ClearPasswordOptions } from '@nilecare/dev-database/testing';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TlsConfig } from '../config/config.ts';
import { ConnectionError } from '../errors.ts';
import { connectWithRetries } from './connect.ts';

describe('a server that asks for the password as it is', () => {
  let tls: { readonly key: string; readonly cert: string };
  beforeAll(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'database' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
      ],
    });
    tls = { key, cert };
  });

  async function connect(options: Partial<ClearPasswordOptions>, mode: TlsConfig['mode']) {
    const server = await startClearPasswordServer({ accepts: () => true, ...options });
    onTestFinished(server.close);
    const address = {
      url: '',
      host: 'localhost',
      port: server.port,
      user: 'auth_service',
      password: 'a-token',
    };
    const patience = { retries: 0, retryInterval: 1, timeout: 5000 };
    const opened = connectWithRetries(
      {
        ...address,
        ...patience,
        tls: { mode, certificateAuthority: tls.cert },
      },
      undefined,
    );
    return { server, opened };
  }

  it.each(['VERIFY_CA', 'VERIFY_IDENTITY'] as const)('gets it over TLS with %s', async (mode) => {
    const { server, opened } = await connect({ tls }, mode);
    (await opened).destroy();
    expect(server.logins).toEqual([{ user: 'auth_service', password: 'a-token', isEncrypted: true }]);
  });

  it.each([
    ['DISABLED', true],
    ['PREFERRED', true],
    ['REQUIRED', true],
    ['VERIFY_CA', false],
  ] as const)('does not get it with %s, TLS offered: %s', async (mode, hasTls) => {
    const { server, opened } = await connect(hasTls ? { tls } : {}, mode);
    await expect(opened).rejects.toBeInstanceOf(ConnectionError);
    expect(server.logins).toEqual([]);
    expect(server.plainBytes()).not.toContain('a-token');
  });
});
