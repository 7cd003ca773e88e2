import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  adminConnectionOptions,
  readCredentials,
  resetServer,
  serverStatus,
  stopServer,
  type RunningServer,
} from '../src/index.ts';
import { runCommand } from '../src/run-command.ts';
import { anyFreePort } from '../src/server/port.ts';
import { isAlive, killHard } from '../src/server/process.ts';
import { testServers } from '../src/testing.ts';
import { runProgram, spawnProgram } from './program.ts';
import { environment, scratchRepository, type Scratch } from './scratch.ts';

// Making a MySQL data directory takes 3 s alone, and much longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

// Making a data directory is most of the work, so the tests of a kind share one, in this order.
describe.each(testServers())('a private $kind', ({ kind }) => {
  const scratch = scratchRepository();
  afterAll(() => scratch.remove());

  it('shows no password in any argument, log or file of others, and is durable, observed and closed to files', async () => {
    const seen = watchArguments();
    const server = await scratch.start({ kind });
    const commands = seen.stop();
    const { DB_ADMIN_PASSWORD: password = '' } = await readCredentials(scratch.root);
    expect(password).toMatch(/^[A-Za-z0-9]{24,}$/);
    expect(commands.filter((command) => command.includes(scratch.root))).not.toEqual([]);
    expect(commands.filter((command) => command.includes(password))).toEqual([]);
    const folder = path.join(scratch.root, '.nilecare');
    expect(readFileSync(path.join(folder, 'server.log'), 'utf8')).not.toContain(password);
    expect(readFileSync(path.join(folder, 'server.json'), 'utf8')).not.toContain(password);
    expect(readdirSync(path.join(folder, 'tmp')).filter((name) => name.endsWith('.sql'))).toEqual([]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder, 'credentials.env'))).mode & 0o777).toBe(0o600);
    const { host, port, user } = server.address;
    await expect(createConnection({ host, port, user, password: '' })).rejects.toMatchObject({ errno: 1045 });
    const settings =
      'SELECT @@performance_schema AS ps, @@character_set_server AS cs, @@innodb_flush_log_at_trx_commit AS flush';
    expect(await query(server, settings)).toEqual([{ ps: 1, cs: 'utf8mb4', flush: 1 }]);
    const files = "SELECT @@local_infile AS local, COALESCE(@@secure_file_priv, 'none') <> '' AS isClosed";
    expect(await query(server, files)).toEqual([{ local: 0, isClosed: 1 }]);
  });

  it('refuses another kind of server on the same data', async () => {
    await scratch.start({ kind });
    const other = kind === 'mysql' ? 'mariadb' : 'mysql';
    await expect(scratch.start({ kind: other })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('keeps its data and port when it is stopped, killed and started again', async () => {
    const first = await scratch.start({ kind });
    await query(first, 'CREATE DATABASE kept');
    expect(await stopServer(scratch.root)).toMatchObject({ outcome: 'stopped' });
    expect(await stopServer(scratch.root)).toMatchObject({ outcome: 'not-running' });
    expect(await serverStatus(scratch.root)).toMatchObject({ state: 'stopped' });

    const second = await scratch.start();
    expect(second).toMatchObject({ outcome: 'started', kind, address: { port: first.address.port } });
    expect(await scratch.start()).toMatchObject({ outcome: 'already-running', pid: second.pid });
    killHard(second.pid ?? 0);
    const third = await scratch.start();
    expect(third).toMatchObject({ outcome: 'started', address: { port: first.address.port } });
    expect(await serverStatus(scratch.root)).toMatchObject({
      state: 'running',
      databases: ['kept'],
      pid: third.pid,
    });
  });
});

describe.each(testServers())('the making of a data directory for $kind', ({ kind }) => {
  const scratch = scratchRepository();
  afterEach(() => scratch.remove());

  it('leaves neither a process nor a directory behind when its program is killed', async () => {
    const folder = path.join(scratch.root, '.nilecare');
    const parts = () =>
      existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : [];
    const processes = async () =>
      (await runCommand('ps', ['-ww', '-eo', 'command=']))
        .split('\n')
        .filter((line) => line.includes(`--datadir=${folder}`));
    const child = spawnProgram(['start', '--server', kind, '--root', scratch.root]);
    await vi.waitUntil(async () => (await processes()).length > 0, { timeout: 20_000, interval: 10 });

    child.kill('SIGKILL');

    await vi.waitUntil(async () => (await processes()).length === 0 && parts().length === 0, {
      timeout: 5_000,
    });
  });
});

describe('a private server', () => {
  let scratch: Scratch;
  beforeEach(() => {
    scratch = scratchRepository();
  });
  afterEach(() => scratch.remove());

  it('moves to another port when its own was taken, and corrects the services that pointed at it', async () => {
    const first = await scratch.start({ kind: 'mariadb', port: await anyFreePort() });
    const { port, socketPath = '' } = first.address;
    const ours = await writeEnv(
      'auth-service',
      `DB_HOST=127.0.0.1\nDB_PORT=${port}\nDB_SOCKET=${socketPath}\nDB_NAME=a\n`,
    );
    const other = await writeEnv('other-service', `DB_HOST=db.example.org\nDB_PORT=${port}\n`);
    await stopServer(scratch.root);
    const messages: string[] = [];
    const blocker = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    try {
      const second = await scratch.start({ onProgress: (message) => messages.push(message) });
      expect(second.address.port).not.toBe(port);
      expect(second.changedEnvFiles).toEqual([ours]);
      expect(messages.join('\n')).toContain(`Port ${port} is taken`);
      const text = await readFile(ours, 'utf8');
      expect(text).toBe(
        `DB_HOST=127.0.0.1\nDB_PORT=${second.address.port}\nDB_SOCKET=${socketPath}\nDB_NAME=a\n`,
      );
      expect((await stat(ours)).mode & 0o777).toBe(0o600);
      expect(await readFile(other, 'utf8')).toContain(`DB_PORT=${port}`);
    } finally {
      blocker.close();
    }
  });

  it('is found again when server.json was lost while it ran or stood still', async () => {
    const first = await scratch.start({ kind: 'mariadb' });
    await query(first, 'CREATE DATABASE kept');
    await stopServer(scratch.root);
    await writeFile(path.join(scratch.root, '.nilecare/server.json'), '');
    await expect(scratch.start()).rejects.toMatchObject({ code: 'STATE_UNREADABLE' });
    await rm(path.join(scratch.root, '.nilecare/server.json'));
    const again = await scratch.start();
    expect(await query(again, "SHOW DATABASES LIKE 'kept'")).toHaveLength(1);
  });

  it('leaves no half-made data directory when the start is interrupted', async () => {
    const interruption = new AbortController();
    const starting = scratch.start({
      kind: 'mariadb',
      signal: interruption.signal,
      onProgress: () => {
        setTimeout(() => {
          interruption.abort();
        }, 50);
      },
    });
    await expect(starting).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const names = readdirSync(path.join(scratch.root, '.nilecare'));
    expect(names.filter((name) => /part|lock|^data$/.test(name))).toEqual([]);
    expect(await scratch.start()).toMatchObject({ outcome: 'started' });
  });

  it('passes over an installed program that the system keeps out of the data directory', async () => {
    const folder = path.join(scratch.root, 'confined');
    const version = "echo 'mariadbd  Ver 10.11.99-MariaDB for Linux'";
    const refusal = 'echo \'[ERROR] Cannot create file (Errcode: 13 "Permission denied")\' >&2; exit 1';
    const script = `#!/bin/sh\ncase "$*" in *--version*) ${version};; *) ${refusal};; esac\n`;
    for (const name of ['bin/mariadbd', ...systemTables]) await writeText(path.join(folder, name), script);
    const PATH = `${path.join(folder, 'bin')}:${environment['PATH'] ?? ''}`;
    const messages: string[] = [];
    const onProgress = (message: string): void => void messages.push(message);
    const server = await scratch.start({
      kind: 'mariadb',
      environment: { ...environment, PATH },
      onProgress,
    });
    expect(server.version).not.toBe('10.11.99');
    expect(messages.join('\n')).toContain(`${path.join(folder, 'bin/mariadbd')} may not write there`);
    await stopServer(scratch.root);
    expect(await scratch.start({ environment: { ...environment, PATH } })).toMatchObject({
      version: server.version,
    });
  });

  it('is not started where the environment names a server, which is checked instead', async () => {
    const server = testServers()[0];
    if (!server) throw new Error('no test server');
    const named = { ...environment, DB_HOST: server.host, DB_PORT: String(server.port) };
    await expect(scratch.start({ environment: named })).rejects.toMatchObject({ code: 'NAMED_SERVER' });
    const wrong = { ...named, DB_ADMIN_USER: server.user, DB_ADMIN_PASSWORD: 'wrong-secret' };
    const error = await scratch.start({ environment: wrong }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NAMED_SERVER' });
    expect(String(error)).not.toContain('wrong-secret');
    const right = { ...named, DB_ADMIN_USER: server.user, DB_ADMIN_PASSWORD: server.password };
    expect(await scratch.start({ environment: right })).toMatchObject({
      outcome: 'named',
      kind: server.kind,
    });
    expect(existsSync(path.join(scratch.root, '.nilecare'))).toBe(false);
    expect(await adminConnectionOptions(scratch.root, right)).toMatchObject({ port: server.port });
    await expect(resetServer({ root: scratch.root, environment: right })).rejects.toMatchObject({
      code: 'NAMED_SERVER',
    });
  });

  it('is the one meant where the environment names it without an administrator, as a service does', async () => {
    const { address } = await scratch.start({ kind: 'mariadb' });
    const byPort = { ...environment, DB_HOST: 'localhost', DB_PORT: String(address.port) };
    const bySocket = { ...byPort, DB_SOCKET: address.socketPath };
    for (const named of address.socketPath ? [byPort, bySocket] : [byPort]) {
      expect(await scratch.start({ environment: named })).toMatchObject({ outcome: 'already-running' });
      expect(await adminConnectionOptions(scratch.root, named)).toEqual(address);
    }
    await stopServer(scratch.root);
    expect(await scratch.start({ environment: byPort })).toMatchObject({ outcome: 'started' });
    const elsewhere = { ...byPort, DB_PORT: String(address.port + 1) };
    await expect(adminConnectionOptions(scratch.root, elsewhere)).rejects.toMatchObject({
      code: 'NAMED_SERVER',
    });
  });

  it('starts afresh on the same port and with the same password after reset, also as another kind', async () => {
    const before = await scratch.start({ kind: 'mariadb' });
    await query(before, 'CREATE DATABASE gone');
    for (const { kind } of testServers()) {
      const after = await resetServer({ root: scratch.root, environment, kind });
      expect(after).toMatchObject({ kind, address: before.address });
      expect(await serverStatus(scratch.root)).toMatchObject({ state: 'running', kind, databases: [] });
      expect(isAlive(before.pid ?? 0)).toBe(false);
    }
  });

  it('is started once when two programs start it at the same time', async () => {
    const start = ['start', '--server', 'mariadb', '--json', '--root', scratch.root];
    const outcomes = await Promise.all([runProgram(start), runProgram(start)]);
    for (const { code, stderr } of outcomes) expect({ code, stderr }).toMatchObject({ code: 0 });
    const servers = outcomes.map(({ stdout }) => JSON.parse(stdout) as RunningServer);
    expect(servers.map(({ outcome }) => outcome).sort()).toEqual(['already-running', 'started']);
    expect(servers[0]?.pid).toBe(servers[1]?.pid);
    const { DB_ADMIN_PASSWORD: password = '' } = await readCredentials(scratch.root);
    expect(JSON.stringify(outcomes)).not.toContain(password);
  });

  it('is handled by the command line: status, shell, reset, stop', async () => {
    expect(await scratch.cli(['status'])).toMatchObject({ code: 3 });
    await expect(scratch.cli(['shell'])).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    expect(await scratch.cli(['start', '--server', 'mariadb'])).toMatchObject({ code: 0 });
    const shell = await runProgram(['shell', '--root', scratch.root], 'SELECT 40 + 2 AS answer;\n');
    expect(shell.stdout).toContain('42');
    expect((await scratch.cli(['status'])).stdout).toContain('running');
    await expect(scratch.cli(['reset'])).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    expect((await scratch.cli(['reset', '-confirm=reset'])).stdout).toContain('MariaDB');
    expect((await scratch.cli(['stop'])).stdout).toContain('stopped');
    const leftovers = readdirSync(path.join(scratch.root, '.nilecare')).filter((name) =>
      name.startsWith('shell'),
    );
    expect(leftovers).toEqual([]);
  });

  async function writeText(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o755 });
  }

  async function writeEnv(service: string, text: string): Promise<string> {
    const folder = path.join(scratch.root, 'microservices', service);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, '.env');
    await writeFile(file, text, { mode: 0o644 });
    return file;
  }
});

const systemTables = [
  'mysql_system_tables.sql',
  'mysql_performance_tables.sql',
  'mysql_system_tables_data.sql',
  'fill_help_tables.sql',
  'maria_add_gis_sp_bootstrap.sql',
  'mysql_sys_schema.sql',
  'english/errmsg.sys',
].map((name) => `share/mysql/${name}`);

async function query(server: RunningServer, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ ...server.address });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    connection.destroy();
  }
}

/** Collects the command lines of all processes that are started meanwhile, as any user's `ps` could. */
function watchArguments(): { stop(): readonly string[] } {
  const seen = new Set<string>();
  const before = new Set(readdirSync('/proc'));
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && !before.has(name)))
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It ended meanwhile.
      }
  }, 10);
  return {
    stop() {
      clearInterval(timer);
      return [...seen];
    },
  };
}
