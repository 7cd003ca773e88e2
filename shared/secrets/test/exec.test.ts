import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envelope, startVault, type VaultServer } from './vault-server.ts';

const program = fileURLToPath(new URL('../bin/nilecare-secrets.js', import.meta.url));
const migrate = join(
  dirname(createRequire(import.meta.url).resolve('@nilecare/migrate/evidence.schema.json')),
  'bin/nilecare-migrate.js',
);
const password = 'granite-heron-7412-lantern';

describe('nilecare-secrets exec', () => {
  let folder: string;
  let vault: VaultServer;
  let variables: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secrets exec '));
    vault = await startVault({ secrets: { 'kv/auth': { password } } });
    variables = {
      NODE_ENV: 'test',
      DB_HOST: '127.0.0.1',
      DB_PORT: '3306',
      DB_NAME: 'nilecare_auth',
      DB_USER: 'auth_service',
      DB_PASSWORD_SOURCE: 'vault-kv:kv/auth',
      VAULT_ADDR: vault.url,
      VAULT_TOKEN: 'given',
    };
  });
  afterEach(async () => {
    await vault.close();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  /** Runs it as a process, with nothing of this process's environment but the path. */
  function start(words: readonly string[], environment = variables) {
    const env = { PATH: process.env['PATH'], ...environment };
    const child = spawn(process.execPath, [program, ...words], { env, cwd: folder });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...output }));
    return { child, output, ended };
  }
  const exec = (words: readonly string[], environment = variables) => start(words, environment).ended;
  const print = (expression: string) => ['--', process.execPath, '-p', expression];

  it('hands user and password to the program, and takes the ways to get them away', async () => {
    const expression = `['DB_USER','DB_PASSWORD','DB_PASSWORD_SOURCE','DB_NAME'].map((n) => process.env[n]).join()`;
    expect(await exec(['exec', ...print(expression)])).toEqual({
      code: 0,
      stdout: `auth_service,${password},,nilecare_auth\n`,
      stderr: '',
    });
  });

  it('takes DATABASE_URL apart for programs that do not know it', async () => {
    const names = ['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD', 'DATABASE_URL'];
    const expression = `${JSON.stringify(names)}.map((n) => process.env[n]).join()`;
    const url = 'mysql://auth_service:a%40b-heron@127.0.0.1:3307/nilecare_auth';
    expect(await exec(['exec', ...print(expression)], { NODE_ENV: 'test', DATABASE_URL: url })).toEqual({
      code: 0,
      stdout: '127.0.0.1,3307,nilecare_auth,auth_service,a@b-heron,\n',
      stderr: '',
    });
  });

  it('takes the run-time account, from a file of variables', async () => {
    const { DB_PASSWORD_SOURCE: source = '', ...rest } = variables;
    const lines = Object.entries({
      ...rest,
      DB_PASSWORD: 'quiet-otter-5519-harbour',
      DB_RUNTIME_USER: 'auth_service_runtime',
      DB_RUNTIME_PASSWORD_SOURCE: source,
    }).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(folder, '.env'), lines.join(''));
    const words = [
      'exec',
      '-envFile=.env',
      '-account=runtime',
      ...print('process.env.DB_USER + process.env.DB_PASSWORD'),
    ];
    expect(await exec(words, {})).toMatchObject({ stdout: `auth_service_runtime${password}\n`, stderr: '' });
  });

  it.skipIf(process.platform !== 'linux')('S2: puts the password into no argument', async () => {
    const list = `require('node:child_process').execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })`;
    const { stdout, code } = await exec(['exec', ...print(list)]);
    expect(code).toBe(0);
    expect(stdout).toContain('nilecare-secrets.js exec');
    expect(stdout).not.toContain(password);
  });

  it('ends with the exit code of the program', async () => {
    expect(await exec(['exec', '--', process.execPath, '-e', 'process.exit(7)'])).toMatchObject({ code: 7 });
  });

  it.skipIf(process.platform === 'win32')(
    'hands a signal on, and tells which one ended the program',
    async () => {
      const { child, output, ended } = start([
        'exec',
        ...print(`console.log('runs'); setInterval(() => 0, 1000); ''`),
      ]);
      await expect.poll(() => output.stdout, { timeout: 20_000 }).toContain('runs');
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 143 });
    },
  );

  it('gives the account back that Vault made', async () => {
    vault.intercept = ({ path }) => {
      const data = { username: 'v-auth-1', password: 'made-1' };
      if (path === 'database/creds/auth')
        return {
          status: 200,
          body: { ...envelope, lease_id: 'a/1', renewable: true, lease_duration: 3600, data },
        };
      return path === 'sys/leases/revoke' ? { status: 204 } : undefined;
    };
    const environment = { ...variables, DB_PASSWORD_SOURCE: 'vault-database:database/auth' };
    expect(await exec(['exec', ...print('process.env.DB_USER')], environment)).toMatchObject({
      stdout: 'v-auth-1\n',
    });
    expect(vault.seen.at(-1)).toMatchObject({ path: 'sys/leases/revoke', body: { lease_id: 'a/1' } });
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], number, RegExp]>([
    [
      'wrong variables',
      { DB_PORT: '33o6' },
      ['exec', '--', 'x'],
      1,
      /nilecare-secrets exec has 1 problem:\n {2}DB_PORT must be/,
    ],
    [
      'no secret',
      { DB_PASSWORD_SOURCE: 'vault-kv:kv/none' },
      ['exec', '--', 'x'],
      1,
      /has nothing at kv\/data\/none/,
    ],
    [
      'no program',
      {},
      ['exec', '--', 'no-such-program-7'],
      1,
      /no-such-program-7 could not be started \((ENOENT|EACCES)\)/,
    ],
    ['no run-time account', {}, ['exec', '-account=runtime', '--', 'x'], 1, /DB_RUNTIME_USER is not set/],
    [
      'no password of DB_USER',
      { DB_PASSWORD_SOURCE: '', DB_RUNTIME_USER: 'runtime', DB_RUNTIME_PASSWORD: 'pebble-stone-19-fern' },
      ['exec', '--', 'x'],
      1,
      /DB_PASSWORD is not set, nor anything in its place/,
    ],
    [
      'no file',
      {},
      ['exec', '-envFile=gone', '--', 'x'],
      1,
      /-envFile= names a file that cannot be read \(ENOENT\)/,
    ],
    ['nothing to run', {}, ['exec'], 2, /Write the program to run behind --/],
    ['another command', {}, ['run'], 2, /There is no command run/],
    ['an unknown flag', {}, ['exec', '-acount=x', '--', 'y'], 2, /acount/],
    ['an unknown account', {}, ['exec', '-account=root', '--', 'y'], 2, /-account= is migrator/],
  ])('with %s says so in plain words', async (_what, change, words, code, expected) => {
    const result = await exec(words, { ...variables, ...change });
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(expected) as string });
    expect(result.stderr).toMatch(/^nilecare-secrets: /);
    expect(result.stderr).not.toMatch(/\n\s+at /);
  });

  it('explains itself', async () => {
    for (const word of ['help', '--help', '-help'])
      expect(await exec([word])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('-envFile=') as string,
      });
    expect((await exec(['version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(testServers())('lets nilecare-migrate work with a password from Vault on $kind', async (server) => {
    const schema = await createTestSchema(server);
    vault.intercept = ({ path }) =>
      path === 'kv/data/auth'
        ? { status: 200, body: { ...envelope, data: { data: { password: server.password } } } }
        : undefined;
    try {
      await writeFile(join(folder, 'V1__First.sql'), 'CREATE TABLE first (id INT PRIMARY KEY);\n');
      const lines = [
        `url=jdbc:mysql://\${DB_HOST}:\${DB_PORT}/\${DB_NAME}?allowPublicKeyRetrieval=true`,
        `user=\${DB_USER}`,
        `password=\${DB_PASSWORD}`,
        'locations=filesystem:.',
      ];
      await writeFile(join(folder, 'flyway.conf'), lines.map((line) => `flyway.${line}\n`).join(''));
      const { host, port, user } = server;
      const database = { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_NAME: schema.name };
      const environment = { ...variables, ...database };
      const result = await exec(['exec', '--', process.execPath, migrate, 'migrate'], environment);
      expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('V1__First.sql') as string });
      expect(result.stdout + result.stderr).not.toContain(server.password);
    } finally {
      await schema.drop();
    }
  });
});
