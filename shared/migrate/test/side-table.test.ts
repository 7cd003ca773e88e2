import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { clean } from '../src/commands/clean.ts';
import { info } from '../src/commands/info.ts';
import { migrate } from '../src/commands/migrate.ts';
import { QueryError } from '../src/errors.ts';
import { JournalTableError } from '../src/journal-errors.ts';
import { createTable, insertPresent } from '../src/journal/sql.ts';
import { createProject, rejection, type Project } from './project.ts';

/** The side table, as a run leaves it. */
async function addJournal(project: Project): Promise<void> {
  const history = { schema: project.schema, table: 'schema_version' };
  await project.query(createTable(history));
  await project.query(insertPresent(history));
}

const tables = async (project: Project) => (await project.query('SHOW TABLES')).flat();

describe.each(testServers())('the side table of the history on $kind $version', (server) => {
  it('is dropped by clean, with everything else', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await migrate(project.config());
    await addJournal(project);
    await clean(project.config({ cleanDisabled: false, confirm: [project.schema] }));
    expect(await tables(project)).toEqual([]);
  });

  it('and the history are not what a clean that is cut short leaves behind with half of the tables', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': 'CREATE TABLE z (id INT);',
    });
    await migrate(project.config());
    const reader = await project.connect();
    await reader.query('START TRANSACTION');
    await reader.query('SELECT * FROM a');
    const config = project.config({
      cleanDisabled: false,
      confirm: [project.schema],
      initSql: 'SET lock_wait_timeout = 1',
    });
    await rejection(clean(config), QueryError);
    expect(await tables(project)).not.toContain('schema_version');
    await reader.rollback();
    await clean(config);
    expect(await tables(project)).toEqual([]);
  });

  it('counts as nothing in a schema whose history is gone', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await addJournal(project);
    expect((await info(project.config())).allSchemasEmpty).toBe(true);
    await migrate(project.config());
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it.each([
    ['migrate', 'running', ['1 SQL 1', '2 SQL 1']],
    ['baseline', 'undoing', ['1 BASELINE 1']],
  ])('is not believed by %s when the history of what was %s is gone', async (command, state, expected) => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);',
      'V2__c.sql': 'CREATE TABLE c (id INT);',
    });
    expect((await project.run(['migrate'], { failpoint: 'statement-sent:3=kill' })).signal).toBe('SIGKILL');
    await project.query(`UPDATE schema_version_journal SET state = '${state}'`);
    expect((await info(project.config())).unfinished).toHaveLength(1);
    await project.query('DROP TABLE IF EXISTS a, b, schema_version');
    expect((await info(project.config())).unfinished).toEqual([]);
    const { code, stderr } = await project.run([command]);
    expect(`${code} ${stderr}`).toMatch(/^0/);
    expect(await project.history()).toEqual(expected);
    expect(await project.query(`SELECT id FROM schema_version_journal WHERE state = '${state}'`)).toEqual([]);
    expect((await info(project.config())).unfinished).toEqual([]);
  });

  it('is not a difference to undo -verify', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'U1__a.sql': 'DROP TABLE a;',
    });
    await migrate(project.config());
    const { code, stdout, stderr } = await project.run(['undo', '-verify']);
    expect(`${code} ${stderr}${stdout}`).toMatch(/^0/);
    expect(stdout).not.toContain('journal');
  });

  it('is not in the script of a dry run, which shows what is left of a script that was killed', async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\nINSERT INTO b VALUES (2);',
      'V2__c.sql': 'CREATE TABLE c (id INT);',
    });
    expect((await project.run(['migrate'], { failpoint: 'statement-done:3=kill' })).signal).toBe('SIGKILL');
    const before = await project.query('SELECT * FROM schema_version_journal');
    const { code, stdout, stderr } = await project.run(['migrate', '-dryRunOutput=-']);
    expect(`${code} ${stderr}`).toMatch(/^0/);
    expect(stdout).not.toMatch(/_journal/);
    expect(stdout).not.toContain('CREATE TABLE a');
    expect(stdout).not.toContain('CREATE TABLE b');
    expect(stdout).toContain('INSERT INTO b VALUES (2)');
    expect(stdout).toContain('CREATE TABLE c');
    expect(await project.query('SELECT * FROM schema_version_journal')).toEqual(before);
  });

  it("is not what somebody else's table of that name is", async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await project.query('CREATE TABLE schema_version_journal (id INT)');
    await rejection(migrate(project.config()), JournalTableError);
    expect(await tables(project)).toEqual(['schema_version_journal']);
  });
});
