import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generatePassword, readCredentials, stopServer } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, nodeCommand, removeCopy, runSetup } from './test/clone.ts';
import { filesBelow, findSecrets, type Places } from './test/find-secrets.ts';
import { db, migrate, openLeakRun, service, turbo, type LeakRun } from './test/leak-run.ts';
import { namedServer, problemsOfSecretFiles } from './test/services.ts';
import { watchLeaks, type Sightings } from './test/watch-leaks.ts';

const isPosix = process.platform !== 'win32';
/** The files where passwords belong. */
const mayHoldSecrets = /[\\/](?:\.env|credentials\.env)$/;
const broken = 'microservices/auth-service/migrations/V2__Broken.sql';

describe.runIf(isPosix).each(testServers().map(({ kind }) => kind))(
  'S2 U9 generated passwords on %s',
  { timeout: 300_000 },
  (kind) => {
    let run: LeakRun;
    let seen: Sightings;
    const wrong = { service: generatePassword(), administrator: generatePassword(), url: generatePassword() };
    const inMigration = generatePassword();

    beforeAll(async () => {
      run = await openLeakRun(kind);
      const watch = await watchLeaks(run.own.server);
      try {
        await everythingThatWorks(run);
        await everythingThatFails(run, wrong, inMigration);
      } finally {
        seen = await watch.stop();
      }
    }, 300_000);
    afterAll(() => run.close());

    it('are many: the administrator, nine users, those that were rotated, and wrong ones', () => {
      expect(new Set(run.secrets.values()).size).toBeGreaterThanOrEqual(10 + 2 + 3);
    });

    it('stand in no output', () => {
      expect(findSecrets(run.printed, run.secrets)).toEqual([]);
      expect(findSecrets(run.printed, new Map([['the password in a migration', inMigration]]))).toEqual([]);
    });

    it('stand in no file of the repository but .env and credentials.env, which are for their owner alone', async () => {
      const files = await filesBelow(run.folder, mayHoldSecrets);
      expect([...files.keys()].some((name) => /\.turbo[\\/]runs[\\/].*\.json$/.test(name))).toBe(true);
      expect(findSecrets(files, run.secrets)).toEqual([]);
      expect(await problemsOfSecretFiles(run.folder)).toEqual([]);
    });

    it('stand in no argument of any process, looked at each 10 ms, and in no environment of a server', () => {
      expect(seen.samples).toBeGreaterThan(100);
      expect(seen.commandLines).toContain('setup.ts');
      expect(seen.commandLines).toContain('nilecare-db.js');
      expect(findSecrets(placesSeen(seen), run.secrets)).toEqual([]);
    });

    it('stand in no byte of the general, slow, binary and error log, nor of any other file of the server', async () => {
      const files = await filesBelow(path.dirname(run.own.dataDirectory), /^$/);
      for (const log of ['general.log', 'slow.log'])
        expect(String(files.get(`data/${log}`)), log).toContain('INSERT INTO');
      expect([...files.keys()]).toEqual(expect.arrayContaining(['data/changes.000001', 'server.log']));
      expect(findSecrets(files, run.secrets)).toEqual([]);
    });

    it('of a private server stand nowhere either', async () => {
      const folder = await copyRepository();
      const watch = await watchLeaks(run.own.server);
      const { code, output } = await runSetup(folder, ['--server', kind]);
      const places = placesSeen(await watch.stop());
      const files = await filesBelow(folder, mayHoldSecrets);
      const secrets = new Map(
        Object.entries(await readCredentials(folder)).filter(([name]) => /PASSWORD/.test(name)),
      );
      await stopServer(folder);
      await removeCopy(folder);
      expect(code, output).toBe(0);
      expect(secrets.size).toBe(10);
      expect([...files.keys()]).toContain('.nilecare/server.log');
      expect(
        findSecrets(new Map([...places, ...files, ['the output', Buffer.from(output)]]), secrets),
      ).toEqual([]);
    });

    it('would be found there: a planted one is', async () => {
      const planted = generatePassword();
      const watch = await watchLeaks(run.own.server);
      await plant(run, planted);
      const places = new Map([
        ...placesSeen(await watch.stop()),
        ...(await filesBelow(run.folder, mayHoldSecrets)),
        ...(await filesBelow(path.dirname(run.own.dataDirectory), /^$/)),
      ]);
      const found = findSecrets(places, new Map([['planted', planted]]));
      for (const place of ['a command line', 'a statement', 'leak.json', 'data/general.log', 'data/slow.log'])
        expect(found).toContain(`planted in ${place}`);
      expect(found.some((text) => text.startsWith('planted in data/changes.'))).toBe(true);
    });
  },
);

