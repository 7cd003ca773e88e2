import { spawnSync } from 'node:child_process';
import { chmod, lchown, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { stopServer } from '@nilecare/dev-database';
import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesBelow } from './test/entries-below.ts';
import { compiledCommand, copyRepository, removeCopy, runSetup } from './test/clone.ts';
import { envFile, namedServer, problemsOfSecretFiles, readEnv, services } from './test/services.ts';

const clonedPrograms = path.join(import.meta.dirname, '..', 'node_modules', '.package-lock.json');
const isPosix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
/** Where this process is root, which no permission stops, the set-up runs as nobody. */
const nobody = { uid: 65_534, gid: 65_534 };
const asOrdinary = isRoot ? nobody : {};
const [{ kind } = { kind: 'mariadb' as const }] = testServers();
/** A clone below a folder that only root may enter is closed to nobody. */
const isReadable =
  !isRoot ||
  spawnSync(process.execPath, ['-e', "require('fs').accessSync(process.argv[1])", clonedPrograms], nobody)
    .status === 0;
const again = /Then: \.\/scripts\/setup-phase1\.sh$/m;

describe.runIf(isPosix)('S1 the set-up', { timeout: 180_000 }, () => {
  let folder = '';
  let own: ThrowawayServer | undefined;
  beforeEach(async () => {
    folder = await copyRepository();
  });
  afterEach(async () => {
    await stopServer(folder);
    await own?.stop();
    own = undefined;
    await removeCopy(folder);
  });
  const startOwn = async (flags: readonly string[] = []) => {
    own = await startThrowawayServer({ kind, flags });
    return namedServer(own.server);
  };

  it.runIf(isReadable)('needs no root, no terminal, no openssl and no path without blanks', async () => {
    const server = await startOwn();
    const bin = await programs(folder, ['bash', 'dirname', 'env', 'node']);
    await giveAway(folder);
    const { code, output } = await runSetup(folder, [], {
      command: [path.join(folder, 'scripts', 'setup-phase1.sh')],
      variables: { ...server, PATH: bin, HOME: folder, TMPDIR: path.join(folder, 'programs') },
      ...asOrdinary,
    });
    expect(code, output).toBe(0);
    expect(folder).toContain(' ');
    expect((await stat(envFile(folder, 'auth-service'))).uid).toBe(isRoot ? nobody.uid : process.getuid?.());
    expect(await problemsOfSecretFiles(folder)).toEqual([]);
  });

  it('takes another port when the wanted one is taken, and keeps what stands in a .env', async () => {
    const blocker = await listen();
    const { port } = blocker.address() as { port: number };
    const mine = '# mine\nPORT=7999\nDB_PASSWORD=chosen-by-the-owner-41\nEXTRA=kept\n';
    await writeFile(envFile(folder, 'auth-service'), mine);
    const { code, output } = await runSetup(folder, ['--server', kind, `--port=${port}`]);
    blocker.close();
    expect(code, output).toBe(0);
    expect(output).toContain(`Port ${port} is taken by another program; using `);
    const env = await readEnv(folder, 'auth-service');
    expect(Number(env['DB_PORT'])).not.toBe(port);
    expect(env).toMatchObject({ PORT: '7999', EXTRA: 'kept', DB_PASSWORD: 'chosen-by-the-owner-41' });
    expect(await readFile(envFile(folder, 'auth-service'), 'utf8')).toContain(mine);
    const { DB_HOST = '', DB_PORT, DB_USER = '', DB_PASSWORD = '' } = env;
    const login = { host: DB_HOST, port: Number(DB_PORT), user: DB_USER, password: DB_PASSWORD };
    await (await createConnection(login)).end();
  });

  it.runIf(isReadable)(
    'says which folder is read-only, leaves nothing behind and goes on once it is not',
    async () => {
      const variables = { ...(await startOwn()), HOME: folder };
      await giveAway(folder);
      const locked = path.join(folder, 'microservices', 'billing-service');
      await chmod(locked, 0o555);
      const { code, output } = await runSetup(folder, [], { variables, ...asOrdinary });
      await chmod(locked, 0o755);
      expect(code, output).toBe(1);
      expect(output).toMatch(/EACCES: permission denied, .*billing-service.*Give this account the right/);
      expect(output).toMatch(again);
      expect(output).not.toMatch(/^ {4}at /m);
      expect(await problemsOfSecretFiles(folder)).toEqual([]);
      const second = await runSetup(folder, [], { variables, ...asOrdinary });
      expect(second.code, second.output).toBe(0);
    },
  );

  it('leaves a .env as it was when files may not grow, and no part of a new one', async () => {
    const variables = await startOwn();
    const { code, output } = await runSetup(folder, [], {
      variables,
      command: ['bash', '-c', 'ulimit -f 1; exec "$0" "$@"', ...(await compiledCommand(folder))],
    });
    expect(code, output).toBe(1);
    expect(output).toMatch(/EFBIG: file too large.*ulimit -f/);
    expect(output).toMatch(again);
    expect(await readdir(path.join(folder, 'microservices', 'auth-service'))).not.toContain('.env');
    expect(await problemsOfSecretFiles(folder)).toEqual([]);
    const second = await runSetup(folder, [], { variables });
    expect(second.code, second.output).toBe(0);
  });

  it.runIf(canMount())('leaves a .env as it was when the disk is full', async () => {
    const service = path.join(folder, 'microservices', 'auth-service');
    await writeFile(envFile(folder, 'auth-service'), 'PORT=7999\n');
    const { code, output } = await runSetup(folder, [], {
      variables: { ...(await startOwn()), FULL: service },
      command: ['unshare', '-Urm', 'sh', '-c', onFullDisk, ...(await compiledCommand(folder))],
    });
    expect(code, output).toBe(1);
    expect(output).toMatch(/ENOSPC: no space left on device.*The disk is full: free some room/);
    expect(output).toMatch(again);
    expect(output).toContain('<PORT=7999>');
    expect(output).not.toContain('.tmp');
  });

  it.runIf(canMount())(
    'says that the disk is full where the data of a private server shall lie',
    async () => {
      await mkdir(path.join(folder, '.nilecare'));
      const { code, output } = await runSetup(folder, ['--server', kind], {
        variables: { FULL: path.join(folder, '.nilecare') },
        command: ['unshare', '-Urm', 'sh', '-c', onFullDisk, ...(await compiledCommand(folder))],
      });
      expect(code, output).toBe(1);
      expect(output).toMatch(/no space left|disk is full/i);
      expect(output).toMatch(/Then: \.\/scripts\/setup-phase1\.sh --server /);
      expect(output).not.toMatch(/^ {4}at /m);
    },
  );

  it.runIf(testServers().some((server) => server.kind === 'mysql'))(
    'uses a named server that accepts TLS only, and has the services do so',
    async () => {
      own = await startThrowawayServer({ kind: 'mysql', flags: ['--require-secure-transport=ON'] });
      const server = namedServer(own.server);
      const without = await runSetup(folder, [], { variables: server });
      expect(without.code, without.output).toBe(1);
      expect(without.output).toContain('DB_SSL_MODE');
      const { code, output } = await runSetup(folder, [], {
        variables: { ...server, DB_SSL_MODE: 'REQUIRED' },
      });
      expect(code, output).toBe(0);
      for (const service of services)
        expect(await readEnv(folder, service)).toMatchObject({ DB_SSL_MODE: 'REQUIRED' });
    },
  );
});

