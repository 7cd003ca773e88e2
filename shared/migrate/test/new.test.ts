import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { newMigration } from '../src/commands/new.ts';
import { loadFileConfig } from '../src/config/load-config.ts';
import { RefusedError } from '../src/errors.ts';
import { createFolder } from './folder.ts';
import { createProject, rejection } from './project.ts';

async function folderWith(...names: readonly string[]) {
  const files = Object.fromEntries(names.map((name) => [`migrations/${name}`, 'SELECT 1;']));
  const folder = await createFolder(files);
  const run = (...argv: readonly string[]) => folder.run(argv);
  return { root: folder.root, migrations: path.join(folder.root, 'migrations'), run };
}

describe('new', () => {
  it('makes both files without any database, and prints their paths', async () => {
    const { migrations, run } = await folderWith('V001__a.sql');
    const files = ['V002__add_insurance_plan.sql', 'U002__add_insurance_plan.sql'].map((name) =>
      path.join(migrations, name),
    );
    expect(await run('new', 'add insurance plan')).toEqual({
      code: 0,
      stdout: files.map((file) => `Created ${file}\n`).join(''),
      stderr: '',
    });
    for (const file of files) expect(await readFile(file, 'utf8')).toMatch(/^-- Write here what /);
    const asJson = await run('new', 'second', '-outputType=json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      operation: 'new',
      version: '003',
      paths: [path.join(migrations, 'V003__second.sql'), path.join(migrations, 'U003__second.sql')],
      warnings: [],
    });
  });

  it('writes where -location= says, and warns when nothing is read from there', async () => {
    const { root, migrations, run } = await folderWith('V1__a.sql');
    await mkdir(path.join(migrations, 'two'));
    await mkdir(path.join(root, 'elsewhere'));
    expect((await run('new', 'x', '-location=filesystem:migrations/two')).stdout).not.toContain('WARNING');
    expect(await readdir(path.join(migrations, 'two'))).toEqual(['U2__x.sql', 'V2__x.sql']);
    const { code, stdout } = await run('new', 'y', '-location=elsewhere');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('in none of') as string,
    });
    expect(await run('new', 'z', '-location=missing')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no folder') as string,
    });
  });

  it('writes over nothing and makes both files or none', async () => {
    const { root, migrations, run } = await folderWith();
    // A folder is no migration, and yet it is in the way of the second file.
    await mkdir(path.join(migrations, 'U1__x.sql'));
    const { code, stderr } = await run('new', 'x');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/U1__x\.sql exists already\. Nothing was made\./) as string,
    });
    expect(await readdir(migrations)).toEqual(['U1__x.sql']);
    expect((await run('new', 'a:b')).stderr).toContain('":"');
    expect(await readdir(root)).toEqual(['flyway.conf', 'migrations']);
  });

  it.skipIf(process.getuid?.() === 0)('says so when the folder cannot be written to', async () => {
    const { root, migrations } = await folderWith();
    await chmod(migrations, 0o500);
    const config = loadFileConfig({ environment: {}, workingDirectory: root });
    const request = { category: 'Versioned', description: 'x', version: 'next' } as const;
    expect((await rejection(newMigration(config, request), RefusedError)).message).toContain('(EACCES)');
  });
});

describe.each(testServers())('new files on $kind $version', (server) => {
  it('run as they are, in any encoding, and are taken back', async () => {
    const project = await createProject(server, {});
    const args = ['-encoding=UTF-16LE'];
    for (const words of [['one'], ['two'], ['views', '-repeatable']])
      expect(await project.run(['new', ...words, ...args])).toMatchObject({ code: 0, stderr: '' });
    expect(await project.run(['migrate', 'undo', ...args])).toMatchObject({ code: 0, stderr: '' });
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', 'R__views.sql SQL 1', '2 DELETE 1']);
  });
});
