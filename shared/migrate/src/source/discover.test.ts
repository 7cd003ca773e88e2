import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigurationError, DuplicateMigrationError, RefusedError, ScriptError } from '../errors.ts';
import { discover, type DiscoverConfig } from './discover.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'discover-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

function config(changes: Partial<DiscoverConfig> = {}): DiscoverConfig {
  return {
    workingDirectory: root,
    environmentName: 'default',
    locations: [root],
    failOnMissingLocations: true,
    callbackLocations: [],
    encoding: 'utf-8',
    executeInTransaction: true,
    prefixes: {
      versioned: 'V',
      undo: 'U',
      repeatable: 'R',
      baseline: 'B',
      separator: '__',
      suffixes: ['.sql'],
    },
    validateMigrationNaming: false,
    placeholders: {
      replacement: true,
      prefix: '${',
      suffix: '}',
      separator: ':',
      values: new Map([['x', 'y']]),
    },
    defaultSchema: 'app',
    table: 'schema_version',
    connection: { user: 'app' },
    ...changes,
  };
}

async function scripts(changes: Partial<DiscoverConfig> = {}): Promise<readonly string[]> {
  const { files } = await discover(config(changes));
  return files.migrations.map(({ script }) => script);
}

test('finds migrations in all folders, by version, then repeatable ones by description', async () => {
  await write({
    'V10__ten.sql': '',
    'deep/er/V2__two.sql': '',
    'U2__two.sql': '',
    'B2__two.sql': '',
    'R__b.sql': '',
    'R__B.sql': '',
    'V1.0.1__one.sql': '',
    'README.md': '',
    '.git/V3__hidden.sql': '',
  });
  expect(await scripts()).toEqual([
    'V1.0.1__one.sql',
    'deep/er/V2__two.sql',
    'B2__two.sql',
    'U2__two.sql',
    'V10__ten.sql',
    'R__B.sql',
    'R__b.sql',
  ]);
});

test('tells of every migration what its name, its bytes and its .conf say', async () => {
  await write({
    'a/V1_1__Two_words.sql': '\ufeffSELECT 1;\r\nSELECT 2;\r\n',
    'a/V1_1__Two_words.sql.conf': '# why\nexecuteInTransaction=false\nplaceholderReplacement = TRUE\n',
  });
  const { files, warnings } = await discover(config());
  expect(files).toMatchObject({
    migrations: [
      {
        category: 'Versioned',
        version: { text: '1.1' },
        description: 'Two words',
        script: 'a/V1_1__Two_words.sql',
        path: join(root, 'a/V1_1__Two_words.sql'),
        checksum: -1665099012,
        settings: { executeInTransaction: false, placeholderReplacement: true, shouldExecute: true },
      },
    ],
    callbacks: [],
  });
  expect(warnings).toEqual([]);
});

test('a script has the checksum of its text, whatever its encoding', async () => {
  const text = "SELECT 'é';";
  await write({
    'V1__utf8.sql': text,
    'V2__latin.sql': Buffer.from(text, 'latin1'),
    'V2__latin.sql.conf': 'encoding = ISO-8859-1',
    'V3__utf16.sql': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'V3__utf16.sql.conf': 'encoding: UTF-16',
  });
  const checksums = (await discover(config())).files.migrations.map(({ checksum }) => checksum);
  expect(new Set(checksums).size).toBe(1);
  await rm(join(root, 'V2__latin.sql.conf'));
  await rm(join(root, 'V3__utf16.sql.conf'));
  const detected = await discover(config({ encoding: 'detect' }));
  expect(detected.files.migrations.map(({ checksum }) => checksum)).toEqual(checksums);
});

test('callbacks are sorted by event and description', async () => {
  await write({
    'afterMigrate__b.sql': '',
    'x/afterMigrate__a.sql': '',
    'beforeMigrate.sql': '',
    'afterMigrate.sql': '',
  });
  const { files } = await discover(config());
  expect(files.callbacks.map(({ event, description }) => `${event} ${description}`)).toEqual([
    'beforeMigrate ',
    'afterMigrate ',
    'afterMigrate a',
    'afterMigrate b',
  ]);
});

