/** Ways by which a script that went on could lose a change or make it twice. */
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, until, type Ended, type Project, type StartOptions } from './project.ts';

async function killed(project: Project, failpoint: string, ...args: readonly string[]): Promise<void> {
  const [command = 'migrate', ...rest] = args;
  const ended = await project.run([command, ...rest], { failpoint });
  expect(ended.signal, ended.stdout + ended.stderr).toBe('SIGKILL');
}

async function done(project: Project, command: string, options?: StartOptions): Promise<Ended> {
  const ended = await project.run([command], options);
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  return ended;
}

async function idsOf(project: Project, table: string): Promise<unknown[]> {
  return (await project.query(`SELECT id FROM ${table} ORDER BY id`)).flat();
}

describe.each(testServers())('what goes on does nothing twice on $kind $version', (server) => {
  it('a repeatable behind a version that were both interrupted', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'R__r.sql':
        'INSERT INTO a VALUES (1);\nCREATE TABLE r (id INT);\nINSERT INTO a VALUES (2);\nCREATE TABLE s (id INT);',
    });
    await killed(project, 'statement-done:4=kill');
    await project.write({
      'V2__b.sql': 'INSERT INTO a VALUES (10);\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (11);',
    });
    await killed(project, 'statement-done:2=kill');
    await done(project, 'migrate');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 10, 11]);
  });

  it('a procedure that commits and leaves a transaction open, in front of a statement that fails', async () => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);
CREATE PROCEDURE fill() BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a VALUES (2); END;
CALL fill();
INSERT INTO nowhere VALUES (3);`,
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    const { stderr } = await project.run(['resume']);
    expect(await idsOf(project, 'a')).toEqual([1]);
    expect(stderr).toContain('cannot be told');
  });

  it('a procedure that commits and fails in a transaction of its own', async () => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);
CREATE PROCEDURE fill() BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a VALUES (2); SIGNAL SQLSTATE '45000'; END;
CALL fill();`,
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    const { stderr } = await project.run(['resume']);
    expect(await idsOf(project, 'a')).toEqual([1]);
    expect(stderr).toContain('cannot be told');
  });

  it('a procedure that commits, in front of one that does not', async () => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);
CREATE PROCEDURE fill() BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a VALUES (2); END;
CREATE PROCEDURE more() INSERT INTO a VALUES (3);
CALL fill();
CALL more();`,
    });
    await killed(project, 'statement-done:5=kill');
    const { stderr } = await project.run(['migrate']);
    expect(await idsOf(project, 'a')).toEqual([1]);
    expect(stderr).toContain('cannot be told');
  });

  it('a callback behind the script that commits', async () => {
    const project = await createProject(server, {
      'V0__a.sql': 'CREATE TABLE a (id INT);',
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);',
      'afterEachMigrate.sql': 'CREATE TABLE IF NOT EXISTS log (id INT);',
    });
    // The callback behind V1: V0 has one statement, and its callback another.
    await killed(project, 'statement-done:5=kill');
    expect(await idsOf(project, 'a')).toEqual([1, 2]);
    await done(project, 'migrate');
    expect(await idsOf(project, 'a')).toEqual([1, 2]);
  });

  it('a callback behind the script that commits and fails', async () => {
    const project = await createProject(server, {
      'V0__a.sql': 'CREATE TABLE a (id INT);',
    });
    await done(project, 'migrate');
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);',
      'afterEachMigrate.sql': 'CREATE TABLE IF NOT EXISTS log (id INT);\nSELECT nope;',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    expect(await idsOf(project, 'a')).toEqual([1, 2]);
    await project.remove('afterEachMigrate.sql');
    await done(project, 'resume');
    expect(await idsOf(project, 'a')).toEqual([1, 2]);
  });

  it('callbacks around statements that look as if they committed', async () => {
    const project = await createProject(server, {
      'V0__a.sql':
        'CREATE TABLE a (id INT);\nCREATE TABLE log (id INT);\nCREATE PROCEDURE note() INSERT INTO log VALUES (1);',
    });
    await done(project, 'migrate');
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (3);',
      'afterEachMigrateStatement.sql': 'CALL note();',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    expect(await idsOf(project, 'a')).toEqual([]);
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);',
    });
    await done(project, 'resume');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 3]);
  });

  it('callbacks around statements that do commit', async () => {
    const project = await createProject(server, { 'V0__a.sql': 'CREATE TABLE a (id INT);' });
    await done(project, 'migrate');
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (3);',
      'afterEachMigrateStatement.sql': 'COMMIT;',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    expect(await idsOf(project, 'a')).toEqual([1, 2]);
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);',
    });
    await done(project, 'resume');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 3]);
  });

  it('autocommit that was switched on in front of the place', async () => {
    const text = `CREATE TABLE a (id INT);