/** From nothing to services that ran, with passwords changed in between. */
async function everythingThatWorks({ own, folder, step }: LeakRun): Promise<void> {
  const variables = namedServer(own.server);
  const works = async (...words: Parameters<LeakRun['step']>) => {
    const [name, command, options] = words;
    const { code, output } = await step(name, command, { variables, ...options });
    expect(code, output).toBe(0);
  };
  await works('the set-up', nodeCommand(folder));
  await works('nilecare-db create --rotate', db('create', '--rotate', '--runtime', '--yes'));
  await works('nilecare-db rotate', db('rotate', 'auth_service'));
  await works('nilecare-db rotate --finish', db('rotate', '--finish', 'auth_service', '--json'));
  await works('nilecare-db status', db('status', '--json'));
  await step('nilecare-db audit', db('audit', '--json'), { variables });
  await works('turbo run migrate:up', turbo('migrate:up', '--continue', '--summarize'), { variables: {} });
  await works('turbo run migrate:info', turbo('migrate:info', '--', '-outputType=json'), { variables: {} });
  await works('the service', service(), {
    variables: { PORT: String(await freePort()), LOG_LEVEL: 'trace' },
    onOutput: (output, child) => {
      if (/is ready/.test(output) && !output.includes('stops')) child.kill('SIGTERM');
    },
  });
}

/** What goes wrong must not tell either. */
async function everythingThatFails(
  { own, folder, step, secrets }: LeakRun,
  wrong: Readonly<Record<'service' | 'administrator' | 'url', string>>,
  inMigration: string,
): Promise<void> {
  for (const [whose, password] of Object.entries(wrong)) secrets.set(`a wrong password (${whose})`, password);
  const fails = async (...words: Parameters<LeakRun['step']>) => {
    const { code, output } = await step(...words);
    expect(code, output).toBe(1);
  };
  const server = namedServer(own.server);
  await fails('migrate with a wrong password', migrate('info'), {
    variables: { DB_PASSWORD: wrong.service },
  });
  await fails('nilecare-db with a wrong password', db('status'), {
    variables: { ...server, DB_ADMIN_PASSWORD: wrong.administrator },
  });
  await fails('a service with a wrong DATABASE_URL', service(), {
    variables: { DATABASE_URL: `postgres://auth_service:${wrong.url}@127.0.0.1:1x/` },
  });
  const file = path.join(folder, broken);
  for (const [name, sql] of [
    ['SQL that is wrong', 'SELEKT 1;\n'],
    ['CREATE USER without the right', `CREATE USER someone@localhost IDENTIFIED BY '${inMigration}';\n`],
    ['CREATE USER that is wrong', `CREATE USER someone@localhost IDENTIFIED BY '${inMigration}' NONSENSE;\n`],
  ] as const) {
    await writeFile(file, sql);
    await fails(`migrate: ${name}`, migrate('migrate'));
    await fails(`migrate as JSON: ${name}`, migrate('migrate', '-outputType=json'));
  }
  await rm(file);
}

function placesSeen({ commandLines, serverEnvironments, statements }: Sightings): Places {
  return new Map([
    ['a command line', Buffer.from(commandLines)],
    ["a server's environment", Buffer.from(serverEnvironments)],
    ['a statement', Buffer.from(statements)],
  ]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Puts a secret wherever one is looked for. */
async function plant({ own, folder }: LeakRun, secret: string): Promise<void> {
  const { host, port, user, password } = own.server;
  const connection = await createConnection({ host, port, user, password });
  await connection.query(`SELECT SLEEP(0.3), '${secret}'`);
  await connection.query('CREATE TABLE nilecare_auth.planted (text VARCHAR(50) PRIMARY KEY)');
  await connection.query(`INSERT INTO nilecare_auth.planted VALUES ('${secret}')`);
  await connection.end();
  await writeFile(
    path.join(folder, 'leak.json'),
    JSON.stringify({ secret: Buffer.from(secret).toString('base64') }),
  );
  spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 500)', secret]);
  await delay(50);
}