/** Fills a small file system over the folder FULL, runs what follows, and shows what is there then. */
const onFullDisk = `
copy=$(mktemp -d) && cp -R "$FULL/." "$copy" && mount -t tmpfs -o size=256k tmpfs "$FULL" && cp -R "$copy/." "$FULL" || exit 99
dd if=/dev/zero of="$FULL/filler" bs=1k 2>/dev/null
"$0" "$@"; code=$?
ls -A "$FULL"; printf '<%s>' "$(cat "$FULL/.env" 2>/dev/null)"
rm -rf "$copy"; exit $code`;

/** Whether this account may mount a file system of its own in a name space. */
function canMount(): boolean {
  return spawnSync('sh', ['-c', 'unshare -Urm mount -t tmpfs tmpfs /mnt']).status === 0;
}

/** A folder that holds these programs and no others, openssl among them, for PATH. */
async function programs(folder: string, names: readonly string[]): Promise<string> {
  const bin = path.join(folder, 'programs');
  await mkdir(bin);
  for (const name of names) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    await symlink(name === 'node' ? process.execPath : stdout.trim(), path.join(bin, name));
  }
  return bin;
}

/** Makes a copy the property of nobody, if the set-up runs as nobody. */
async function giveAway(folder: string): Promise<void> {
  if (!isRoot) return;
  const { uid, gid } = nobody;
  for (const file of await entriesBelow(folder)) await lchown(file, uid, gid);
  await lchown(folder, uid, gid);
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