SET autocommit = 1;
INSERT INTO a VALUES (1);
INSERT INTO nowhere VALUES (2);
INSERT INTO a VALUES (3);`;
    const project = await createProject(server, { 'V1__a.sql': text });
    expect((await project.run(['migrate'])).code).toBe(1);
    await project.write({ 'V1__a.sql': text.replace('nowhere', 'a') });
    await killed(project, 'statement-done:2=kill', 'resume');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 3]);
    const { stderr } = await project.run(['resume']);
    expect(stderr).toContain('cannot be told');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 3]);
  });

  it('a procedure in a mixed group, where each statement commits by itself', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nCREATE PROCEDURE fill() INSERT INTO a VALUES (1);',
      'V2__b.sql': 'CALL fill();',
      'V3__c.sql': 'SELECT 1;',
      'V3__c.sql.conf': 'executeInTransaction=false',
    });
    const options = { conf: 'flyway.group=true\nflyway.mixed=true' };
    const ended = await project.run(['migrate'], { ...options, failpoint: 'statement-done:3=kill' });
    expect(ended.signal).toBe('SIGKILL');
    expect(await idsOf(project, 'a')).toEqual([1]);
    await project.run(['migrate'], options);
    expect(await idsOf(project, 'a')).toEqual([1]);
  });

  it('an undo of a half-done script that was killed: nothing but an undo goes on', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);',
    });
    await killed(project, 'statement-done:2=kill');
    const other = await project.connect();
    await other.query('START TRANSACTION');
    await other.query('SELECT * FROM b');
    const undoing = project.start(['undo']);
    await until(async () => {
      const sql =
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'DROP TABLE%'";
      return (await project.query(sql)).length > 0;
    });
    undoing.child.kill('SIGKILL');
    await undoing.ended;
    await other.query('COMMIT');
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('nilecare-migrate undo');
    await done(project, 'undo');
    await done(project, 'migrate');
    expect((await project.query("SHOW TABLES LIKE '_'")).flat()).toEqual(['a', 'b', 'c']);
  });

  it('a group whose second script fails', async () => {
    const project = await createProject(server, {
      'V0__a.sql': 'CREATE TABLE a (id INT);',
    });
    await done(project, 'migrate');
    await project.write({
      'V1__a.sql': 'INSERT INTO a VALUES (1);',
      'V2__a.sql': 'INSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (3);',
    });
    const options = { conf: 'flyway.group=true' };
    expect((await project.run(['migrate'], options)).code).toBe(1);
    await project.write({ 'V2__a.sql': 'INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);' });
    expect((await project.run(['resume'], options)).stderr).toBe('');
    expect(await idsOf(project, 'a')).toEqual([1, 2, 3]);
  });

  it('a script that another tool has run since', async () => {
    const text = 'INSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (2);';
    const project = await createProject(server, { 'V0__a.sql': 'CREATE TABLE a (id INT);' });
    await done(project, 'migrate');
    await project.write({ 'V1__b.sql': text });
    await killed(project, 'statement-done:1=kill');
    // As a real Flyway would leave it: it runs the file from its start, and fails at the last statement.
    await project.query('INSERT INTO a VALUES (1)');
    await project.query('CREATE TABLE b (id INT)');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await project.query(
      "INSERT INTO schema_version (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) SELECT 2, '1', 'b', 'SQL', 'V1__b.sql', 1, USER(), 1, 0",
    );
    const { stderr } = await project.run(['resume']);
    expect(await idsOf(project, 'a')).toEqual([1]);
    expect(stderr).toContain('cannot be told');
  });
});
