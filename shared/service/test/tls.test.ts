import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { DatabaseConfiguration } from '@nilecare/config-validator';
import { startThrowawayServer, testServers, type ServerKind } from '@nilecare/dev-database/testing';
import { openCredentials } from '@nilecare/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../src/database/database.ts';
import { waitForDatabase } from '../src/database/wait-for-database.ts';
import { databaseConfiguration } from './harness.ts';

type Throwaway = Awaited<ReturnType<typeof startThrowawayServer>>;

const serversOf = (wanted: ServerKind) => testServers().filter(({ kind }) => kind === wanted);

/** MySQL makes an authority and a certificate without any host name by itself; MariaDB 10.11 starts without TLS. */
describe.each(serversOf('mysql'))('DB_SSL_MODE against $kind $version with a certificate of its own', () => {
  let throwaway: Throwaway;
  let folder: string;
  let otherCa: string;
  let ownCa: string;

  beforeAll(async () => {
    throwaway = await startThrowawayServer({ kind: 'mysql' });
    folder = await mkdtemp(join(tmpdir(), 'service-tls-'));
    otherCa = join(folder, 'other-ca.pem');
    ownCa = join(folder, 'ca.pem');
    await writeFile(otherCa, rootCertificates[0] ?? '');
    await writeFile(ownCa, await readFile(join(throwaway.dataDirectory, 'ca.pem')));
  });
  afterAll(async () => {
    await throwaway.stop();
    await rm(folder, { recursive: true });
  });

  const open = (change: Partial<DatabaseConfiguration>) =>
    connect(databaseConfiguration(throwaway.server, { name: 'mysql', ...change }));

  it.each([
    ['DISABLED', false],
    ['PREFERRED', true],
    ['REQUIRED', true],
  ] as const)('%s connects, encrypted: %s', async (sslMode, isEncrypted) => {
    expect((await cipherOf(await open({ sslMode }))) !== '').toBe(isEncrypted);
  });

  it('VERIFY_CA connects with the right authority and refuses another', async () => {
    expect(await cipherOf(await open({ sslMode: 'VERIFY_CA', sslCaPath: ownCa }))).not.toBe('');
    await expect(open({ sslMode: 'VERIFY_CA', sslCaPath: otherCa })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.stringMatching(/certificate was not accepted .*\nTry: set DB_SSL_CA/) as string,
    });
  });

  it('VERIFY_IDENTITY refuses a certificate that does not name the host', async () => {
    await expect(open({ host: 'localhost', sslMode: 'VERIFY_IDENTITY', sslCaPath: ownCa })).rejects.toThrow(
      'certificate was not accepted',
    );
  });
});

describe.each(serversOf('mariadb'))('DB_SSL_MODE against $kind $version without TLS', (server) => {
  it('REQUIRED refuses it, PREFERRED connects in the clear', async () => {
    const database = databaseConfiguration(server, { name: 'information_schema' });
    await expect(connect({ ...database, sslMode: 'REQUIRED' })).rejects.toThrow(
      'the server offers no TLS, but DB_SSL_MODE is REQUIRED.',
    );
    expect(await cipherOf(await connect({ ...database, sslMode: 'PREFERRED' }))).toBe('');
  });
});

async function connect(configuration: DatabaseConfiguration): Promise<OpenDatabase> {
  const database = openDatabase(
    configuration,
    openCredentials(configuration.runtime, { environment: {}, database: configuration }),
  );
  const stop = new AbortController().signal;
  try {
    await waitForDatabase(database, { configuration, stop, tell: () => undefined });
    return database;
  } catch (error) {
    database.abandon();
    throw error;
  }
}

async function cipherOf({ database, drain }: OpenDatabase): Promise<unknown> {
  const [rows] = await database.query('SHOW SESSION STATUS LIKE "Ssl_cipher"');
  await drain();
  return (rows as { readonly Value: string }[])[0]?.Value;
}
