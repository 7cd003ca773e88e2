import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { info, migrate, resolveConfig } from '@nilecare/migrate';
import { afterEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A workspace with this repository's turbo.json and two services, each with one migration. */
async function twoServices(server: TestServer, migrations: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'two services '));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  await cp(path.join(root, 'turbo.json'), path.join(folder, 'turbo.json'));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'x', private: true, packageManager: 'npm@11.19.1', workspaces: ['services/*'] }),
  );
  const schemas = new Map<string, string>();
  for (const [name, sql] of Object.entries(migrations)) {
    const schema = await createTestSchema(server);
    cleanups.push(() => schema.drop());
    schemas.set(name, schema.name);
    await writeService(path.join(folder, 'services', name), name, schema.name, server, sql);
  }
  await writeFile(path.join(folder, 'package-lock.json'), lockFile(Object.keys(migrations)));
  return { folder, schemas };
}

async function writeService(folder: string, name: string, schema: string, server: TestServer, sql: string) {
  await mkdir(path.join(folder, 'migrations'), { recursive: true });
  await writeFile(path.join(folder, 'migrations', 'V1__Only.sql'), sql);
  await writeFile(
    path.join(folder, 'flyway.conf'),
    `flyway.url=jdbc:mysql://127.0.0.1:${server.port}/${schema}\nflyway.user=${server.user}\nflyway.locations=filesystem:migrations\n`,
  );
  const scripts = { 'migrate:up': 'nilecare-migrate migrate' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', scripts }));
}

/** turbo reads the workspaces from it. */
function lockFile(names: readonly string[]): string {
  const packages: Record<string, object> = { '': { name: 'x', workspaces: ['services/*'] } };
  for (const name of names) {
    packages[`services/${name}`] = { version: '1.0.0' };
    packages[`node_modules/${name}`] = { resolved: `services/${name}`, link: true };
  }
  return JSON.stringify({ name: 'x', lockfileVersion: 3, requires: true, packages });
}

async function runTurbo(folder: string, server: TestServer, args: readonly string[]) {
  const turbo = path.join(root, 'node_modules', '.bin', 'turbo');
  return promisify(execFile)(turbo, ['run', 'migrate:up', ...args], {
    cwd: folder,
    shell: process.platform === 'win32',
    env: { ...process.env, FLYWAY_PASSWORD: server.password, TURBO_TELEMETRY_DISABLED: '1' },
  }).then(
    ({ stdout }) => ({ failed: false, output: stdout }),
    (error: { stdout: string; stderr: string }) => ({ failed: true, output: error.stdout + error.stderr }),
  );
}

function configOf(server: TestServer, schema: string, folder: string) {
  return resolveConfig({
    url: `jdbc:mysql://127.0.0.1:${server.port}/${schema}`,
    user: server.user,
    password: server.password,
    locations: [`filesystem:${folder}`],
  });
}

async function stateOf(server: TestServer, schema: string, folder: string) {
  const { infos } = await info(configOf(server, schema, folder));
  return infos.map(({ state }) => state);
}

/** What is tested is turbo and our processes, so one server will do. */
describe.each(testServers().slice(0, 1))('one service whose migration fails', (server) => {
  for (const [how, args] of [
    ['through the root scripts (--continue)', ['--continue']],
    ['through plain turbo run', []],
  ] as const) {
    it(`leaves a five-second statement of another alone, ${how}`, { timeout: 60_000 }, async () => {
      const { folder, schemas } = await twoServices(server, {
        broken: 'SELECT SLEEP(2);\nSELECT * FROM there_is_no_such_table;\n',
        slow: 'CREATE TABLE before_sleep (id INT PRIMARY KEY);\nSELECT SLEEP(5);\nINSERT INTO before_sleep VALUES (1);\n',
      });

      const { failed, output } = await runTurbo(folder, server, args);

      expect(failed, output).toBe(true);
      expect(output).toContain('there_is_no_such_table');
      const slow = path.join(folder, 'services', 'slow', 'migrations');
      const broken = path.join(folder, 'services', 'broken', 'migrations');
      // turbo interrupts the other one: its script stops behind the statement, and the next run goes on with it.
      if (args.length === 0) await migrate(configOf(server, schemas.get('slow') ?? '', slow));
      await expect
        .poll(() => stateOf(server, schemas.get('slow') ?? '', slow), { timeout: 15_000, interval: 250 })
        .toEqual(['Success']);
      expect(await stateOf(server, schemas.get('broken') ?? '', broken)).toEqual(['Failed']);
    });
  }
});
