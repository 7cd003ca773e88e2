import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isToolRequired, testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClone, type Clone } from './clone.ts';
import { startLoad } from './load.ts';
import { fetchPm2, openPm2, type Pm2 } from './pm2.ts';

/** pm2 cannot stop a process gracefully on Windows when it reloads, so the tests are for the other systems. */
const program = process.platform === 'win32' ? undefined : await fetchPm2().catch(missing);

/** What is tested is pm2 and our processes, so one kind of server will do. */
const kinds = testServers()
  .slice(0, 1)
  .map(({ kind }) => kind);

describe.skipIf(program === undefined).each(kinds)(
  'under pm2, with %s, the services',
  { timeout: 120_000 },
  (kind) => {
    let clone: Clone;
    let pm2: Pm2;

    beforeAll(async () => {
      clone = await makeClone(kind);
      pm2 = await openPm2(String(program));
    });
    afterAll(async () => {
      await pm2.remove();
      await clone.remove();
    });

    const start = (folder: string, variables = {}) =>
      pm2.run(folder, ['start', 'ecosystem.config.js'], variables);
    const pids = async () => (await pm2.processes()).map(({ pid }) => pid);
    const inHome = async () => {
      const files = await readdir(pm2.home, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(path.join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    };

    it('are all three started by `pm2 start ecosystem.config.js` at the root, and ready then', async () => {
      const { code, output } = await start(clone.folder);
      expect(code, output).toBe(0);
      for (const { name, url } of clone.services) {
        const response = await fetch(`${url}/ready`);
        expect(response.status, `${name}: ${await response.text()}`).toBe(200);
      }
    });

    it('are reloaded under load without a dropped request', async () => {
      const before = await pids();
      const loads = clone.services.map(({ url }) => startLoad(`${url}/ready`));
      const { code, output } = await pm2.run(clone.folder, ['reload', 'ecosystem.config.js']);
      const results = await Promise.all(loads.map((load) => load.stop()));

      expect(code, output).toBe(0);
      expect(results.flatMap(({ failures }) => failures)).toEqual([]);
      expect(Math.min(...results.map(({ requests }) => requests))).toBeGreaterThan(100);
      const after = await pids();
      expect(after).toHaveLength(3);
      expect(after.filter((pid) => before.includes(pid) || pid === 0)).toEqual([]);
    });

    it('leave no password in the files, the list and the log of pm2, not even one of the environment', async () => {
      const password = 'lantern-41-of-the-shell';
      const variables = { DB_PASSWORD: password, DATABASE_URL: `mysql://me:${password}@127.0.0.1/x` };
      const { output } = await pm2.run(
        clone.folder,
        ['reload', 'ecosystem.config.js', '--update-env'],
        variables,
      );
      await pm2.run(clone.folder, ['save'], variables);
      const shown = [output, (await pm2.run(clone.folder, ['--silent', 'jlist'])).output];
      shown.push((await pm2.run(clone.folder, ['env', '0'])).output, await inHome());

      expect(output).toContain(
        'Not handed to pm2, which would keep them on disk: DB_PASSWORD, DATABASE_URL.',
      );
      expect(shown.join('\n')).toContain('auth-service');
      for (const secret of [password, ...clone.services.map((service) => service.password)])
        expect(shown.join('\n').includes(secret)).toBe(false);
    });

    it('stop when they are told to, with exit code 0', async () => {
      await pm2.run(clone.folder, ['delete', 'all']);
      const log = await inHome();
      for (const { name } of clone.services) expect(log).toContain(`${name} stops: SIGINT`);
      expect(log).not.toMatch(/SIGKILL|exited with code \[[^0]/);
      expect(await pm2.processes()).toEqual([]);
    });

    it('are started one by one in their folders, with as many instances as PM2_INSTANCES says', async () => {
      const { folder, url, name } = clone.services[1]!;
      const { code, output } = await start(folder, { PM2_INSTANCES: '2' });
      expect(code, output).toBe(0);
      expect((await pm2.processes()).map((each) => [each.name, each.status])).toEqual([
        [name, 'online'],
        [name, 'online'],
      ]);
      const load = startLoad(`${url}/ready`);
      await pm2.run(folder, ['reload', 'ecosystem.config.js'], { PM2_INSTANCES: '2' });
      expect((await load.stop()).failures).toEqual([]);
      await pm2.run(folder, ['delete', 'all']);
    });

    it('stay stopped when a setting is wrong, with the reason in the log', async () => {
      const { folder } = clone.services[0]!;
      const file = path.join(folder, '.env');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/^DB_PORT=.*$/m, 'DB_PORT=33o6'));
      await start(folder);
      await writeFile(file, text);

      await expect
        .poll(() => pm2.processes(), { timeout: 20_000 })
        .toMatchObject([{ name: 'auth-service', pid: 0, status: 'stopped', restarts: 0 }]);
      expect(await inHome()).toContain('DB_PORT must be a port number from 1 to 65535');
      await pm2.run(folder, ['delete', 'all']);
    });

    it('are not started before they are built, and the message says what is missing', async () => {
      const { folder } = clone.services[2]!;
      await rename(path.join(folder, 'dist'), path.join(folder, 'not-built'));
      const { code, output } = await start(folder);
      await rename(path.join(folder, 'not-built'), path.join(folder, 'dist'));
      expect(code).toBe(1);
      expect(output).toContain(`Script not found: ${path.join(folder, 'dist', 'index.js')}`);
    });
  },
);

/** @throws when NILECARE_TEST_REQUIRE names pm2 */
function missing(reason: unknown): undefined {
  const text = reason instanceof Error ? reason.message : String(reason);
  if (isToolRequired('pm2'))
    throw new Error(`NILECARE_TEST_REQUIRE wants pm2, which cannot be had.\n${text}`);
  process.stderr.write(`\nWARNING: tests with pm2 are SKIPPED.\n${text}\n\n`);
}
