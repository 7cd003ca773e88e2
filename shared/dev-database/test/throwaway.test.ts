import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, waitForEnd } from '../src/server/process.ts';
import { withConnection } from '../src/server/connect.ts';
import { startThrowawayServer, testServers, type ThrowawayServer } from '../src/testing.ts';
import { environment } from './scratch.ts';

const library = new URL('../dist/lib/index.js', import.meta.url).href;

describe.each(testServers())('a throw-away $kind', ({ kind }) => {
  describe('that runs', () => {
    let own: ThrowawayServer;
    beforeAll(async () => {
      own = await startThrowawayServer({ kind, flags: ['--log-bin=changes', '--server-id=7'] });
    });
    afterAll(() => own.stop());

    it('takes options that win over its own', async () => {
      const [rows] = await withConnection(own.server, (connection) =>
        connection.query('SELECT @@log_bin AS binlog, @@server_id AS id'),
      );
      expect(rows).toEqual([{ binlog: 1, id: 7 }]);
    });

    it('lets nobody in without the password', async () => {
      const empty = withConnection({ ...own.server, password: '' }, () => Promise.resolve());
      await expect(empty).rejects.toMatchObject({ errno: 1045 });
    });

    it.skipIf(process.platform === 'win32')('answers nothing while it is frozen', async () => {
      await withConnection(own.server, async (connection) => {
        own.freeze();
        const answer = connection.query('SELECT 1').then(() => 'answered');
        expect(await Promise.race([answer, sleep(400, 'silent')])).toBe('silent');
        own.thaw();
        expect(await answer).toBe('answered');
      });
    });

    it('is gone with all its files after stop, even frozen', async () => {
      await withConnection(own.server, (connection) => connection.query('CREATE DATABASE d'));
      if (process.platform !== 'win32') own.freeze();
      await own.stop();
      expect(isAlive(own.pid)).toBe(false);
      expect(existsSync(path.dirname(own.dataDirectory))).toBe(false);
    });
  });

  it('keeps its files after a crash, and starts again on its port with everything that was committed', async () => {
    const own = await startThrowawayServer({ kind, durable: true });
    try {
      const first = own.pid;
      await withConnection(own.server, async (connection) => {
        await connection.query('CREATE DATABASE d');
        await connection.query('CREATE TABLE d.t (id INT PRIMARY KEY)');
        await connection.query('INSERT INTO d.t VALUES (1)');
        await connection.query('START TRANSACTION');
        await connection.query('INSERT INTO d.t VALUES (2)');
        await own.kill();
      });
      expect(isAlive(first)).toBe(false);
      expect(existsSync(own.dataDirectory)).toBe(true);
      await own.restart();
      expect(own.pid).not.toBe(first);
      const [rows] = await withConnection(own.server, (connection) => connection.query('SELECT id FROM d.t'));
      expect(rows).toEqual([{ id: 1 }]);
      await own.restart(['--read-only']);
      const [modes] = await withConnection(own.server, (connection) =>
        connection.query('SELECT @@read_only AS mode'),
      );
      expect(modes).toEqual([{ mode: 1 }]);
      await own.kill();
    } finally {
      await own.stop();
    }
    expect(existsSync(path.dirname(own.dataDirectory))).toBe(false);
  });

  it('does not outlive a runner that is killed', async () => {
    const { runner, own } = await startInAnotherProcess(kind);
    expect(isAlive(own.pid)).toBe(true);
    runner.kill('SIGKILL');
    expect(await waitForEnd(own.pid, 5000)).toBe(true);
    const directory = path.dirname(own.dataDirectory);
    for (let waited = 0; existsSync(directory) && waited < 5000; waited += 50) await sleep(50);
    expect(existsSync(directory)).toBe(false);
  });
});

it('two throw-away MariaDB servers started at once do not disturb each other', async () => {
  const both = await Promise.all([1, 2].map(() => startThrowawayServer({ kind: 'mariadb' })));
  try {
    expect(new Set(both.map(({ server }) => server.port)).size).toBe(2);
    for (const { server } of both) await withConnection(server, (connection) => connection.query('SELECT 1'));
  } finally {
    await Promise.all(both.map((own) => own.stop()));
  }
});

async function startInAnotherProcess(kind: string): Promise<{
  readonly runner: ReturnType<typeof spawn>;
  readonly own: Pick<ThrowawayServer, 'pid' | 'dataDirectory'>;
}> {
  const program = `
    import { startThrowaway } from ${JSON.stringify(library)};
    const { pid, dataDirectory } = await startThrowaway({ kind: '${kind}', environment: process.env });
    console.log(JSON.stringify({ pid, dataDirectory }));
    setInterval(() => {}, 1000);`;
  const args = ['--input-type=module', '--eval', program];
  const runner = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    runner.stdout.setEncoding('utf8').once('data', resolve);
    runner.once('exit', (code) => {
      reject(new Error(`the runner ended with ${code}`));
    });
  });
  return { runner, own: JSON.parse(line) as Pick<ThrowawayServer, 'pid' | 'dataDirectory'> };
}
