import {
  startThrowawayServer,
  testServers,
  type TestServer,
  type ThrowawayServer,
} from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { provision } from '../src/commands/provision.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { randomMap, rowsOf } from './random-map.ts';
import { rotationFixture } from './rotation-fixture.ts';

describe.each(testServers().map(({ kind }) => ({ kind })))('passwords on $kind', ({ kind }) => {
  let own: ThrowawayServer;
  beforeAll(async () => {
    own = await startThrowawayServer({ kind });
  });
  afterAll(() => own.stop());

  it('U9 reach the server as hashes only: none stands in its general log', async () => {
    const { server } = own;
    const map = randomMap('a', 'b');
    const secrets = memorySecretStore();
    const log = await generalLog(server, async () => {
      await provision({ connection: server, map, secrets });
      await provision({ connection: server, map, secrets, passwordPolicy: 'rotate' });
    });
    const users = [...map.services.map(({ user }) => user), map.readonlyUser];
    expect(log).toContain('CREATE USER');
    for (const user of users) {
      expect(log).toContain(user);
      expect(log).not.toContain(secrets.known(user)?.password);
    }
  });

  it('U9 are not in the general log of a rotation either', async () => {
    const { server } = own;
    const fixture = await rotationFixture(server);
    onTestFinished(() => fixture.remove());
    const log = await generalLog(server, async () => {
      await fixture.rotate();
      await fixture.rotate({ aim: 'finish' });
    });
    expect(log).toContain(`ALTER USER '${fixture.user}'`);
    expect(log).not.toContain(fixture.old);
    expect(log).not.toContain((await fixture.env())['DB_PASSWORD']);
  });
});

/** What a server logs of its statements while something is done. */
async function generalLog(server: TestServer, fn: () => Promise<void>): Promise<string> {
  await rowsOf(
    server,
    "SET GLOBAL log_output = 'TABLE'",
    'TRUNCATE TABLE mysql.general_log',
    'SET GLOBAL general_log = 1',
  );
  await fn();
  await rowsOf(server, 'SET GLOBAL general_log = 0');
  const rows = await rowsOf(server, 'SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log');
  return rows.map((row) => String(row['text'])).join('\n');
}
