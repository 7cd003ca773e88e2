/** Code whose work was committed before it had ended, or right behind it: what goes on must not run it again. */
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, type Files, type Project, type StartOptions } from './project.ts';

const tables = `CREATE TABLE a (id INT);
CREATE PROCEDURE fill() INSERT INTO a VALUES (1);
CREATE PROCEDURE half() BEGIN INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (2); END;`;

async function ids(project: Project): Promise<unknown[]> {
  return (await project.query('SELECT id FROM a ORDER BY id')).flat();
}

describe.each(testServers())('code that committed at once on $kind $version', (server) => {
  async function prepared(files: Files): Promise<Project> {
    const project = await createProject(server, { 'V0__a.sql': tables });
    expect((await project.run(['migrate'])).stderr).toBe('');
    await project.write(files);
    return project;
  }

  async function expectAsked(project: Project, command: string): Promise<void> {
    const { stderr } = await project.run([command]);
    expect(await ids(project)).toEqual([1]);
    expect(stderr).toContain('cannot be told');
  }

  async function killedIn(project: Project, options: StartOptions): Promise<void> {
    expect((await project.run(['migrate'], options)).signal).toBe('SIGKILL');
    expect(await ids(project)).toEqual([1]);
  }

  it('killed behind a callback that committed it', async () => {
    const project = await prepared({
      'V1__a.sql': 'CALL fill();\nSELECT 1;',
      'afterEachMigrateStatement.sql': 'COMMIT;',
    });
    await killedIn(project, { failpoint: 'statement-done:2=kill' });
    await expectAsked(project, 'migrate');
  });

  it('killed with autocommit on, as the file has it no more', async () => {
    const project = await prepared({
      'V1__a.sql': 'CALL fill();',
      'V1__a.sql.conf': 'executeInTransaction=false',
    });
    await killedIn(project, { failpoint: 'statement-done:1=kill' });
    await project.remove('V1__a.sql.conf');
    await expectAsked(project, 'migrate');
  });

  it('killed in a mixed group, without its settings', async () => {
    const project = await prepared({
      'V1__a.sql': 'CALL fill();',
      'V2__b.sql': 'SELECT 1;',
      'V2__b.sql.conf': 'executeInTransaction=false',
    });
    const conf = 'flyway.group=true\nflyway.mixed=true';
    await killedIn(project, { conf, failpoint: 'statement-done:1=kill' });
    await expectAsked(project, 'migrate');
  });

  it('failed half way with autocommit on', async () => {
    const project = await prepared({
      'V1__a.sql': 'CALL half();',
      'V1__a.sql.conf': 'executeInTransaction=false',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    await expectAsked(project, 'resume');
  });

  it('failed half way, in front of a callback for errors that commits', async () => {
    const project = await prepared({
      'V1__a.sql': 'CALL half();',
      'afterEachMigrateStatementError.sql': 'COMMIT;',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    await expectAsked(project, 'resume');
  });

  it("failed in a procedure of the server's own, also when it is called by another", async () => {
    const project = await prepared({});
    const dynamic = `CALL sys.execute_prepared_stmt('CREATE TABLE ${project.schema}.a (id INT)')`;
    await project.write({ 'V1__a.sql': `INSERT INTO a VALUES (1);\n${dynamic};` });
    expect((await project.run(['migrate'])).code).toBe(1);
    await expectAsked(project, 'resume');
    await project.run(['repair', '-assumeApplied=all']);
    await project.query('DELETE FROM a');
    await project.query(`CREATE PROCEDURE outer_one() ${dynamic}`);
    await project.write({ 'V2__b.sql': 'INSERT INTO a VALUES (1);\nCALL outer_one();' });
    expect((await project.run(['migrate'])).code).toBe(1);
    await expectAsked(project, 'resume');
  });
});
