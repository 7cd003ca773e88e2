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

  it("is not what somebody else's table of that name is", async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await project.query('CREATE TABLE schema_version_journal (id INT)');
    await rejection(migrate(project.config()), JournalTableError);
    expect(await tables(project)).toEqual(['schema_version_journal']);
  });
});
