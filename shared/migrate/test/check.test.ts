import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../src/config/environment.ts';
import { createFolder, type Folder } from './folder.ts';
import type { Files } from './project.ts';

const execute = promisify(execFile);

/** Nothing of the configuration of whoever runs the tests. */
const environment: Environment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'Test'],
      [`GIT_${who}_EMAIL`, 'test@example.org'],
    ]),
  ),
};

const git = (root: string, ...args: readonly string[]) =>
  execute('git', args, { cwd: root, env: environment });

async function commit(folder: Folder, files: Files): Promise<void> {
  await folder.write(files);
  await git(folder.root, 'add', '-A');
  await git(folder.root, 'commit', '-q', '--allow-empty', '-m', 'work');
}

/** Branch `main` with `base` and then `main`, and the checked-out branch `work` that began at `base`. */
async function createCheckout({ base = {}, main = {}, work = {} }: Record<string, Files>) {
  const folder = await createFolder();
  await git(folder.root, 'init', '-q', '-b', 'main');
  await commit(folder, base);
  await git(folder.root, 'branch', 'work');
  await commit(folder, main);
  await git(folder.root, 'checkout', '-q', 'work');
  await commit(folder, work);
  const check = (...argv: readonly string[]) =>
    folder.run(['check', '-branch=main', ...argv], { environment });
  return { ...folder, check, migrations: () => readdir(path.join(folder.root, 'migrations')) };
}

const create = (table: string) => `CREATE TABLE ${table} (id INT PRIMARY KEY);`;
const base = { 'migrations/V1__a.sql': create('a') };
const main = { 'migrations/V2__b.sql': create('b'), 'migrations/U2__b.sql': 'DROP TABLE b;' };

describe('check', () => {
  it('is content with what comes behind the branch', async () => {
    const { check } = await createCheckout({ base, main, work: { 'migrations/V3__c.sql': create('c') } });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toContain('WARNING migrations/V3__c.sql has no undo file.');
    expect(stdout).toContain('0 errors, 1 warning against main.');
  });

  it('prints the renaming, and performs it when asked, also of files that git does not know yet', async () => {
    const work = { 'migrations/V2__new c.sql': create('c'), 'migrations/U2__new c.sql': 'DROP TABLE c;' };
    const checkout = await createCheckout({ base, main, work });
    await checkout.write({
      'migrations/V1.5__d.sql': create('d'),
      'migrations/V1.5__d.sql.conf': 'executeInTransaction=false',
      'migrations/U1.5__d.sql': 'DROP TABLE d;',
    });
    const before = await checkout.migrations();
    const proposed = await checkout.check();
    expect(proposed.code).toBe(1);
    expect(proposed.stdout).toMatch(
      /^ERROR migrations\/V2__new c\.sql has the version 2, as migrations\/V2__b\.sql of main/m,
    );
    expect(proposed.stdout).toMatch(
      /^ERROR migrations\/V1\.5__d\.sql is lower than migrations\/V2__b\.sql of main/m,
    );
    const lines = [
      "  git mv 'migrations/V2__new c.sql' 'migrations/V4__new c.sql'",
      "  git mv 'migrations/U2__new c.sql' 'migrations/U4__new c.sql'",
      '  mv migrations/V1.5__d.sql migrations/V3__d.sql',
      '  mv migrations/V1.5__d.sql.conf migrations/V3__d.sql.conf',
      '  mv migrations/U1.5__d.sql migrations/U3__d.sql',
    ];
    expect(proposed.stdout).toContain(`-fix:\n${lines.join('\n')}\n`);
    expect(await checkout.migrations()).toEqual(before);

    const fixed = await checkout.check('-fix');
    expect({ code: fixed.code, stderr: fixed.stderr }).toEqual({ code: 0, stderr: '' });
    expect(fixed.stdout).toContain(`Renumbered:\n${lines.join('\n')}\n`);
    expect(await checkout.migrations()).toEqual([
      'U3__d.sql',
      'U4__new c.sql',
      'V1__a.sql',
      'V3__d.sql',
      'V3__d.sql.conf',
      'V4__new c.sql',
    ]);
    const { stdout: status } = await git(checkout.root, 'status', '--porcelain', '--no-renames');
    expect(status).toContain('A  "migrations/V4__new c.sql"');
    expect((await checkout.check()).stdout).toBe('The migrations here go behind those of main.\n');
    await commit(checkout, {});
    await git(checkout.root, 'merge', '-q', 'main', '-m', 'merge');
    expect(await checkout.migrations()).toContain('V2__b.sql');
  });

  it('tells of changed and deleted files in JSON, with the line that puts them back', async () => {
    const files = { ...base, 'migrations/V2__b.sql': create('b'), 'migrations/V3__c.sql': create('c') };
    const checkout = await createCheckout({ base: files });
    await checkout.write({
      'migrations/V1__a.sql': create('other'),
      'migrations/V3__c.sql': `${create('c')}\r\n`,
    });
    await rm(path.join(checkout.root, 'migrations/V2__b.sql'));
    const { code, stdout, stderr } = await checkout.check('-outputType=json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = JSON.parse(stdout) as { findings: { message: string }[] };
    expect(report).toMatchObject({
      operation: 'check',
      branch: 'main',
      checkSuccessful: false,
      renumbered: false,
      moves: [],
      findings: [
        { code: 'CHANGED', severity: 'error', version: '1', filepath: 'migrations/V1__a.sql' },
        { code: 'DELETED', severity: 'error', version: '2', filepath: 'migrations/V2__b.sql' },
      ],
    });
    for (const { message } of report.findings) {
      const [, ref = '', file = ''] = /git checkout (\S+) -- ([^\s)]+)/.exec(message) ?? [];
      await git(checkout.root, 'checkout', ref, '--', file);
    }
    expect((await checkout.check()).code).toBe(0);
  });

  it('warns of new files of both sides that touch the same table', async () => {
    const work = { 'migrations/V3__c.sql': 'ALTER TABLE `B` ADD COLUMN c INT;', 'migrations/U3__c.sql': '' };
    const { check } = await createCheckout({ base, main, work });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toContain(
      'WARNING migrations/V3__c.sql and migrations/V2__b.sql of main both touch b.\nA new database runs migrations/V2__b.sql before migrations/V3__c.sql;',
    );
  });

  it('shows paths from the folder that it runs in', async () => {
    const service = 'services/two';
    const conf = { [`${service}/flyway.conf`]: 'flyway.locations=filesystem:sql' };
    const checkout = await createCheckout({
      base: { ...conf, [`${service}/sql/V1__a.sql`]: create('a') },
      main: { [`${service}/sql/V2__b.sql`]: create('b'), 'migrations/V2__elsewhere.sql': '' },
      work: { [`${service}/sql/deep/V2__c.sql`]: create('c') },
    });
    const run = (...argv: readonly string[]) =>
      checkout.run(['check', ...argv], { environment, below: service });
    const { code, stdout } = await run('-branch=main');
    expect(code).toBe(1);
    expect(stdout).toContain('  git mv sql/deep/V2__c.sql sql/deep/V3__c.sql');
    expect(stdout).not.toContain('elsewhere');
    expect((await run('-branch=main', '-fix')).code).toBe(0);
    expect(await readdir(path.join(checkout.root, service, 'sql/deep'))).toEqual(['V3__c.sql']);
  });

  it('compares with origin/main where there is no main, and warns when main lags behind it', async () => {
    const origin = await createCheckout({ base, main });
    const clone = await createFolder();
    await git(clone.root, 'clone', '-q', '-b', 'work', origin.root, 'clone');
    await clone.write({ 'clone/migrations/V2__c.sql': create('c') });
    const run = () => clone.run(['check', '-branch=main'], { environment, below: 'clone' });
    expect((await run()).stdout).toContain('V2__c.sql has the version 2');
    await git(path.join(clone.root, 'clone'), 'branch', 'main', 'origin/work');
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain(
      'WARNING: main lacks 1 commit of origin/main: -branch=origin/main compares with it.',
    );
  });

  it('works inside of a git hook', async () => {
    const checkout = await createCheckout({ base, main });
    const hook = { ...environment, GIT_DIR: '.git', GIT_INDEX_FILE: 'nowhere', GIT_PREFIX: 'x/' };
    const argv = ['check', '-branch=main', '-locations=filesystem:.'];
    expect((await checkout.run(argv, { environment: hook, below: 'migrations' })).code).toBe(0);
  });
});

