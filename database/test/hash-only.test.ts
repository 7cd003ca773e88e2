import { testServers } from '@nilecare/dev-database/testing';
import { startThrowawayServer, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '../src/commands/provision.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { randomMap, rowsOf } from './random-map.ts';

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
    await rowsOf(server, "SET GLOBAL log_output = 'TABLE'", 'SET GLOBAL general_log = 1');
    await provision({ connection: server, map, secrets });
    await provision({ connection: server, map, secrets, passwordPolicy: 'rotate' });
    await rowsOf(server, 'SET GLOBAL general_log = 0');
    const rows = await rowsOf(
      server,
      'SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log',
    );
    const log = rows.map((row) => String(row['text'])).join('\n');
    const users = [...map.services.map(({ user }) => user), map.readonlyUser];
    expect(log).toContain('CREATE USER');
    for (const user of users) {
      expect(log).toContain(user);
      expect(log).not.toContain(secrets.known(user)?.password);
    }
  });
});
