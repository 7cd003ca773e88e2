import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { info } from '../src/commands/info.ts';
import { migrate } from '../src/commands/migrate.ts';
import { validate } from '../src/commands/validate.ts';
import { DuplicateMigrationError, RefusedError, ScriptError } from '../src/errors.ts';
import { flywayLockName } from '../src/execute/lock.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError, StatementError } from '../src/run-errors.ts';
import { createProject, rejection, type Project } from './project.ts';

/** Root may read everything. */
const isRoot = process.getuid?.() === 0;

const [anyServer] = testServers();
if (!anyServer) throw new Error('no test server');

async function refusal(project: Project): Promise<string> {
  const error = await rejection(migrate(project.config()), ScriptError);
  expect(await project.query('SHOW TABLES')).toEqual([]);
  return describeError(error);
}

describe('a file that cannot be read as a script is refused with its path, and nothing is sent', () => {
  it.each([
    ['of another kind', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe, 0x80, 0, 1, 2])],
    ['of UTF-16', Buffer.from('\ufeffSELECT 1;', 'utf16le')],
    ['of UTF-8 that breaks off', Buffer.from([0x2d, 0x2d, 0x20, 0xe2, 0x82])],
  ])('%s', async (_what, bytes) => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await writeFile(path.join(project.folder, 'V2__b.sql'), bytes);
    expect(await refusal(project)).toContain(
      `${project.folder}/V2__b.sql: The file is not UTF-8 text; save it so, or set flyway.encoding.`,
    );
  });

  it('a link that leads nowhere', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await symlink('/nowhere/V2__b.sql', path.join(project.folder, 'V2__b.sql'));
    expect(await refusal(project)).toContain(
      `${project.folder}/V2__b.sql: The file cannot be read (ENOENT).`,
    );
  });

  it('a link to itself', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await symlink('V2__b.sql', path.join(project.folder, 'V2__b.sql'));
    expect(await refusal(project)).toContain(`${project.folder}/V2__b.sql: The file cannot be read (ELOOP).`);
  });

  it.skipIf(isRoot)('that this user may not read (skipped as root)', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'SELECT 1;' });
    await chmod(path.join(project.folder, 'V1__a.sql'), 0);
    expect(await refusal(project)).toContain('The file cannot be read (EACCES).');
  });

  it.skipIf(isRoot)('and a folder that this user may not read (skipped as root)', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'SELECT 1;' });
    const locked = path.join(project.folder, 'locked');
    await mkdir(locked, { mode: 0 });
    onTestFinished(() => chmod(locked, 0o700));
    const error = await rejection(migrate(project.config({ failOnMissingLocations: true })), RefusedError);
    expect(error.message).toContain(`${locked} (not readable)`);
  });
});

describe('folders and links', () => {
  it('a folder with the name of a script is a folder', async () => {
    const project = await createProject(anyServer, { 'V2__b.sql': 'SELECT 2;' });
    await mkdir(path.join(project.folder, 'V1__a.sql'));
    await writeFile(path.join(project.folder, 'V1__a.sql', 'V3__c.sql'), 'SELECT 3;');
    await migrate(project.config());
    expect(await project.query('SELECT script FROM schema_version')).toEqual([
      ['V2__b.sql'],
      ['V1__a.sql/V3__c.sql'],
    ]);
  });

  it('a loop of links is walked once', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'SELECT 1;' });
    await symlink('.', path.join(project.folder, 'loop'));
    await migrate(project.config());
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('a location and a link to it hold one migration', async () => {
    const project = await createProject(anyServer, { 'V1__a.sql': 'SELECT 1;' });
    const link = `${project.folder}-link`;
    await symlink(project.folder, link);
    const locations = [`filesystem:${link}`, `filesystem:${project.folder}`];
    await migrate(project.config({ locations }));
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect((await validate(project.config({ locations }))).findings).toEqual([]);
  });

  it('one file that two locations share is one migration', async () => {
    const project = await createProject(anyServer);
    await mkdir(path.join(project.folder, 'sub'));
    await project.write({ 'sub/V1__a.sql': 'SELECT 1;' });
    const locations = [`filesystem:${project.folder}/sub`, `filesystem:${project.folder}`];
    await migrate(project.config({ locations }));
    expect(await project.query('SELECT script FROM schema_version')).toEqual([['sub/V1__a.sql']]);
  });

  it('two files of one version in two locations are refused with both paths', async () => {
    const project = await createProject(anyServer);
    for (const folder of ['one', 'two']) await mkdir(path.join(project.folder, folder));
    await project.write({ 'one/V1__a.sql': 'SELECT 1;', 'two/V1__a.sql': 'SELECT 2;' });
    const locations = ['one', 'two'].map((folder) => `filesystem:${project.folder}/${folder}`);
    const error = await rejection(migrate(project.config({ locations })), DuplicateMigrationError);
    expect(describeError(error)).toContain(
      `-> ${project.folder}/one/V1__a.sql\n-> ${project.folder}/two/V1__a.sql`,
    );
  });
});