describe('check refuses', () => {
  it.each<[string, (folder: Folder) => Promise<unknown>, string, Environment?]>([
    [
      'what is no checkout',
      () => Promise.resolve(),
      'is in no git checkout that can be read: fatal: not a git repository',
    ],
    ['an unknown branch', (folder) => begin(folder), 'git fetch origin main:refs/remotes/origin/main'],
    ['a branch that looks like a flag', (folder) => begin(folder), 'There is no branch --all here.'],
    ['a branch without a common commit', unrelated, 'The branches have no commit in common'],
    ['a machine without git', (folder) => begin(folder), 'check needs the program git', { PATH: '/nowhere' }],
  ])('%s', async (what, prepare, expected, given = environment) => {
    const folder = await createFolder();
    await prepare(folder);
    const branch = what.includes('flag') ? '--all' : 'main';
    const { code, stdout, stderr } = await folder.run(['check', `-branch=${branch}`], { environment: given });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(expected);
    const asJson = await folder.run(['check', `-branch=${branch}`, '-outputType=json'], {
      environment: given,
    });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { errorCode: 'GIT' } });
  });

  it('a shallow clone that lacks the common commit', async () => {
    const origin = await createCheckout({ base, main, work: { 'migrations/V3__c.sql': create('c') } });
    const clone = await createFolder();
    const url = `file://${origin.root}`;
    await git(clone.root, 'clone', '-q', '--depth=1', '--no-single-branch', '-b', 'work', url, 'clone');
    const run = () => clone.run(['check', '-branch=main'], { environment, below: 'clone' });
    expect((await run()).stderr).toContain('git fetch --unshallow');
    await git(path.join(clone.root, 'clone'), 'fetch', '-q', '--unshallow');
    expect((await run()).code).toBe(0);
  });

  it('locations without any migration, which would pass unseen', async () => {
    const { check } = await createCheckout({ base, main });
    const { code, stderr } = await check('-locations=filesystem:migratoins');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no migrations in .*migratoins, neither here nor on main/) as string,
    });
  });

  it('locations outside of the checkout', async () => {
    const { check } = await createCheckout({ base, main });
    const { code, stderr } = await check('-locations=filesystem:/');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not in the git checkout') as string,
    });
  });
});

async function begin(folder: Folder): Promise<void> {
  await git(folder.root, 'init', '-q', '-b', 'work');
  await commit(folder, base);
}

async function unrelated(folder: Folder): Promise<void> {
  await begin(folder);
  await git(folder.root, 'checkout', '-q', '--orphan', 'main');
  await commit(folder, main);
  await git(folder.root, 'checkout', '-q', 'work');
}
