import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { isFlywayMissing, startFlyway } from '../flyway.ts';
import { createProject, sleeping, slow, until, type Project } from '../project.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 180_000 });

/** Two files, of which the second fails when it is run twice. */
const files = { 'V1__slow.sql': slow.replace('1.5', '20'), 'V2__b.sql': 'CREATE TABLE b (id INT);' };

/** Resolves when a session waits for the lock of the migrations. */
function waiting(project: Project): Promise<void> {
  return until(async () => {
    const rows = await project.query(
      "SELECT id FROM information_schema.processlist WHERE info LIKE '%GET_LOCK(%' AND info NOT LIKE '%processlist%' AND state LIKE '%lock%'",
    );
    return rows.length > 0;
  }, 60);
}

describe.skipIf(isFlywayMissing).each(testServers())('at once on $kind $version', (server) => {
  it('this engine waits while Flyway migrates, and then finds nothing to do', async () => {
    const project = await createProject(server, files);
    const flyway = startFlyway(project, ['migrate']);
    await sleeping(project, 60);
    const native = project.start(['migrate']);
    await native.printed('Waiting for the migration lock');
    expect(await project.history()).toEqual([]);
    const [theirs, mine] = await Promise.all([flyway.ended, native.ended]);
    expect(theirs, theirs.stderr).toMatchObject({ code: 0 });
    expect(mine, mine.stderr).toMatchObject({ code: 0 });
    // Flyway releases the lock between two files: either of them may take the second, and never both.
    expect(mine.stdout).not.toContain('Applied V1__slow.sql');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect(await project.query('SELECT id FROM slow')).toEqual([[1], [2]]);
  });

  it('Flyway waits while this engine migrates, and then finds nothing to do', async () => {
    const project = await createProject(server, files);
    const native = project.start(['migrate']);
    await sleeping(project, 60);
    const flyway = startFlyway(project, ['migrate']);
    await waiting(project);
    expect(await project.history()).toEqual([]);
    const [mine, theirs] = await Promise.all([native.ended, flyway.ended]);
    expect(mine, mine.stderr).toMatchObject({ code: 0 });
    expect(theirs, theirs.stderr).toMatchObject({ code: 0 });
    expect(theirs.stdout).not.toContain('version "1 - slow"');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect(await project.query('SELECT id FROM slow')).toEqual([[1], [2]]);
  });

  it('neither works on a plan made before the other ran', async () => {
    const project = await createProject(server, { 'V1__slow.sql': files['V1__slow.sql'] });
    const flyway = startFlyway(project, ['migrate']);
    await sleeping(project, 60);
    // It sees a file that Flyway, which has made its plan, does not.
    await project.write({ 'V2__b.sql': files['V2__b.sql'], 'V3__c.sql': 'CREATE TABLE c (id INT);' });
    const [theirs, mine] = await Promise.all([flyway.ended, project.run(['migrate'])]);
    expect(theirs.code).toBe(0);
    expect(mine).toMatchObject({ code: 0 });
    expect(mine.stdout).toMatch(/Successfully applied 2 migrations/);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1']);
    expect((await project.run(['validate'])).code).toBe(0);
  });
});
