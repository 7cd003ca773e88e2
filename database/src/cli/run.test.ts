import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropAll, errnoOf, randomMapText, temporaryRoot } from '../../test/random-map.ts';
import { parseServiceMap } from '../map/parse-service-map.ts';
import { passwordVariable, type Variables } from '../passwords/resolve-secret.ts';
import { findRoot } from './find-root.ts';
import { parseArguments } from './parse-arguments.ts';
import { run } from './run.ts';

interface Result {
  readonly code: number;
  readonly output: string;
}

/** Runs a command line as the program does, without a terminal. */
async function db(root: string, environment: Variables, line: string, input = ''): Promise<Result> {
  const printed: string[] = [];
  const code = await run(parseArguments(line.split(' ')), {
    root,
    version: '1.2.3',
    environment,
    terminal: { input: Readable.from([input]), output: new PassThrough() },
    print: (text) => printed.push(text),
    stopSignal: () => new AbortController().signal,
  });
  return { code, output: printed.join('\n') };
}

describe.each(testServers())('nilecare-db on $kind $version', (server) => {
  const mapText = randomMapText('a', 'b');
  const map = parseServiceMap(mapText);
  const [service] = map.services;
  const database = service?.database ?? '';
  const user = service?.user ?? '';
  const environment = {
    DB_HOST: server.host,
    DB_PORT: String(server.port),
    DB_ADMIN_USER: server.user,
    DB_ADMIN_PASSWORD: server.password,
  };
  let root = '';
  let remove = (): Promise<void> => Promise.resolve();
  beforeAll(async () => ({ root, remove } = await temporaryRoot(mapText)));
  afterAll(async () => {
    await dropAll(server, map);
    await remove();
  });

  it('create keeps generated passwords in .nilecare/credentials.env (0600), and prints none', async () => {
    const { code, output } = await db(root, environment, 'create --service a-service');
    expect(code).toBe(0);
    expect(output).toMatch(
      new RegExp(
        `^Created database ${database}\\.\nCreated user ${user}@localhost\\.\nGranted ALL PRIVILEGES ON `,
      ),
    );
    const file = path.join(root, '.nilecare', 'credentials.env');
    const password = new RegExp(`^${passwordVariable(user)}=(.{24,})$`, 'm').exec(
      await readFile(file, 'utf8'),
    )?.[1];
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(output).not.toContain(password);
    expect(await errnoOf({ ...server, user, password: password ?? '' }, `USE ${database}`)).toBe(0);
  });

  it('create a second time has nothing to do', async () => {
    await db(root, environment, 'create');
    const { code, output } = await db(root, environment, 'create');
    expect({ code, output }).toEqual({
      code: 0,
      output: 'Nothing to do: 2 databases and 3 users exist already.',
    });
  });

  it("U2 ends with 1 when the service's .env has another password than the account", async () => {
    await db(root, environment, 'create');
    const folder = path.join(root, 'microservices', 'b-service');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '.env'), 'DB_PASSWORD=another-one\n');
    const { code, output } = await db(root, environment, 'users');
    await writeFile(path.join(folder, '.env'), '');
    expect(code).toBe(1);
    expect(output).toContain('its password differs from the secret (DB_PASSWORD in microservices');
    expect(output).toContain('Nothing was changed.');
    expect(output).not.toContain('another-one');
  });

  it('status shows a table, and the same as JSON', async () => {
    await db(root, environment, 'create');
    const { output } = await db(root, environment, 'status');
    expect(output).toContain(`${user}@localhost`);
    const json = await db(root, environment, 'status --json');
    expect(JSON.parse(json.output)).toMatchObject({ isComplete: true, rows: [{ user }, {}, {}] });
  });

  it('drop without a terminal needs --confirm', async () => {
    await db(root, environment, 'create');
    await expect(db(root, environment, 'drop --service a-service')).rejects.toMatchObject({
      code: 'NOT_CONFIRMED',
    });
    const dropped = await db(root, environment, `drop --service a-service -confirm=${database}`);
    expect(dropped.output).toBe(
      `Dropped database ${database}.\nDropped user ${user}@localhost.\nDropped 1 database and 1 user.`,
    );
  });

  it('says at once that a service does not exist', async () => {
    await expect(db(root, environment, 'create --service c-service')).rejects.toThrow(
      'No service is called c-service. The services are a-service, b-service.',
    );
  });

  it('hash reads a password from standard input or its variable, and prints no clear text', async () => {
    const fromInput = await db(root, {}, `hash ${user}`, 'clear-text\n');
    const fromVariable = await db(root, { [passwordVariable(user)]: 'clear-text' }, `hash ${user}`);
    for (const { output } of [fromInput, fromVariable]) {
      expect(output).toMatch(
        /^SET @\w+_password_hash = IF\(VERSION\(\) LIKE '%MariaDB%', '\*[0-9A-F]{40}', '0x[0-9A-F]{140}'\);$/,
      );
    }
    await expect(db(root, {}, `hash ${user}`)).rejects.toMatchObject({ code: 'MISSING_PASSWORD' });
    await expect(db(root, {}, 'hash nobody')).rejects.toThrow('No user is called nobody.');
  });

  it('U6 hash refuses a password that is easy to guess where it must be good', async () => {
    const variables = { [passwordVariable(user)]: `${user}1` };
    const strict = db(root, { ...variables, NODE_ENV: 'production' }, `hash ${user}`);
    await expect(strict).rejects.toMatchObject({ code: 'BAD_SECRET' });
    await expect(strict).rejects.not.toThrow(`${user}1`);
    expect((await db(root, variables, `hash ${user}`)).output).toMatch(/^SET @/);
  });

  it('write --check ends with 1 until write has written both files', async () => {
    expect((await db(root, {}, 'write --check')).code).toBe(1);
    expect((await db(root, {}, 'write')).code).toBe(0);
    expect((await db(root, {}, 'write --check')).code).toBe(0);
    await writeFile(path.join(root, 'database', 'create-service-users.sql'), '-- edited\n');
    expect(await db(root, {}, 'write --check')).toEqual({
      code: 1,
      output:
        'create-service-databases.sql is up to date.\n' +
        'create-service-users.sql differs from service-map.json. Run: nilecare-db write',
    });
  });

  it('names what is missing when a server is named without its administrator', async () => {
    await expect(db(root, { DB_HOST: server.host }, 'status')).rejects.toThrow(/DB_ADMIN_USER/);
    await expect(db(root, {}, 'status')).rejects.toThrow(/npm run db:start/);
  });
});

it('finds the root from a folder deep inside, and from elsewhere by its own place', async () => {
  const { root, remove } = await temporaryRoot('{}');
  const deep = path.join(root, 'microservices', 'a-service');
  await mkdir(deep, { recursive: true });
  expect(findRoot(deep)).toBe(root);
  expect(
    (await stat(path.join(findRoot(path.parse(root).root), 'database', 'service-map.json'))).isFile(),
  ).toBe(true);
  await remove();
});
