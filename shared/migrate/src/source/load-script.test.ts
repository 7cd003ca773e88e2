import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScriptError } from '../errors.ts';
import type { Callback, Migration } from '../model.ts';
import { checksum } from './checksum.ts';
import { loadCallbackScripts, loadMigrationScripts, type LoadConfig } from './load-script.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'load-script-'));
});
afterEach(() => rm(root, { recursive: true }));

const config: LoadConfig = {
  encoding: 'utf-8',
  defaultSchema: 'app',
  table: 'schema_version',
  workingDirectory: '/',
  environmentName: 'default',
  connection: { user: 'app' },
  placeholders: {
    replacement: true,
    prefix: '${',
    suffix: '}',
    separator: ':',
    values: new Map([['x', 'y']]),
  },
};
const settings = { executeInTransaction: true, placeholderReplacement: true, shouldExecute: true };

async function migration(script: string, text: string): Promise<Migration> {
  const path = join(root, script);
  await writeFile(path, text);
  return { category: 'Repeatable', description: script, script, path, checksum: checksum(text), settings };
}

test('statements have their placeholders replaced, in the order of the migrations', async () => {
  const migrations = [
    await migration('V2__b.sql', 'SELECT ${x};\nSELECT "${flyway:filename} ${flyway:table}"'),
    await migration('V1__a.sql', '-- nothing'),
  ];
  const scripts = await loadMigrationScripts(migrations, config);
  expect(
    scripts.map(({ migration: { script }, statements }) => [script, statements.flatMap(({ text }) => text)]),
  ).toEqual([
    ['V2__b.sql', ['SELECT y', 'SELECT "V2__b.sql schema_version"']],
    ['V1__a.sql', []],
  ]);
});

test('placeholders stay when the script wants so', async () => {
  const file = await migration('V1__a.sql', 'SELECT "${nothing}"');
  const [script] = await loadMigrationScripts(
    [{ ...file, settings: { ...settings, placeholderReplacement: false } }],
    config,
  );
  expect(script?.statements.flatMap(({ text }) => text)).toEqual(['SELECT "${nothing}"']);
});

test('the problems of all scripts are reported at once, in the order of their lines', async () => {
  const migrations = [
    await migration('V1__a.sql', "SELECT 1;\n  SELECT 'a"),
    await migration('V2__b.sql', 'SELECT 1;'),
    await migration('V3__c.sql', 'DELIMITER //\nSELECT ${one};\n-- ${two}'),
  ];
  const failure = await loadMigrationScripts(migrations, config).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ScriptError);
  expect((failure as ScriptError).problems.map(({ script, line, column }) => [script, line, column])).toEqual(
    [
      ['V1__a.sql', 2, 10],
      ['V3__c.sql', 1, 1],
      ['V3__c.sql', 2, 8],
      ['V3__c.sql', 3, 4],
    ],
  );
});

test('a file that was changed since it was discovered is refused', async () => {
  const file = await migration('V1__a.sql', 'SELECT 1;');
  await writeFile(file.path, 'SELECT 2;');
  await expect(loadMigrationScripts([file], config)).rejects.toThrow(
    'V1__a.sql: The file was changed while it was being read; run the command again.',
  );
});

test('a repeatable script is compared without its placeholders replaced', async () => {
  const file = await migration('R__a.sql', 'SELECT "${x}";');
  const repeatable = { ...file, checksum: 1, equivalentChecksum: file.checksum };
  await expect(loadMigrationScripts([repeatable], config)).resolves.toHaveLength(1);
});

test('callbacks are loaded alike', async () => {
  const { script, path } = await migration('beforeMigrate.sql', 'SELECT ${x}');
  const callback: Callback = { event: 'beforeMigrate', description: '', script, path, settings };
  const [loaded] = await loadCallbackScripts([callback], config);
  expect(loaded).toMatchObject({
    callback,
    statements: [{ number: 1, line: 1, column: 1, text: 'SELECT y' }],
  });
});
