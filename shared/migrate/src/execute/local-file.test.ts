import { startThrowawayServer, testServers, type ServerKind } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, rejection, type Project } from '../../test/project.ts';
import { migrate } from '../commands/migrate.ts';
import { PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';

/** On a server of its own: MySQL allows local files only by a global variable. */
async function projectWithLocalFiles(kind: ServerKind): Promise<Project> {
  const own = await startThrowawayServer({ kind });
  onTestFinished(() => own.stop());
  const project = await createProject(own.server, {
    'V1__t.sql': 'CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB;',
    "it's data.txt": '7\n8\n',
  });
  await project.query('SET GLOBAL local_infile = 1');
  return project;
}

describe.each(testServers())('LOAD DATA LOCAL on $kind $version', ({ kind }) => {
  it('loads files as Flyway does, and says when there is none', async () => {
    const project = await projectWithLocalFiles(kind);
    const rows = () => project.query('SELECT id FROM t ORDER BY id');
    const load = (name: string) => `LOAD DATA LOCAL INFILE '${project.folder}/${name}' INTO TABLE t;`;
    await project.write({ 'V2__load.sql': load("it''s data.txt") });
    await migrate(project.config());
    expect(await rows()).toEqual([[7], [8]]);

    await project.write({ 'V3__load.sql': `INSERT INTO t VALUES (9);\n${load('nowhere.txt')}` });
    const error = await rejection(migrate(project.config()), PartialRunError);
    expect(error.cause).toMatchObject({ committed: 0, statement: { line: 2 } });
    expect(describeError(error)).toContain('nowhere.txt');
    expect(await rows()).toEqual([[7], [8]]);
  });
});
