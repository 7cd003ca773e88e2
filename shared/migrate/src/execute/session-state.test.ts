import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, rejection } from '../../test/project.ts';
import { migrate } from '../commands/migrate.ts';
import { LockError, PartialRunError } from '../run-errors.ts';

const seen = `CREATE TABLE seen (what VARCHAR(200)) AS SELECT CONCAT_WS(' ', IFNULL(@mine, 'none'), @@foreign_key_checks + 0, @@sql_safe_updates + 0,
  @@time_zone, @@sql_mode LIKE '%ANSI_QUOTES%', DATABASE()) AS what;`;

describe.each(testServers())('the session between two files on $kind $version', (server) => {
  it('restores user variables, foreign_key_checks and sql_safe_updates, but not time_zone and sql_mode', async () => {
    const project = await createProject(server, {
      'V1__set.sql':
        "SET @mine = 'set', foreign_key_checks = 0, sql_safe_updates = 1, time_zone = '+03:00'; SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');",
      'V2__look.sql': seen,
    });
    await migrate(project.config());
    expect(await project.query('SELECT what FROM seen')).toEqual([[`none 1 0 +03:00 1 ${project.schema}`]]);
  });

  it.each([
    ['SELECT … INTO', "SELECT 'x' INTO @mine;"],
    ['an assignment in a SELECT', "SELECT @mine := 'x';"],
    ['a quoted name', "SET @`Mine` = 'x';"],
    ['a procedure', "CREATE PROCEDURE p() SET @mine = 'x'; CALL p();"],
  ])('empties a user variable that was set by %s', async (_how, script) => {
    const project = await createProject(server, { 'V1__set.sql': script, 'V2__look.sql': seen });
    await migrate(project.config());
    expect(await project.query('SELECT what FROM seen')).toEqual([[expect.stringMatching(/^none /)]]);
  });

  it('returns to the schema after USE, also a prepared one', async () => {
    const project = await createProject(server, {
      'V1__use.sql': 'USE information_schema;',
      'V2__first.sql': 'CREATE TABLE first (id INT);',
      'V3__prepared.sql':
        "SET @sql = 'CREATE TABLE second (id INT)'; PREPARE s FROM @sql; EXECUTE s; USE information_schema; SELECT 1;",
      'V4__third.sql': 'CREATE TABLE third (id INT);',
    });
    await migrate(project.config());
    expect(await project.query(`SHOW TABLES LIKE '%ir%'`)).toEqual([['first'], ['third']]);
    expect(await project.query(`SHOW TABLES LIKE 'second'`)).toEqual([['second']]);
  });

  it.each(['ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT', ''])(
    'writes its rows whatever sql_mode a script sets: "%s"',
    async (mode) => {
      const project = await createProject(server, {
        [`V1__it's "quoted" \\ back.sql`]: `SET sql_mode = '${mode}';`,
        'V2__next.sql': 'CREATE TABLE t (id INT);',
      });
      await migrate(project.config());
      expect(await project.query('SELECT description FROM schema_version ORDER BY installed_rank')).toEqual([
        [`it's "quoted" \\ back`],
        ['next'],
      ]);
    },
  );

  it('connects with strict tables, IGNORE_SPACE and an old collation of utf8mb4, as the driver of Flyway does', async () => {
    const project = await createProject(server, {
      'V1__look.sql':
        "CREATE TABLE seen AS SELECT @@sql_mode AS mode, @@collation_connection AS collation, 'ﷺ 😀' AS text;",
    });
    await migrate(project.config());
    const [[mode, collation, text] = []] = await project.query('SELECT * FROM seen');
    const [[ofServer] = []] = await project.query('SELECT @@GLOBAL.collation_server');
    expect(String(mode).split(',')).toEqual(expect.arrayContaining(['STRICT_TRANS_TABLES', 'IGNORE_SPACE']));
    const kept = ['utf8mb4_general_ci', 'utf8mb4_unicode_ci'].includes(String(ofServer));
    expect([collation, text]).toEqual([kept ? ofServer : 'utf8mb4_unicode_ci', 'ﷺ 😀']);
  });

  it('does not go on when a script gave the migration lock away', async () => {
    const project = await createProject(server, {
      'V1__release.sql': 'SELECT RELEASE_ALL_LOCKS();',
      'V2__next.sql': 'CREATE TABLE t (id INT);',
    });
    const error = await rejection(migrate(project.config()), PartialRunError);
    expect(error.cause).toBeInstanceOf(LockError);
    expect(error.cause).toMatchObject({ reason: 'lost' });
    expect(await project.history()).toEqual([]);
  });
});