describe.each(testServers())('T30: files that are no list of versions on $kind $version', (server) => {
  it.each([
    ['1 and 01', 'V1__a.sql', 'V01__b.sql'],
    ['1 and 1.0', 'V1__a.sql', 'V1.0__b.sql'],
    ['01.0 and 1', 'V01.0__a.sql', 'V1__b.sql'],
    ['2_1 and 2.1', 'V2_1__a.sql', 'V2.1__b.sql'],
  ])('%s are one version: both paths are told, and nothing is run', async (_what, one, other) => {
    const project = await createProject(server, {
      'V0__first.sql': 'CREATE TABLE first (id INT);',
      [one]: 'SELECT 1;',
      [other]: 'SELECT 2;',
    });
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('Found more than one migration with version');
    for (const name of [one, other]) expect(stderr).toContain(`-> ${project.folder}/${name}`);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('a changed, a missing, a renamed and a late file are one list, and nothing is run', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V3__c.sql': 'CREATE TABLE c (id INT);',
      'V4__d.sql': 'CREATE TABLE d (id INT);',
      'V5__e.sql': 'CREATE TABLE e (id INT);',
    });
    await migrate(project.config());
    await project.write({
      'V1__a.sql': 'CREATE TABLE a (id BIGINT);',
      'V2__late.sql': 'CREATE TABLE late (id INT);',
      'V4__renamed.sql': 'CREATE TABLE d (id INT);',
      'V6__f.sql': 'CREATE TABLE f (id INT);',
    });
    await project.remove('V3__c.sql', 'V4__d.sql');
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    for (const expected of [
      'Migration checksum mismatch for migration version 1',
      'Detected resolved migration not applied to database: 2',
      'Detected applied migration not resolved locally: 3',
      'Migration description mismatch for migration version 4',
    ])
      expect(stderr).toContain(expected);
    expect(await project.query("SHOW TABLES LIKE '%f'")).toEqual([]);
    expect(await project.query("SHOW TABLES LIKE 'late'")).toEqual([]);
  });
});

describe.each(testServers())('odd texts on $kind $version', (server) => {
  it('run: NUL and U+FEFF in a text as with Flyway, and what stands behind a comment that ends in CR', async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        "CREATE TABLE a (v VARCHAR(9)); -- note\rINSERT INTO a VALUES ('kept');\nINSERT INTO a VALUES ('x\0y'), ('x\ufeffy');",
    });
    await migrate(project.config());
    expect(await project.query('SELECT HEX(v) FROM a')).toEqual([['6B657074'], ['780079'], ['78EFBBBF79']]);
  });

  it('a NUL outside of a text fails on the server, and is shown where it stands', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1,\n  (\0 2);' });
    const { cause } = await rejection(migrate(project.config()), PartialRunError);
    expect(cause).toBeInstanceOf(StatementError);
    expect(describeError(cause)).toContain('Position   : line 2, column 4');
    expect(describeError(cause)).not.toContain('\0');
  });
});

describe.each(testServers())('names that do not fit into the history on $kind $version', (server) => {
  it.each([
    ['of 255 bytes', `V1__${'x'.repeat(247)}.sql`, [`${'x'.repeat(197)}...`, 255]],
    ['of 255 bytes that are 87 characters', `V1__${'日'.repeat(82)}x.sql`, ['日'.repeat(82) + 'x', 91]],
    [
      'below folders of more than 1000 characters',
      `${'d'.repeat(200)}/${'e'.repeat(200)}/${'f'.repeat(200)}/${'g'.repeat(200)}/${'h'.repeat(200)}/V1__x.sql`,
      ['x', 1000],
    ],
  ])('a file %s is written as Flyway writes it', async (_what, name, [description, length]) => {
    const project = await createProject(server);
    await mkdir(path.dirname(path.join(project.folder, name)), { recursive: true });
    await project.write({ [name]: 'SELECT 1;' });
    await migrate(project.config());
    expect(await project.query('SELECT description, CHAR_LENGTH(script) FROM schema_version')).toEqual([
      [description, length],
    ]);
    expect((await validate(project.config())).findings).toEqual([]);
  });

  it('a version of more than 50 characters is refused before anything is run', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      [`V${'1'.repeat(51)}__b.sql`]: 'CREATE TABLE b (id INT);',
    });
    const error = await rejection(migrate(project.config()), ScriptError);
    expect(describeError(error)).toContain('The version has 51 characters, of which the history holds 50');
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });
});

