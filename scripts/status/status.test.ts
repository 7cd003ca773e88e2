import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastOf, pendingOf, type PlatformStatus } from './model.ts';
import { readStatus } from './read-status.ts';
import { statusJson } from './status-json.ts';
import { statusText } from './status-text.ts';
import { makePlatform, type TestPlatform } from './test/platform.ts';

const plain = (_: unknown, text: string) => text;

describe.each(testServers())('the status of services on $kind $version', (server) => {
  let platform: TestPlatform;
  let status: PlatformStatus;
  const look = (options: { readonly services?: readonly string[]; readonly deadline?: number } = {}) => {
    const { root, environment } = platform;
    return readStatus({ root, environment, deadline: 20, accounts: 'seen', ...options });
  };
  const serviceOf = (name: string) => status.services.find((service) => service.name === `${name}-service`)!;
  const attentionOf = (name: string) =>
    status.attention.filter(({ service }) => service === `${name}-service`);

  beforeAll(async () => {
    platform = await makePlatform(server);
    status = await look();
  });
  afterAll(async () => {
    await platform.remove();
  });

  it('tells what each is in one word', () => {
    expect(status.services.map(({ name, condition }) => `${name}: ${condition}`)).toEqual([
      'fresh-service: ok',
      'pending-service: pending',
      'failed-service: failed',
      'interrupted-service: interrupted',
      'drift-service: drift',
      'away-service: away',
      'planned-service: planned',
    ]);
  });

  it('tells server, version, last migration and accounts of one that is well', () => {
    const service = serviceOf('fresh');
    const { database, user } = platform.services[0]!;
    expect(service).toMatchObject({ database, version: '1', server: { kind: server.kind } });
    expect(lastOf(service)).toMatchObject({ script: 'R__Names.sql', applied: { by: user, rank: 2 } });
    expect(service.accounts).toMatchObject([
      { account: `${user}@localhost`, exists: true, login: 'works', isWell: true },
    ]);
    expect(status.reader).toMatchObject({ login: 'works', isWell: true });
    expect(attentionOf('fresh')).toEqual([]);
    expect(attentionOf('planned')).toEqual([]);
  });

  it('names what is pending, and the command that applies it', () => {
    expect(pendingOf(serviceOf('pending')).map(({ script }) => script)).toEqual(['V2__Visits.sql']);
    expect(attentionOf('pending')).toEqual([
      {
        service: 'pending-service',
        kind: 'pending',
        what: 'One migration is pending: V2__Visits.sql.',
        next: ['Apply with: npm run migrate:up -w pending-service'],
      },
    ]);
  });

  it('says how far a failed and an interrupted script are, as info does', () => {
    const [failed] = attentionOf('failed');
    expect(failed?.what).toBe('V2__Visits.sql failed at statement 4 of 4 (line 4); 2 committed.');
    expect(failed?.next.join('\n')).toContain('npm run migrate:resume -w failed-service');
    const [interrupted] = attentionOf('interrupted');
    expect(interrupted?.what).toMatch(
      /^V2__Visits\.sql was interrupted behind statement 2 of 3; 2 committed\. Go on with: npm run migrate:up -w interrupted-service$/,
    );
    expect(serviceOf('interrupted').migrations).toContainEqual(
      expect.objectContaining({ version: '2', progress: { committed: 2, total: 3 } }),
    );
  });

  it('shows an edited file as drift, with both checksums', () => {
    expect(attentionOf('drift')).toMatchObject([
      { kind: 'drift', what: 'Migration checksum mismatch for migration version 1' },
    ]);
  });

  it('tells of a server that is away why, and shows the others', () => {
    expect(attentionOf('away')[0]).toMatchObject({
      kind: 'away',
      what: expect.stringContaining('ECONNREFUSED') as string,
      next: ['No server listens there: start it, or correct host, port or socket.'],
    });
    expect(status.attention[0]?.kind).toBe('away');
  });

  it('puts it on one screen of 100 columns, without colours where none are wanted', () => {
    const text = statusText(status, plain);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text).toMatch(/✓ fresh-service +ok +1 +0 +1 ok +\d{4}-\d\d-\d\d \d\d:\d\d, /);
    expect(text).toMatch(/✗ away-service +away +– +– /);
    expect(text).toContain('Without migrations yet: planned-service');
    expect(text).toMatch(/things need attention\.$/);
  });

  it('holds no password, in whatever form it is asked for', () => {
    const texts = [statusText(status, plain), statusJson(status)].join('\n');
    const passwords = platform.services.map(({ user }) => platform.secrets.known(user)?.password ?? '');
    expect(passwords.filter((password) => password === '' || texts.includes(password))).toEqual([]);
    expect(texts.includes(server.password) && server.password !== '').toBe(false);
  });

  it('waits for a server that says nothing no longer than the deadline', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const file = path.join(platform.root, 'microservices', 'away-service', '.env');
    const text = await readFile(file, 'utf8');
    try {
      const { port } = silent.address() as AddressInfo;
      await writeFile(file, text.replace(/^DB_PORT=.*$/m, `DB_PORT=${port}`));
      const { services } = await look({ services: ['away-service'], deadline: 1 });
      expect(services.map(({ condition }) => condition)).toEqual(['away']);
    } finally {
      await writeFile(file, text);
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });

  it('finds a right too many, a right too few and a wrong password', async () => {
    const [one, two, three] = platform.services.slice(0, 3).map(({ user, database }) => ({ user, database }));
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password });
    try {
      await connection.query(`GRANT PROCESS ON *.* TO '${one!.user}'@'localhost'`);
      await connection.query(
        `REVOKE DROP ON \`${two!.database.replaceAll('_', '\\_')}\`.* FROM '${two!.user}'@'localhost'`,
      );
      await connection.query(
        `ALTER USER '${three!.user}'@'localhost' IDENTIFIED BY 'lantern-41-of-the-shell'`,
      );
    } finally {
      connection.destroy();
    }
    const { attention } = await look({ services: ['fresh-service', 'pending-service', 'failed-service'] });
    expect(attention.filter(({ kind }) => kind === 'accounts').map(({ what }) => what)).toEqual([
      `${one!.user}@localhost has more than the map gives it: PROCESS ON *.*.`,
      expect.stringContaining(`${two!.user}@localhost lacks `),
      `${three!.user}@localhost exists, but the known password is refused.`,
    ]);
    expect(
      attention.find(({ service, kind }) => service === 'failed-service' && kind === 'away')?.what,
    ).toContain('Access denied');
  });
});

describe('npm run status', { timeout: 60_000 }, () => {
  it('refuses a service that there is not in a sentence, with exit code 1', async () => {
    const program = ['--import', 'tsx', 'scripts/status.ts', '--service', 'laundry-service'];
    const { code, output } = await new Promise<{ readonly code: unknown; readonly output: string }>(
      (resolve) => {
        execFile(process.execPath, program, (error, stdout, stderr) => {
          resolve({ code: error?.code, output: stdout + stderr });
        });
      },
    );
    expect(output).toMatch(
      /^status: No service is called laundry-service\. The services are auth-service, .*\n$/,
    );
    expect(code).toBe(1);
  });
});
