import { setTimeout as sleep } from 'node:timers/promises';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rotationFixture } from './rotation-fixture.ts';

describe.each(testServers())('logins while a password is rotated on $kind $version', (server) => {
  it('U7 are never refused: with the old password until the end, with the new one since .env holds it', async () => {
    const fixture = await rotationFixture(server);
    onTestFinished(() => fixture.remove());
    const { host, port } = server;
    const clients = { old: newClient(), next: newClient() };
    onTestFinished(() => {
      clients.old.stopped = clients.next.stopped = true;
    });
    const logIn = async (who: keyof typeof clients, password: () => Promise<string>): Promise<void> => {
      const client = clients[who];
      while (!client.stopped) {
        const connection = await createConnection({
          host,
          port,
          user: fixture.user,
          password: await password(),
        }).catch((error: unknown) => void client.refusals.push(error));
        if (connection) client.logins += 1;
        await connection?.end();
      }
    };
    const fromEnv = async (): Promise<string> => (await fixture.env())['DB_PASSWORD'] ?? '';
    const old = logIn('old', () => Promise.resolve(fixture.old));
    const next = logIn('next', fromEnv);
    await until(() => clients.old.logins > 20 && clients.next.logins > 20);
    await fixture.rotate();
    const { old: before, next: after } = { old: clients.old.logins, next: clients.next.logins };
    await until(() => clients.old.logins > before + 20 && clients.next.logins > after + 20);
    clients.old.stopped = true;
    await old;
    await fixture.rotate({ aim: 'finish' });
    const finished = clients.next.logins;
    await until(() => clients.next.logins > finished + 20);
    clients.next.stopped = true;
    await next;
    expect(clients.old.refusals).toEqual([]);
    expect(clients.next.refusals).toEqual([]);
    expect(await fixture.logIn(fixture.old)).toBe(1045);
  });
});

function newClient() {
  return { logins: 0, refusals: [] as unknown[], stopped: false };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}
