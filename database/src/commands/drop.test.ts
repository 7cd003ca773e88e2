import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { dropAll, randomMap } from '../../test/random-map.ts';
import { memorySecretStore } from '../passwords/secret-store.ts';
import { drop } from './drop.ts';
import { provision } from './provision.ts';
import { status } from './status.ts';

describe.each(testServers())('drop on $kind $version', (server) => {
  const map = randomMap('a', 'b');
  const request = { connection: server, map, secrets: memorySecretStore() };
  const [a = '', b = ''] = map.services.map(({ database }) => database);
  afterAll(() => dropAll(server, map));

  it('refuses when the name is another one, and nothing is gone', async () => {
    await provision(request);
    await expect(drop({ ...request, services: ['a-service'], confirmed: [b] })).rejects.toMatchObject({
      code: 'NOT_CONFIRMED',
      message: `Nothing was dropped: ${a} was not confirmed. A database goes with everything in it; to say so: --confirm=${a}`,
    });
    expect(await status(request)).toMatchObject({ isComplete: true });
  });

  it("drops one service's database and user and nothing else", async () => {
    await provision(request);
    const report = await drop({ ...request, services: ['a-service'], confirmed: [a, b] });
    expect(report).toMatchObject({
      databases: [a],
      users: [{ user: map.services[0]?.user, host: 'localhost' }],
    });
    const { rows } = await status(request);
    expect(rows.map(({ account, databaseExists }) => [account, databaseExists])).toEqual([
      ['missing', false],
      ['exists', true],
      ['exists', undefined],
    ]);
  });

  it("drops a service's user at every host", async () => {
    await provision(request);
    await provision({ ...request, services: ['a-service'], host: '%' });
    const { users } = await drop({ ...request, services: ['a-service'], confirmed: [a] });
    expect(users.map(({ host }) => host).toSorted()).toEqual(['%', 'localhost']);
  });

  it('drops all, the reader too, when every database is confirmed, and a second time does nothing', async () => {
    await provision(request);
    await expect(drop({ ...request, confirmed: [a] })).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    const { users } = await drop({ ...request, confirmed: [a, b] });
    expect(users).toHaveLength(3);
    expect(await drop({ ...request, confirmed: [a, b] })).toMatchObject({ databases: [], users: [] });
  });

  it('after a drop, create gives the same password back', async () => {
    await provision(request);
    const user = map.services[0]?.user ?? '';
    const before = request.secrets.known(user)?.password;
    await drop({ ...request, services: ['a-service'], confirmed: [a] });
    await provision(request);
    expect(request.secrets.known(user)?.password).toBe(before);
    expect(await status(request)).toMatchObject({ isComplete: true });
  });
});
