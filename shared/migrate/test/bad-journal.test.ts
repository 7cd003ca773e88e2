import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { info } from '../src/commands/info.ts';
import { migrate } from '../src/commands/migrate.ts';
import { validate } from '../src/commands/validate.ts';
import { JournalTableError } from '../src/journal-errors.ts';
import { createTable, insertPresent, journalTable } from '../src/journal/sql.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { createProject, rejection, sleeping, type Project } from './project.ts';

const alter = (change: string) => `ALTER TABLE schema_version_journal ${change}`;
const set = (change: string) => `UPDATE schema_version_journal SET ${change} WHERE id = 0`;

/** As a run that was killed behind statement 2 of 5 leaves row 0. */
const position = `UPDATE schema_version_journal SET run = 7, step = 1, script = 'V2__b.sql', direction = 'migrate',
  checksum = 5, after_rank = 1, state = 'running', total = 5, committed = 2, statement = 3, line = 9,
  sha256 = REPEAT('a', 64), kind = 'ddl', digests = CONCAT('1:', REPEAT('0', 80)), session = NULL WHERE id = 0`;

describe.each(testServers())('a journal on $kind $version', (server) => {
  /** A migrated schema with one file pending, and a journal that somebody changed by hand. */
  async function tampered(...changes: readonly string[]): Promise<Project> {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await migrate(project.config());
    await project.write({ 'V2__b.sql': 'CREATE TABLE b (id INT);' });
    const history = { schema: project.schema, table: 'schema_version' };
    for (const sql of [createTable(history), insertPresent(history), position, ...changes])
      await project.query(sql);
    return project;
  }

  const contents = async (project: Project) => [
    await project.query('SHOW TABLES'),
    await project.query('SELECT * FROM schema_version'),
    await project.query('SELECT * FROM schema_version_journal'),
  ];

  it.each([
    [
      'of a newer version',
      [alter("COMMENT = 'nilecare-migrate journal 2'")],
      'it was written by a newer nilecare-migrate (format 2, and this version knows 1). Use that version or a later one.',
    ],
    [
      'whose comment was changed',
      [alter("COMMENT = 'journal of the shop'")],
      'whose comment is not that of a journal of nilecare-migrate. Rename it, or name the history otherwise by flyway.table.',
    ],
    [
      'without a number in its comment',
      [alter("COMMENT = 'nilecare-migrate journal'")],
      'put its comment back',
    ],
    ['of format 0', [alter("COMMENT = 'nilecare-migrate journal 0'")], 'put its comment back'],
    [
      "that is somebody else's table",
      [
        'DROP TABLE schema_version_journal',
        'CREATE TABLE schema_version_journal (id INT PRIMARY KEY, note TEXT)',
      ],
      'a table of this name is there whose comment',
    ],
    ['without a column', [alter('DROP COLUMN after_rank')], 'the column after_rank is missing.'],
    ['of the engine MyISAM', [alter('ENGINE = MyISAM')], 'its engine is MyISAM'],
    [
      'of the character set latin1',
      [alter('CONVERT TO CHARACTER SET latin1')],
      'its collation is latin1_swedish_ci',
    ],
    ['without row 0', ['DELETE FROM schema_version_journal'], 'row 0, which tells who runs migrations'],
    [
      'in which more is committed than there is',
      [set('committed = 6')],
      'the row with id 0 has "6" as committed; expected was a whole number, at most total.',
    ],
    ['of an unknown state', [set("state = 'hung'")], '"hung" as state; expected was one of running, stopped'],
    ['of an unknown direction', [set("direction = 'up'")], '"up" as direction; expected was migrate or undo'],
    [
      'whose statement is committed already',
      [set('statement = 2')],
      '"2" as statement; expected was NULL, or',
    ],
    ['whose hash is none', [set("sha256 = 'abc'")], '"abc" as sha256; expected was 64 hexadecimal digits'],
    ['whose digests are none', [set("digests = 'x'")], '"x" as digests'],
    [
      'with a session that is no JSON',
      [set('session = \'{"before":\'')],
      'as session; expected was NULL or a JSON object',
    ],
    [
      'with a text for a number',
      [alter('MODIFY after_rank VARCHAR(20) NULL'), set("after_rank = 'one'")],
      '"one" as after_rank; expected was a whole number',
    ],
  ])('%s is refused by every command, which changes nothing', async (_what, changes, expected) => {
    const project = await tampered(...changes);
    const before = await contents(project);
    for (const command of [info, validate, migrate]) {
      const error = await rejection(command(project.config()), JournalTableError);
      expect(error.code).toBe('JOURNAL_UNUSABLE');
      expect(describeError(error)).toMatch(/^Journal `\w+`\.`schema_version_journal`: /);
      expect(describeError(error)).toContain(expected);
      expect(describeError(error)).toContain('Nothing was changed.');
    }
    expect(await contents(project)).toEqual(before);
  });

  it('that is dropped in the middle of a run ends the run, whose failed row stands in the history', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql':
        'CREATE TABLE b (id INT);\nSELECT SLEEP(2);\nCREATE TABLE c (id INT);\nDROP TABLE a;\nCREATE TABLE d (id INT);',
    });
    const failing = rejection(migrate(project.config()), PartialRunError);
    await sleeping(project);
    // Waits for the commit of the third statement.
    await project.query('DROP TABLE schema_version_journal');
    const error = await failing;
    expect(error.cause).toBeInstanceOf(JournalTableError);
    expect(describeError(error)).toContain(
      'the table is gone, and was there when this run began. How far the script came',
    );
    expect(describeError(error)).toContain('1 applied before it and kept; 0 not begun.');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
    expect(await project.query("SHOW TABLES LIKE 'd'")).toEqual([]);
  });

  it('that is dropped between two runs is made anew', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await migrate(project.config());
    await project.query('DROP TABLE schema_version_journal');
    expect((await migrate(project.config())).applied).toEqual([]);
    await project.write({ 'V2__b.sql': 'CREATE TABLE b (id INT);' });
    await migrate(project.config());
    expect(await project.query('SELECT run, state, script FROM schema_version_journal')).toEqual([
      [1, 'done', 'V2__b.sql'],
    ]);
  });

  it.each([
    ['far in the future', 'UTC_TIMESTAMP(3) + INTERVAL 10 YEAR'],
    ['far in the past', 'UTC_TIMESTAMP(3) - INTERVAL 10 YEAR'],
    ['never', 'NULL'],
  ])('whose lease of a dead run ends %s, because a clock jumped, holds nobody up', async (_when, expiry) => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await migrate(project.config());
    await project.query(set(`owner = REPEAT('0', 32), expires_at = ${expiry}`));
    await project.write({ 'V2__b.sql': 'CREATE TABLE b (id INT);' });
    await migrate(project.config({ lockTimeout: 0 }));
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect(await project.query('SELECT run, owner FROM schema_version_journal WHERE id = 0')).toEqual([
      [2, null],
    ]);
  });

  it("whose clock jumps while a run goes on does not end the run's lease", async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        'CREATE TABLE a (id INT);\nSET timestamp = 86400;\nCREATE TABLE b AS SELECT NOW() AS n;\nINSERT INTO b VALUES (NOW());',
      'V2__c.sql':
        'CREATE TABLE c (id INT);\nSET timestamp = 4000000000 - 2000000000;\nINSERT INTO c VALUES (1);',
    });
    await migrate(project.config());
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
  });
});

describe('the name of a journal', () => {
  it('is that of the history with _journal behind it', () => {
    expect(journalTable({ schema: 's', table: 'x'.repeat(56) })).toEqual({
      schema: 's',
      table: `${'x'.repeat(56)}_journal`,
    });
  });

  it('is another one for two long names with the same beginning, and never too long', () => {
    const names = ['a', 'b'].map(
      (end) => journalTable({ schema: 's', table: `${'x'.repeat(63)}${end}` }).table,
    );
    expect(names.map(({ length }) => length)).toEqual([64, 64]);
    expect(names[0]).not.toBe(names[1]);
  });
});
