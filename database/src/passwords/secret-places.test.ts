import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryRoot } from '../../test/random-map.ts';
import { parseServiceMap } from '../map/parse-service-map.ts';
import { findSecretPlaces } from './secret-places.ts';

const mapText = JSON.stringify({
  readonlyUser: 'reader',
  services: ['auth', 'lab'].map((name, index) => ({
    name: `${name}-service`,
    database: `nc_${name}`,
    user: `${name}_user`,
    port: 7001 + index,
    phase: 1,
    priority: index + 1,
  })),
});
const address = '@db.example:3306/nc_auth';
const inAuth = path.join('microservices', 'auth-service', '.env');

describe('findSecretPlaces', () => {
  const start = async (env: string) => {
    const { root, remove } = await temporaryRoot(mapText);
    onTestFinished(remove);
    const file = path.join(root, inAuth);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, env);
    const options = { root, map: parseServiceMap(mapText), environment: {} };
    return { find: (user: string) => findSecretPlaces(options, user), text: () => readFile(file, 'utf8') };
  };

  it.each([
    [
      'DB_PASSWORD',
      'auth_user',
      'DB_PASSWORD=old\nPORT=1\n',
      `DB_PASSWORD in ${inAuth}`,
      'DB_PASSWORD=new # 1',
    ],
    [
      'DB_RUNTIME_PASSWORD',
      'auth_user_runtime',
      'DB_PASSWORD=other\nDB_RUNTIME_USER=auth_user_runtime\nDB_RUNTIME_PASSWORD=old\n',
      `DB_RUNTIME_PASSWORD in ${inAuth}`,
      'DB_RUNTIME_PASSWORD=new # 1',
    ],
    [
      'DATABASE_URL',
      'auth_user',
      `DATABASE_URL=mysql://auth_user:old${address}\n`,
      `DATABASE_URL in ${inAuth}`,
      `DATABASE_URL=mysql://auth_user:new%20%23%201${address}`,
    ],
    [
      'the reader in a service of its own choice',
      'reader',
      'DB_USER=reader\nDB_PASSWORD=old\n',
      `DB_PASSWORD in ${inAuth}`,
      'DB_PASSWORD=new # 1',
    ],
  ])('finds and writes %s', async (_, user, env, name, written) => {
    const { find, text } = await start(env);
    const [place, ...more] = await find(user);
    expect(more).toEqual([]);
    expect(place).toMatchObject({ name, password: 'old' });
    await place?.writer?.write('new # 1');
    expect((await text()).replaceAll(/['"`]/g, '')).toContain(`${written}\n`);
    expect(await find(user)).toMatchObject([{ name, password: 'new # 1' }]);
  });

  it.each([
    ['no password of another user', 'auth_user', 'DB_USER=root\nDB_PASSWORD=x\n'],
    ['no password of another service', 'lab_user', 'DB_PASSWORD=x\n'],
    ['no empty one', 'auth_user', 'DB_PASSWORD=\n'],
  ])('finds %s', async (_, user, env) => {
    expect(await (await start(env)).find(user)).toEqual([]);
  });

  it.each(['DB_PASSWORD_COMMAND=pass auth', 'DB_PASSWORD_SOURCE=rds-iam'])(
    'does not write %s',
    async (line) => {
      const [place] = await (await start(`${line}\n`)).find('auth_user');
      expect(place?.name).toBe(`${line.split('=')[0]} in ${inAuth}`);
      expect(place).not.toHaveProperty('writer');
    },
  );

  it('refuses a password that no .env file can hold, without showing it', async () => {
    const [place] = await (await start('DB_PASSWORD=old\n')).find('auth_user');
    const refusal = (): void => place?.writer?.check(`a'b"c\`d # e`);
    expect(refusal).toThrow(/^The value of DB_PASSWORD cannot be written into /);
    expect(refusal).not.toThrow(/a'b/);
  });
});