describe('the checksum of a repeatable script', () => {
  test('is that of the replaced text, with the other one beside', async () => {
    await write({ 'R__a.sql': 'SELECT ${x};', 'V1__same.sql': 'SELECT y;', 'V2__same.sql': 'SELECT ${x};' });
    const { migrations } = (await discover(config())).files;
    const [one, two, repeatable] = migrations;
    expect(repeatable).toMatchObject({ checksum: one?.checksum, equivalentChecksum: two?.checksum });
  });

  test('is that of the text when its .conf switches replacement off', async () => {
    await write({ 'R__a.sql': 'SELECT ${x};', 'R__a.sql.conf': 'placeholderReplacement=false' });
    const [repeatable] = (await discover(config())).files.migrations;
    expect(repeatable?.checksum).toBe(repeatable?.equivalentChecksum);
  });

  test('needs all its placeholders', async () => {
    await write({
      'R__a.sql': '-- ${one}\nSELECT ${two};',
      'R__b.sql': '${three}',
      'V1__late.sql': '${four}',
    });
    const failure = await discover(config()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ScriptError);
    expect(
      (failure as ScriptError).problems.map(({ script, line, column }) => [script, line, column]),
    ).toEqual([
      ['R__a.sql', 1, 4],
      ['R__a.sql', 2, 8],
      ['R__b.sql', 1, 1],
    ]);
  });
});

describe('locations', () => {
  test('may be several, globs, and hold one another', async () => {
    await write({ 'a/sql/V1__a.sql': '', 'b/sql/x/V2__b.sql': '', 'c/V3__c.sql': '', 'c/d/V4__d.sql': '' });
    const locations = [join(root, '*/sql'), join(root, 'c'), join(root, 'c/d'), join(root, 'c')];
    expect(await scripts({ locations })).toEqual(['V1__a.sql', 'x/V2__b.sql', 'V3__c.sql', 'd/V4__d.sql']);
  });

  test('may hold the same file at the same place, which counts once', async () => {
    await write({ 'a/x/V1__a.sql': 'a', 'b/x/V1__a.sql': 'a' });
    const locations = [join(root, 'a'), join(root, 'b')];
    expect(await scripts({ locations })).toEqual(['x/V1__a.sql']);
    await write({ 'b/x/V1__a.sql': 'b' });
    await expect(discover(config({ locations }))).rejects.toThrow(DuplicateMigrationError);
  });

  test('that are missing are an error, or a warning', async () => {
    await write({ 'a/V1__a.sql': '', file: '' });
    const locations = [join(root, 'a'), join(root, 'nowhere'), join(root, 'file')];
    const failure = await discover(config({ locations })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RefusedError);
    expect((failure as Error).message).toBe(
      `Failed to find filesystem location: ${root}/nowhere (not found)\nFailed to find filesystem location: ${root}/file (not a directory)\nCreate what is missing, or correct flyway.locations.`,
    );
    const { files, warnings } = await discover(config({ locations, failOnMissingLocations: false }));
    expect(files.migrations).toHaveLength(1);
    expect(warnings).toEqual([
      `Failed to find filesystem location: ${root}/nowhere (not found); skipped.`,
      `Failed to find filesystem location: ${root}/file (not a directory); skipped.`,
    ]);
  });

  test('are followed through symbolic links, but not for ever', async () => {
    await write({ 'real/V1__a.sql': '', 'place/V2__b.sql': '' });
    await symlink(join(root, 'real'), join(root, 'place/link'));
    await symlink('.', join(root, 'place/loop'));
    await symlink(join(root, 'real/V1__a.sql'), join(root, 'place/V3__linked.sql'));
    expect(await scripts({ locations: [join(root, 'place')] })).toEqual([
      'link/V1__a.sql',
      'V2__b.sql',
      'V3__linked.sql',
    ]);
  });
});

