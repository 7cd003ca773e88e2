import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { backupPrograms } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClone, plainEnvironment, type Clone } from '../processes/clone.ts';
import { compiledCommand, runProgram, type Outcome } from '../test/clone.ts';

/** What is tested are processes and decisions, so one kind of server will do. */
const kinds = testServers()
  .slice(0, 1)
  .map(({ kind }) => kind);

const service = 'auth-service';
/** With the program that the test servers bring along, where that runs without a loader of its own. */
const programs = await backupPrograms(process.env, kinds[0] ?? 'mariadb').catch(() => undefined);
const dumpFolders = programs?.dump.prefix.length === 0 ? [path.dirname(programs.dump.command)] : [];
const PATH = [...dumpFolders, process.env['PATH']].join(path.delimiter);
const hasDump = ['mariadb-dump', 'mysqldump'].some(
  (program) => spawnSync(program, ['--version'], { env: { ...process.env, PATH } }).status === 0,
);

describe.each(kinds)('a deployment, on %s', { timeout: 60_000 }, (kind) => {
  let clone: Clone;
  let variables: Readonly<Record<string, string | undefined>>;

  beforeAll(async () => {
    clone = await makeClone(kind);
    const file = path.join(clone.folder, 'microservices', service, '.env');
    variables = { ...plainEnvironment, PATH, ...parseEnv(await readFile(file, 'utf8')) };
  });
  afterAll(() => clone.remove());

  const deploy = async (...args: string[]): Promise<Outcome> =>
    runProgram(clone.folder, [...(await compiledCommand(clone.folder, 'deploy.ts')), ...args], { variables });
  const engine = (...args: string[]): Promise<Outcome> => {
    const program = path.join(
      clone.folder,
      'node_modules',
      '@nilecare',
      'migrate',
      'bin',
      'nilecare-migrate.js',
    );
    const folder = `-workingDirectory=${path.join(clone.folder, 'microservices', service)}`;
    return runProgram(clone.folder, [process.execPath, program, folder, ...args], { variables });
  };
  const migration = (name: string) => path.join(clone.folder, 'microservices', service, 'migrations', name);

  it('prints the services as a matrix, and refuses one that is not there', async () => {
    const { code, output } = await deploy('services', '--service', service);
    expect({ code, output: output.trim() }).toEqual({
      code: 0,
      output:
        'services=[{"name":"auth-service","database":"nilecare_auth","user":"auth_service","secret":"AUTH_SERVICE_DB_PASSWORD"}]',
    });
    const other = await deploy('services', '--service', 'lab-service$(id)');
    expect(other.code).toBe(1);
    expect(other.output).toContain('There is no service "lab-service$(id)" both in');
  });

  it('takes back every version that a run applied, the half-done one too, and nothing else', async () => {
    const before = path.join(clone.folder, 'before.json');
    await writeFile(before, (await engine('-outputType=json', 'info')).output);
    const files = {
      'V2__More.sql': 'CREATE TABLE auth_more (id INT);\n',
      'U2__More.sql': 'DROP TABLE auth_more;\n',
      'V3__Bad.sql': 'CREATE TABLE auth_bad (id INT);\nSELECT nope;\n',
      'U3__Bad.sql': 'DROP TABLE IF EXISTS auth_bad;\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(migration(name), text);
    const evidence = path.join(clone.folder, 'evidence');
    const from = ['--before', before, '--evidence', evidence, '--config-files', 'flyway.conf'];
    const takeBack = () => deploy('take-back', '--service', service, ...from);
    expect((await takeBack()).output).toContain('this run has applied no version');

    expect((await engine(`-evidenceLocation=${evidence}`, 'migrate')).code).toBe(1);
    const { code, output } = await takeBack();
    expect(output).toContain('taking back what this run has applied, from version 2 on');
    expect(code).toBe(0);
    for (const name of Object.keys(files)) await rm(migration(name));
    const { output: info } = await engine('-outputType=json', 'info');
    expect(JSON.parse(info)).toMatchObject({ schemaVersion: '1' });
    expect((await engine('migrate')).code).toBe(0);
  });

  it('starts the service on the schema, and says why it does not get ready', async () => {
    const ready = await deploy('ready', '--service', service);
    expect(ready.output).toContain('auth-service is ready: {"status":"ready","schema":"V1"}');
    expect(ready.code).toBe(0);

    await engine('-target=1', '-confirm=nilecare_auth', 'undo');
    const early = await deploy('ready', '--service', service, '--deadline', '6');
    expect(early.code).toBe(1);
    expect(early.output).toMatch(/auth-service did not get ready: .*needs V1/);
    await engine('migrate');
  });

  it.skipIf(!hasDump)('makes a backup that only its owner reads', async () => {
    const { code, output } = await deploy(
      'backup',
      '--service',
      service,
      '--directory',
      path.join(clone.folder, 'b'),
    );
    expect(output).not.toContain(variables['DB_PASSWORD']);
    expect(code).toBe(0);
    const [, file = '', bytes, sha256] = /: (.+), (\d+) bytes, SHA-256 ([0-9a-f]{64})/.exec(output) ?? [];
    const content = await readFile(file);
    expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
      Number(bytes),
      sha256,
    ]);
    expect(gunzipSync(content).toString()).toMatch(/CREATE TABLE `auth_users`[^]*-- Dump completed/);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('leaves no backup that is not whole', async () => {
    const directory = path.join(clone.folder, 'none');
    const { code, output } = await runProgram(
      clone.folder,
      [
        process.execPath,
        '--import',
        'tsx',
        'scripts/deploy.ts',
        'backup',
        '--service',
        service,
        '--directory',
        directory,
      ],
      { variables: { ...variables, DB_PORT: '1' } },
    );
    expect(code).toBe(1);
    expect(output).toMatch(/^deploy: (?:.*failed \(exit code|Neither mariadb-dump nor mysqldump)/m);
  });
});
