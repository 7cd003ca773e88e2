import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { isFlywayMissing, startFlyway } from '../flyway.ts';
import { createProject, until, type Project } from '../project.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 180_000 });

/** Two files: the first takes until the test opens its gate, the second fails when it is run twice. */
const files = {
  'V1__slow.sql': `CREATE TABLE slow (id INT);
INSERT INTO slow VALUES (1);
DO GET_LOCK(CONCAT(DATABASE(), '_gate'), 120);
INSERT INTO slow VALUES (2);`,
  'V2__b.sql': 'CREATE TABLE b (id INT);',
};

/** What the first file waits for. */
interface Gate {
  /** Resolves when somebody waits for it. */
  readonly reached: () => Promise<void>;
  readonly open: () => void;
}

async function closeGate(project: Project): Promise<Gate> {
  const connection = await project.connect();
  await connection.query("DO GET_LOCK(CONCAT(DATABASE(), '_gate'), 0)");
  return { reached: () => waits(project, 'DO GET_LOCK%'), open: () => connection.destroy() };
}

/** Resolves when a session waits for a lock with such a statement. */
function waits(project: Project, pattern: string): Promise<void> {
  return until(async () => {
    const rows = await project.query(
      `SELECT id FROM information_schema.processlist
       WHERE db = DATABASE() AND info LIKE '${pattern}' AND info NOT LIKE '%processlist%' AND state LIKE '%lock%'`,
    );
    return rows.length > 0;
  }, 60);
}

describe.skipIf(isFlywayMissing).each(testServers())('at once on $kind $version', (server) => {
  it('this engine waits while Flyway migrates, and then finds nothing to do', async () => {
    const project = await createProject(server, files);
    const gate = await closeGate(project);
    const flyway = startFlyway(project, ['migrate']);
    await gate.reached();
    const native = project.start(['migrate']);
    await native.printed('Waiting for the migration lock');
    expect(await project.history()).toEqual([]);
    gate.open();
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
    const gate = await closeGate(project);
    const native = project.start(['migrate']);
    await gate.reached();
    const flyway = startFlyway(project, ['migrate']);
    await waits(project, '%GET_LOCK(%Flyway%');
    expect(await project.history()).toEqual([]);
    gate.open();
    const [mine, theirs] = await Promise.all([native.ended, flyway.ended]);
    expect(mine, mine.stderr).toMatchObject({ code: 0 });
    expect(theirs, theirs.stderr).toMatchObject({ code: 0 });
    expect(theirs.stdout).not.toContain('version "1 - slow"');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect(await project.query('SELECT id FROM slow')).toEqual([[1], [2]]);
  });

  it('neither works on a plan made before the other ran', async () => {
    const project = await createProject(server, { 'V1__slow.sql': files['V1__slow.sql'] });
    const gate = await closeGate(project);
    const flyway = startFlyway(project, ['migrate']);
    await gate.reached();
    // It sees a file that Flyway, which has made its plan, does not.
    await project.write({ 'V2__b.sql': files['V2__b.sql'], 'V3__c.sql': 'CREATE TABLE c (id INT);' });
    const native = project.start(['migrate']);
    await native.printed('Waiting for the migration lock');
    gate.open();
    const [theirs, mine] = await Promise.all([flyway.ended, native.ended]);
    expect(theirs.code).toBe(0);
    expect(mine).toMatchObject({ code: 0 });
    expect(mine.stdout).toMatch(/Successfully applied 2 migrations/);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1']);
    expect((await project.run(['validate'])).code).toBe(0);
  });
});
