import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');
const password = 'river-stone-41-lantern';

let processes: ChildProcess[] = [];
afterEach(() => {
  processes.forEach((child) => child.kill('SIGKILL'));
  processes = [];
});

describe('the process of auth-service', () => {
  it('E1: ends with exit code 1 and every problem of its environment, without a value or a stack', async () => {
    const { output, exitCode } = run({ NODE_ENV: 'production', DB_PORT: '33o6', DB_PASSWORD: 'changeme' });
    expect(await exitCode).toBe(1);
    expect(output()).toMatch(
      /^The environment of auth-service has \d+ problems:\n( {2}[A-Z_]+ .+\n)+Set them .*\n$/,
    );
    expect(output()).toContain('  DB_HOST is not set.\n');
    expect(output()).not.toMatch(/33o6|changeme|\bat /);
  });
});

describe.each(testServers())('the process of auth-service on $kind $version', ({ kind }) => {
  let throwaway: Awaited<ReturnType<typeof startThrowawayServer>>;
  let environment: Record<string, string>;

  beforeAll(async () => {
    throwaway = await startThrowawayServer({ kind });
    const { host, port, ...administrator } = throwaway.server;
    const connection = await createConnection({
      host,
      port,
      user: administrator.user,
      password: administrator.password,
    });
    await connection.query('CREATE DATABASE nilecare_auth');
    await connection.query(`CREATE USER auth_service@'%' IDENTIFIED BY '${password}'`);
    await connection.query("GRANT ALL ON `nilecare\\_auth`.* TO auth_service@'%'");
    await connection.query(
      'CREATE TABLE nilecare_auth.schema_version (installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INT, installed_by VARCHAR(100), installed_on TIMESTAMP, execution_time INT, success BOOL)',
    );
    await connection.end();
    environment = {
      NODE_ENV: 'test',
      DB_HOST: host,
      DB_PORT: String(port),
      DB_NAME: 'nilecare_auth',
      DB_USER: 'auth_service',
      DB_PASSWORD: password,
      PORT: String(await freePort()),
    };
  });
  afterAll(() => throwaway.stop());

  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then ends with exit code 0', async (signal) => {
    const port = await freePort();
    const { child, output, exitCode } = run({ ...environment, PORT: String(port) });
    await expect
      .poll(output, { timeout: 20_000 })
      .toContain('auth-service is not ready: schema is empty, needs V1');
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${url}/ready`)).status).toBe(503);
    child.kill(signal);
    expect(await exitCode).toBe(0);
    expect(output()).toContain(`auth-service stops: ${signal}`);
    expect(output()).not.toContain(password);
  });

  it('E10: logs in with a password from Vault, and with the next one after a rotation', async () => {
    let current = password;
    const vault = createHttpServer(({ url = '' }, response) => {
      const data = url.startsWith('/v1/sys/') ? { path: 'kv/', options: null } : { password: current };
      response.end(JSON.stringify({ data }));
    });
    vault.listen(0, '127.0.0.1');
    await once(vault, 'listening');
    onTestFinished(() => void vault.close());
    const port = await freePort();
    const { child, output, exitCode } = run({
      ...environment,
      DB_PASSWORD: '',
      DB_PASSWORD_SOURCE: 'vault-kv:kv/auth',
      VAULT_ADDR: `http://127.0.0.1:${(vault.address() as AddressInfo).port}`,
      VAULT_TOKEN: 'hvs.not-a-real-token',
      PORT: String(port),
    });
    await expect.poll(output, { timeout: 20_000 }).toContain('schema is empty, needs V1');
    const { host, port: databasePort, user, password: own } = throwaway.server;
    const connection = await createConnection({ host, port: databasePort, user, password: own });
    onTestFinished(() => connection.end());
    current = 'quiet-otter-5519-harbour';
    await connection.query(`ALTER USER auth_service@'%' IDENTIFIED BY '${current}'`);
    onTestFinished(async () => {
      await connection.query(`ALTER USER auth_service@'%' IDENTIFIED BY '${password}'`);
    });
    const connections = async () => {
      const sql = 'SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ?';
      const [rows] = await connection.query(sql, ['auth_service']);
      return (rows as { readonly ID: number }[]).map(({ ID }) => ID);
    };
    const former = await connections();
    for (const id of former) await connection.query(`KILL ${id}`);
    const reason = async () => JSON.stringify(await (await fetch(`http://127.0.0.1:${port}/ready`)).json());
    await expect.poll(reason, { timeout: 20_000 }).toContain('schema is empty');
    await expect
      .poll(async () => (await connections()).filter((id) => !former.includes(id)), { timeout: 20_000 })
      .not.toEqual([]);
    expect(former).not.toEqual([]);
    child.kill('SIGTERM');
    expect(await exitCode).toBe(0);
    expect(output()).not.toMatch(/river-stone|quiet-otter|hvs\./);
  });

  it('ends with exit code 1 and two lines when the password is wrong', async () => {
    const { output, exitCode } = run({ ...environment, DB_PASSWORD: 'wrong-lantern-7' });
    expect(await exitCode).toBe(1);
    expect(output()).toMatch(/^Cannot use database nilecare_auth at .* as auth_service: .*\nTry: .*$/m);
    expect(output()).not.toContain('wrong-lantern-7');
  });

  // What follows is npm and the environment, so one kind of server will do.
  if (kind !== testServers()[0]?.kind) return;

  // npm signals only the shell between itself and the service; Windows has neither.
  it.skipIf(process.platform === 'win32')('ends when `npm start` is told to', async () => {
    const port = await freePort();
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { ...environment, NILECARE_ENV_FILES: 'false', PATH: process.env['PATH'], PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    onTestFinished(() => killGroup(npm));
    let output = '';
    npm.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await expect.poll(() => output, { timeout: 20_000 }).toContain('"pid":');
    const pid = Number(/"pid":(\d+)/.exec(output)?.[1]);
    npm.kill('SIGTERM');
    await expect.poll(() => output, { timeout: 20_000 }).toContain('auth-service stops: SIGTERM');
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });

  it.each(['DB_PASSWORD_FILE', 'DATABASE_URL', 'DATABASE_URL_FILE'])('logs in by %s', async (variable) => {
    const folder = await mkdtemp(join(tmpdir(), 'auth service '));
    onTestFinished(() => rm(folder, { recursive: true }));
    const { server } = throwaway;
    const url = `mysql://auth_service:${password}@${server.host}:${server.port}/nilecare_auth`;
    const text = variable === 'DB_PASSWORD_FILE' ? password : url;
    const file = join(folder, 'secret');
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    const { child, output, exitCode } = run({
      ...(variable === 'DB_PASSWORD_FILE' ? { ...environment, DB_PASSWORD: '' } : { NODE_ENV: 'test' }),
      [variable]: variable.endsWith('_FILE') ? file : text,
      PORT: String(await freePort()),
    });
    await expect
      .poll(output, { timeout: 20_000 })
      .toContain('auth-service is not ready: schema is empty, needs V1');
    child.kill('SIGTERM');
    expect(await exitCode).toBe(0);
    expect(output()).not.toContain(password);
  });
});

/** Starts the service as it was built, with nothing but the given environment. */
function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/index.js'], {
    cwd: root,
    env: { NILECARE_ENV_FILES: 'false', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  processes.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => text, exitCode };
}

/** Ends what a child that leads a process group has left behind. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