describe.each(testServers())('a file that is changed while a migrate runs on $kind $version', (server) => {
  it('runs as it was when it was read, and is recorded so', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': 'INSERT INTO a VALUES (1);',
    });
    const before = (await info(project.config())).infos[1]?.migration?.checksum;
    const changed: Promise<void>[] = [];
    await migrate(project.config(), {
      listener: ({ type }) => {
        if (type === 'script-started')
          changed.push(project.write({ 'V2__b.sql': 'INSERT INTO a VALUES (2);' }));
      },
    });
    await Promise.all(changed);
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
    expect(await project.query("SELECT checksum FROM schema_version WHERE version = '2'")).toEqual([
      [before],
    ]);
    expect((await validate(project.config())).findings).toMatchObject([{ code: 'CHECKSUM_MISMATCH' }]);
  });

  it('is refused when it changed between its being found and its being read', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1;', 'V2__b.sql': 'SELECT 2;' });
    const other = await project.connect();
    const name = path.join(project.folder, 'V2__b.sql');
    const lock = flywayLockName({ schema: project.schema, table: 'schema_version' });
    // The files are read first, then the lock is waited for, then what is pending is read once more.
    await other.query('SELECT GET_LOCK(?, 0)', [lock]);
    const running = migrate(project.config(), {
      listener: ({ type }) => {
        if (type !== 'lock-waiting') return;
        void writeFile(`${name}.new`, 'SELECT 3;')
          .then(() => rename(`${name}.new`, name))
          .then(() => other.query('SELECT RELEASE_LOCK(?)', [lock]));
      },
    });
    const error = await rejection(running, ScriptError);
    expect(describeError(error)).toContain('V2__b.sql: The file was changed while it was being read');
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });
});

describe.each(testServers().map(({ kind }) => kind))('T32: statements of megabytes on %s', (kind) => {
  it('run in one line up to max_allowed_packet, and are refused above it before anything is sent', async () => {
    const own = await startThrowawayServer({ kind });
    onTestFinished(() => own.stop());
    const { server } = own;
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (v LONGTEXT);' });
    // Three packets of the protocol, of which each but the last has 16 MB.
    const limit = 33 * 1024 * 1024;
    await project.query(`SET GLOBAL max_allowed_packet = ${limit}`);
    const overhead = kind === 'mariadb' ? 1 : 3;
    const statement = (bytes: number) => `INSERT INTO a VALUES ('${'x'.repeat(bytes - 25)}')`;
    await project.write({ 'V2__b.sql': `${statement(limit - overhead - 1)};` });
    await migrate(project.config());
    const [[length]] = (await project.query('SELECT LENGTH(v) FROM a')) as [[number]];
    expect(length).toBe(limit - overhead - 1 - 25);
    await project.write({
      'V3__c.sql': 'CREATE TABLE c (id INT);',
      'V4__d.sql': `SELECT 1;\n  ${statement(limit - overhead)};`,
    });
    const error = await rejection(migrate(project.config()), ScriptError);
    expect(describeError(error)).toContain(
      `V4__d.sql:2:3: Statement 2 has ${limit - overhead} bytes, and this server takes at most ${limit - overhead - 1} (max_allowed_packet). Split it, or have max_allowed_packet raised.`,
    );
    expect(await project.query("SHOW TABLES LIKE 'c'")).toEqual([]);
  }, 120_000);

  it('that fail are told in a few lines', async () => {
    const [server] = testServers().filter((each) => each.kind === kind);
    if (!server) throw new Error('no server');
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);\nINSERT INTO a VALUES ${'(1), '.repeat(500_000)}(nope);`,
    });
    const { cause } = await rejection(migrate(project.config()), PartialRunError);
    const text = describeError(cause);
    expect(text.length).toBeLessThan(2000);
    expect(text).toContain('Statement  : 2 of 2');
  }, 120_000);
});
