import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, sleeping, slow } from './project.ts';

const [server] = testServers();
if (!server) throw new Error('no test server');

const json = (text: string): unknown => JSON.parse(text);
const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
  'V2__b.sql': 'CREATE TABLE b (id INT);',
  'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;',
};

describe('the command line', () => {
  it('migrates, says what it did in plain lines, and exits with 0', async () => {
    const project = await createProject(server, files);
    const { code, stdout, stderr } = await project.run(['migrate']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Migrating V1__a\.sql \[1 of 3\]\nMigrating V2__b\.sql \[2 of 3\]\nApplied V1__a\.sql \(/m,
    );
    expect(stdout).toMatch(/^Successfully applied 3 migrations/m);
    // No terminal: no colours, no spinner, no cursor movements.
    expect(stdout).not.toContain('\u001b');
    const again = await project.run(['migrate', 'info', 'validate']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(
      /up to date[\s\S]*\| Versioned +\| 1 [\s\S]*Successfully validated 3 migrations/,
    );
  });

  it.each([
    ['a failing script', ['migrate'], { 'V1__a.sql': 'SELECT nope;' }, 'Error Code : 1054'],
    ['a broken file', ['migrate'], { 'V1__a.sql': "SELECT 'x" }, 'V1__a.sql:1'],
    ['pending files', ['validate'], files, 'failed validation'],
    ['an unknown flag', ['migrate', '-outOfOrdr=true'], files, 'Did you mean -outOfOrder'],
    ['an unknown command', ['migrat'], files, 'Did you mean migrate?'],
    ['an unknown target', ['migrate', '-target=99'], files, 'No migration with a target version 99'],
    ['a missing confirmation', ['clean', '-cleanDisabled=false'], files, '-confirm=t_'],
    [
      'nothing listening',
      ['info', '-url=jdbc:mysql://127.0.0.1:1/x'],
      files,
      'Unable to connect to 127.0.0.1:1',
    ],
  ])('exits with 1 on %s, in text and in JSON', async (_what, args, migrations, expected) => {
    const text = await (await createProject(server, migrations)).run(args);
    expect(text.code).toBe(1);
    expect(`${text.stdout}${text.stderr}`).toContain(expected);
    // Of the files of this program, as a stack trace has them.
    expect(text.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    const asJson = await (await createProject(server, migrations)).run([...args, '-outputType=json']);
    expect(asJson).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.stringify(json(asJson.stdout))).toContain(expected);
  });

  it('prints one JSON object, also for several commands', async () => {
    const project = await createProject(server, { ...files, 'beforeMigrate.sql': 'SELECT 1;' });
    const one = await project.run(['migrate', '-outputType=json']);
    expect(json(one.stdout)).toMatchObject({
      operation: 'migrate',
      success: true,
      migrationsExecuted: 3,
      targetSchemaVersion: '2',
    });
    const several = await project.run(['migrate', 'info', '-outputType=json']);
    expect(json(several.stdout)).toMatchObject({
      individualResults: [{ operation: 'migrate' }, { operation: 'info', schemaVersion: '2' }],
    });
    const error = await project.run(['info', 'baseline', '-outputType=json']);
    expect(json(error.stdout)).toMatchObject({ error: { errorCode: 'ERROR' } });
    expect(error.code).toBe(1);
  });

  it('shows of info what the filters let pass, also in JSON', async () => {
    const project = await createProject(server, files);
    await project.run(['migrate', '-target=1']);
    const { code, stdout } = await project.run(['info', '-infoOfState=pending']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Schema version: 1\n/);
    expect(stdout.match(/^\| (Versioned|Repeatable) .*/gm)).toHaveLength(1);
    const asJson = await project.run(['info', '-infoSinceVersion=2', '-outputType=json']);
    expect(json(asJson.stdout)).toMatchObject({
      schemaVersion: '1',
      migrations: [{ description: 'v' }, { version: '2' }],
    });
    const wrong = await project.run(['info', '-infoSinceDate=2026-03-04', '-infoOfState=nope']);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('-infoSinceDate must be written dd/mm/yyyy hh:mm');
    expect(wrong.stderr).toContain('-infoOfState must be a list of PENDING, ');
  });

  it('prints nothing but versions and descriptions with -migrationIds', async () => {
    const project = await createProject(server, { ...files, 'badly named.sql': '' });
    await project.run(['migrate', '-target=1']);
    const ids = await project.run(['info', '-migrationIds']);
    expect(ids).toMatchObject({ code: 0, stdout: '1,v,2\n', stderr: '' });
    const pending = await project.run(['info', '-migrationIds', '-infoOfState=pending']);
    expect(pending.stdout).toBe('2\n');
    const asJson = await project.run(['info', '-migrationIds', '-outputType=json']);
    expect(json(asJson.stdout)).toMatchObject({ operation: 'info' });
  });

  it('writes everything it prints into the output file as well', async () => {
    const project = await createProject(server, files);
    const file = path.join(project.folder, 'out');
    const args = [`-outputFile=${file}`, '-color=always'];
    const text = await project.run(['info', ...args]);
    expect(await readFile(file, 'utf8')).toBe(text.stdout);
    const asJson = await project.run(['migrate', '-outputType=json', ...args]);
    expect(await readFile(file, 'utf8')).toBe(asJson.stdout);
    const failed = await project.run(['migrate', '-target=99', ...args]);
    expect(await readFile(file, 'utf8')).toBe(stripVTControlCharacters(failed.stdout + failed.stderr));
    const unwritable = await project.run(['migrate', '-outputFile=nowhere/out.json', '-outputType=json']);
    expect(unwritable.code).toBe(1);
    expect(json(unwritable.stdout)).toMatchObject({
      error: { errorCode: 'CONFIGURATION', message: expect.stringContaining('(ENOENT)') as string },
    });
  });

  it.skipIf(!existsSync('/dev/full'))('migrates although the disk of the output file is full', async () => {
    const project = await createProject(server, files);
    const { code, stderr } = await project.run(['migrate', '-outputFile=/dev/full']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^WARNING: \/dev\/full is incomplete: nothing more can be written to it \(ENOSPC\)/,
    );
    expect(stderr.match(/WARNING/g)).toHaveLength(1);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', 'R__v.sql SQL 1']);
  });

  it('ends a chain of commands at the first that fails', async () => {
    const project = await createProject(server, files);
    const { code, stdout } = await project.run(['validate', 'migrate', 'info']);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Migrating');
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('prints help and version without any configuration', async () => {
    const project = await createProject(server);
    expect(await project.run(['help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('migrate') as string,
    });
    expect((await project.run([])).stdout).toContain('nilecare-migrate');
    expect((await project.run(['--version'])).stdout).toMatch(/^nilecare-migrate \d+\.\d+\.\d+\n$/);
  });

  it('never prints a password', async () => {
    const project = await createProject(server, {
      'V1__user.sql': "CREATE USER 'x'@'%' IDENTIFIED BY 'S3cret-of-script' nonsense;",
    });
    const secrets = ['S3cret-wrong', 'S3cret-of-url', 'S3cret-of-script', server.password];
    const { host, port, user } = server;
    const runs = await Promise.all([
      project.run(['info'], { env: { DB_PASSWORD: 'S3cret-wrong' } }),
      project.run(['info', '-X', '-password=S3cret-wrong']),
      project.run(['info', '-pasword=S3cret-wrong']),
      project.run(['info', '-password', 'S3cret-wrong']),
      project.run(['info', '-outputType=json', '-password=S3cret-wrong']),
      project.run(['info', '-password=', `-url=mysql://${user}:S3cret-of-url@${host}:${port}/x`], {
        env: { DB_PASSWORD: '' },
      }),
      project.run(['info', `-url=mysql://${user}:S3cret-of-url@${host}:notaport/x`]),
      project.run(['migrate']),
      project.run(['migrate', '-outputType=json']),
    ]);
    for (const { code, stdout, stderr } of runs) {
      expect(code).toBe(1);
      for (const secret of secrets) expect(`${stdout}${stderr}`).not.toContain(secret);
    }
  });

  it('names variable, file and line when ${DB_PASSWORD} is not set', async () => {
    const project = await createProject(server, files);
    const { code, stderr } = await project.run(['info'], { env: { DB_PASSWORD: undefined } });
    expect(code).toBe(1);
    expect(stderr).toContain('DB_PASSWORD');
    expect(stderr).toMatch(/flyway\.conf:3/);
  });

  it('goes on when the reader of its output goes away', async () => {
    const project = await createProject(server, {
      'V1__slow.sql': slow,
      'V2__b.sql': 'CREATE TABLE b (id INT);',
    });
    const run = project.start(['migrate']);
    await run.printed('Migrating V1__slow.sql');
    run.child.stdout?.destroy();
    run.child.stderr?.destroy();
    expect((await run.ended).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
  });

  it('goes on when its terminal is closed', async () => {
    const project = await createProject(server, { 'V1__slow.sql': slow });
    const run = project.start(['migrate']);
    await sleeping(project);
    run.child.kill('SIGHUP');
    expect((await run.ended).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });
});

describe.each(testServers())('runs at once on $kind $version', (server) => {
  it('T1: lets one of two runs at once apply everything, and the other find nothing to do', async () => {
    const project = await createProject(server, { 'V1__slow.sql': slow, 'V2__b.sql': files['V2__b.sql'] });
    const ended = await Promise.all([
      project.run(['migrate']),
      project.run(['migrate']),
      project.run(['migrate']),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(ended.filter(({ stdout }) => stdout.includes('Applied V1__slow.sql'))).toHaveLength(1);
    expect(ended.filter(({ stdout }) => stdout.includes('up to date'))).toHaveLength(2);
    expect(ended.filter(({ stdout }) => stdout.includes('Waiting for the migration lock'))).toHaveLength(2);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
  });
});
