import { randomBytes } from 'node:crypto';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { info } from '../src/commands/info.ts';
import { migrate } from '../src/commands/migrate.ts';
import { repair } from '../src/commands/repair.ts';
import { QueryError, ValidateError } from '../src/errors.ts';
import { HistoryTableError } from '../src/history-errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { createProject, recorder, rejection, type Project } from './project.ts';

const first = { 'V1__a.sql': 'CREATE TABLE a (id INT);' };
const second = { 'V2__b.sql': 'CREATE TABLE b (id INT);' };

const alter = (change: string) => `ALTER TABLE schema_version ${change}`;
const update = (change: string) => `UPDATE schema_version SET ${change}`;

describe.each(testServers())('T33: a history table on $kind $version', (server) => {
  /** A migrated schema with one file pending, whose history somebody changed by hand. */
  async function tampered(...changes: readonly string[]): Promise<Project> {
    const project = await createProject(server, first);
    await migrate(project.config());
    await project.write(second);
    for (const change of changes) await project.query(change);
    return project;
  }

  const contents = async (project: Project) => [
    await project.query('SHOW TABLES'),
    await project.query('SELECT * FROM schema_version'),
  ];

  it.each([
    [
      'without a column',
      [alter('DROP COLUMN checksum')],
      'the column checksum is missing. If this is the history, add the column checksum INT NULL;',
      'DB_CONNECTION',
    ],
    [
      'with a version that is none',
      [update("version = 'abc'")],
      'the row with installed_rank 1 has "abc" as version; expected was numbers with dots',
      'ERROR',
    ],
    ['with half a version', [update("version = '1.x'")], '"1.x" as version', 'ERROR'],
    ['with an empty version', [update("version = ''")], '"" as version', 'ERROR'],
    [
      'with a checksum out of range',
      [alter('MODIFY checksum BIGINT NULL'), update('checksum = 99999999999')],
      '"99999999999" as checksum; expected was a whole number of 32 bits',
      'DB_CONNECTION',
    ],
    [
      'with a checksum that is none',
      [alter('MODIFY checksum VARCHAR(20) NULL'), update("checksum = 'abc'")],
      '"abc" as checksum',
      'DB_CONNECTION',
    ],
    [
      'without a time',
      [alter('MODIFY installed_on TIMESTAMP NULL'), update('installed_on = NULL')],
      '"null" as installed_on',
      'DB_CONNECTION',
    ],
  ])('%s is refused by info and migrate, which change nothing', async (_what, changes, expected, code) => {
    const project = await tampered(...changes);
    const before = await contents(project);
    for (const command of [info, migrate]) {
      const error = await rejection(command(project.config()), HistoryTableError);
      expect(describeError(error)).toContain(
        `Schema history table \`${project.schema}\`.\`schema_version\`: `,
      );
      expect(describeError(error)).toContain(expected);
      expect(error.code).toBe(code);
    }
    expect(await contents(project)).toEqual(before);
  });

  it.each([
    [
      'with a column that needs a value',
      [alter('ADD extra INT NOT NULL')],
      first,
      "the column extra is none of Flyway's and has no default",
    ],
    [
      'with a column that is too narrow',
      [alter('MODIFY script VARCHAR(9) NOT NULL')],
      { 'V3__longer.sql': 'SELECT 1;' },
      'the script of V3__longer.sql has 14 characters and the column takes 9',
    ],
    [
      'whose character set lacks the name of a file',
      [alter('CONVERT TO CHARACTER SET latin1')],
      { 'V3__日本.sql': 'SELECT 1;' },
      "characters that the column's character set latin1 lacks",
    ],
  ])('%s is refused by migrate before the first script', async (_what, changes, files, expected) => {
    const project = await tampered(...changes);
    await project.write(files);
    const before = await contents(project);
    expect((await info(project.config())).infos.length).toBeGreaterThan(1);
    const error = await rejection(migrate(project.config()), HistoryTableError);
    expect(describeError(error)).toContain(expected);
    expect(await contents(project)).toEqual(before);
  });

  it.each([
    ['with another column that has a default', [alter('ADD extra INT NOT NULL DEFAULT 7')], []],
    ['with another column that may be NULL', [alter('ADD extra INT NULL')], []],
    ['of the character set latin1', [alter('CONVERT TO CHARACTER SET latin1')], []],
    ['of the engine MyISAM', [alter('ENGINE = MyISAM')], ['not part of the transaction']],
    ['of the engine MEMORY', [alter('ENGINE = MEMORY')], ['a restart of the server empties it']],
    [
      'that is a view',
      [alter('RENAME TO real_history'), 'CREATE VIEW schema_version AS SELECT * FROM real_history'],
      [],
    ],
    ['without its primary key', [alter('DROP PRIMARY KEY')], []],
  ])('%s is worked with, as Flyway does', async (_what, changes, warnings) => {
    const project = await tampered(...changes);
    const { events, listener } = recorder();
    await migrate(project.config(), { listener });
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    const warned = events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
    expect(warned).toEqual(warnings.map((text) => expect.stringContaining(text) as string));
  });

  it('whose view cannot be written is refused before the first script', async () => {
    const project = await tampered(
      alter('RENAME TO real_history'),
      'CREATE VIEW schema_version AS SELECT DISTINCT * FROM real_history',
    );
    const error = await rejection(migrate(project.config()), QueryError);
    expect(error.fault.errno).toBe(1471);
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
  });

  it('with a row that has neither version nor description holds a missing migration', async () => {
    const project = await tampered(update("version = NULL, description = ''"));
    expect((await info(project.config())).infos[0]).toMatchObject({ state: 'Missing' });
    await rejection(migrate(project.config()), ValidateError);
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
  });

  it('with NULL for success holds a failed migration', async () => {
    const project = await tampered(alter('MODIFY success BOOL NULL'), update('success = NULL'));
    expect((await info(project.config())).infos[0]).toMatchObject({ state: 'Failed' });
    await rejection(migrate(project.config()), ValidateError);
  });

  it('with one rank twice is not repaired', async () => {
    const project = await tampered(
      alter('DROP PRIMARY KEY'),
      "INSERT INTO schema_version SELECT 1, '2', 'b', type, 'V2__b.sql', 1, installed_by, installed_on, 1, 0 FROM schema_version",
    );
    const before = await contents(project);
    const error = await rejection(repair(project.config()), HistoryTableError);
    expect(describeError(error)).toContain('installed_rank 1 occurs twice');
    expect(await contents(project)).toEqual(before);
  });

  it.each([
    ['read', 'CREATE', 'SELECT'],
    ['write', 'CREATE, SELECT', 'INSERT'],
  ])('that this account may not %s is refused before the first script', async (_what, privileges, denied) => {
    const project = await tampered();
    const user = `u_${randomBytes(4).toString('hex')}`;
    await project.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'pw'`);
    try {
      await project.query(`GRANT ${privileges} ON \`${project.schema}\`.* TO '${user}'@'%'`);
      const error = await rejection(migrate(project.config({ user, password: 'pw' })), QueryError);
      expect(describeError(error)).toContain(`${denied} command denied`);
      expect(describeError(error)).toContain('lacks a privilege');
      expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
    } finally {
      await project.query(`DROP USER '${user}'@'%'`);
    }
  });
});