describe('refuses', () => {
  test.each([
    ['DUPLICATE_VERSIONED_MIGRATION', 'V1__a.sql', 'sub/V1.0__b.sql'],
    ['DUPLICATE_UNDO_MIGRATION', 'U1__a.sql', 'sub/U01__b.sql'],
    ['DUPLICATE_REPEATABLE_MIGRATION', 'R__a.sql', 'sub/R__a.sql'],
    ['DUPLICATE_VERSIONED_MIGRATION', 'B1__a.sql', 'sub/B1__b.sql'],
  ])('%s: %s and %s', async (code, first, second) => {
    await write({ [first]: '', [second]: '' });
    const failure = await discover(config()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DuplicateMigrationError);
    expect(failure).toMatchObject({
      code,
      migrations: [{ path: join(root, first) }, { path: join(root, second) }],
    });
  });

  test('programs, which only Flyway runs', async () => {
    await write({ 'V1__a.sql': '', 'V2__b.sh': '', 'sub/R__c.ps1': '', 'notes.py': '' });
    await expect(discover(config())).rejects.toThrow(
      'Only Flyway runs programs as a migration or callback: V2__b.sh, sub/R__c.ps1.',
    );
  });

  test('versions that the history cannot hold', async () => {
    await write({ [`V${'1.'.repeat(25)}1__a.sql`]: '' });
    await expect(discover(config())).rejects.toThrow(
      'The version has 51 characters, of which the history holds 50',
    );
  });

  test('two callbacks of one name', async () => {
    await write({ 'beforeMigrate__x.sql': '', 'sub/beforeMigrate__x.sql': '' });
    await expect(discover(config())).rejects.toThrow(
      `Found more than 1 SQL callback script called beforeMigrate__x.sql: ${root}/beforeMigrate__x.sql and ${root}/sub/beforeMigrate__x.sql`,
    );
  });

  test('names that fit no convention, all at once, when asked to', async () => {
    await write({ 'V__a.sql': '', 'Wrong.sql': '', 'beforeConnect.sql': '', 'notes.txt': '' });
    await expect(discover(config({ validateMigrationNaming: true }))).rejects.toThrow(
      'Invalid SQL filenames found:\nInvalid versioned migration name format: V__a.sql (It must contain a version and should look like this: V1.2__a.sql)\nUnrecognised migration name format: Wrong.sql',
    );
    const { files, warnings } = await discover(config());
    expect(files.migrations).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^2 files are not run because of the name: Invalid .*; Unrecognised .*Wrong.sql\. Set/,
      ),
      'beforeConnect.sql does not run: there is no event beforeConnect here.',
    ]);
  });

  test('every unknown setting of every .conf', async () => {
    await write({
      'V1__a.sql': '',
      'V1__a.sql.conf': 'foo=1\nexecuteInTransaction=perhaps\nflyway.shouldExecute=true',
      'V2__b.sql': '',
      'V2__b.sql.conf': 'shouldExecute=\nencoding=klingon\nshouldExecute=${env}==prod',
    });
    const failure = await discover(config()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect((failure as ConfigurationError).problems).toEqual([
      {
        file: join(root, 'V1__a.sql.conf'),
        line: 1,
        message:
          "Unknown setting foo; a script's .conf knows executeInTransaction, placeholderReplacement, shouldExecute, encoding.",
      },
      {
        file: join(root, 'V1__a.sql.conf'),
        line: 2,
        message: 'executeInTransaction must be true or false, not perhaps.',
      },
      {
        file: join(root, 'V1__a.sql.conf'),
        line: 3,
        message:
          "Unknown setting flyway.shouldExecute; a script's .conf knows executeInTransaction, placeholderReplacement, shouldExecute, encoding.",
      },
      {
        file: join(root, 'V2__b.sql.conf'),
        line: 1,
        message: 'shouldExecute must be true or false, not empty.',
      },
      {
        file: join(root, 'V2__b.sql.conf'),
        line: 2,
        message: 'encoding must be a character set, as in UTF-8 or ISO-8859-1, not klingon.',
      },
      {
        file: join(root, 'V2__b.sql.conf'),
        line: 3,
        message:
          "shouldExecute must be true or false, not ${env}==prod. Expressions belong to Flyway's paid editions.",
      },
    ]);
  });

  test('files that are no text, or lead nowhere', async () => {
    await write({ 'V1__binary.sql': Uint8Array.of(0xff, 0xfe, 0x00) });
    await symlink('nowhere', join(root, 'V2__gone.sql'));
    const failure = await discover(config()).catch((error: unknown) => error);
    expect((failure as ScriptError).problems.map(({ script, message }) => `${script}: ${message}`)).toEqual([
      'V1__binary.sql: The file is not UTF-8 text; save it so, or set flyway.encoding.',
      'V2__gone.sql: The file cannot be read (ENOENT).',
    ]);
  });
});
