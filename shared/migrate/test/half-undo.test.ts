import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.ts';

const broken = 'INSERT INTO nowhere VALUES (1);';

async function tables(project: Project): Promise<unknown[]> {
  const rows = await project.query('SHOW TABLES');
  return rows.flat().filter((name) => !String(name).startsWith('schema_version'));
}

describe.each(testServers())('undo of a half-done migration on $kind $version', (server) => {
  it('takes back what is committed, by the text of its statements', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
      'V2__b.sql': `CREATE TABLE b (id INT); INSERT INTO b VALUES (1);\nALTER TABLE a ADD COLUMN x INT, ADD INDEX i (x);\nCREATE VIEW v AS SELECT id FROM a;\n${broken}`,
    });
    await project.run(['migrate']);
    expect(await tables(project)).toEqual(['a', 'b', 'v']);
    const undone = await project.run(['undo']);
    expect(undone.stderr).toBe('');
    expect(undone.stdout).toContain(
      'Took back the 4 committed statements of V2__b.sql by their text; it is pending again.',
    );
    expect(await tables(project)).toEqual(['a']);
    expect(await project.query('SELECT * FROM a')).toEqual([]);
    expect(await project.query("SHOW COLUMNS FROM a LIKE 'x'")).toEqual([]);
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect((await project.run(['info'])).stdout).not.toContain('committed');
    await project.write({ 'V2__b.sql': 'CREATE TABLE b (id INT);' });
    expect((await project.run(['migrate'])).stderr).toBe('');
  });

  it('leaves out of the undo file what is so already', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT, old INT);',
      'V2__b.sql': `CREATE TABLE IF NOT EXISTS b (id INT);\nALTER TABLE a MODIFY id BIGINT;\n${broken}\nCREATE TABLE c (id INT);\nINSERT INTO a VALUES (1, 2);`,
      'U2__b.sql': 'DELETE FROM a;\nDROP TABLE c;\nALTER TABLE a MODIFY id INT;\nDROP TABLE b;',
    });
    await project.run(['migrate']);
    await project.query('INSERT INTO a VALUES (5, 6)');
    const undone = await project.run(['undo']);
    expect(undone.stderr).toBe('');
    expect(undone.stdout).toContain('by the undo file');
    expect(await tables(project)).toEqual(['a']);
    expect(await project.query('SELECT id FROM a')).toEqual([[5]]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('refuses what neither tells, names it, and touches nothing', async () => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);\nDROP TABLE a;\nCREATE TABLE IF NOT EXISTS b (id INT);\n${broken}`,
    });
    await project.run(['migrate']);
    const { code, stderr } = await project.run(['undo']);
    expect(code).toBe(1);
    expect(stderr).toContain('-> V1__a.sql, line 3, statement 3: what it demands may have been so before');
    expect(stderr).toContain('Nothing was touched.');
    expect(await tables(project)).toEqual(['b']);
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('refuses an undo file that takes rows back of which only some were added', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': `INSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\n${broken}`,
      'U2__b.sql': 'DELETE FROM a WHERE id = 1;\nDROP TABLE b;',
    });
    await project.run(['migrate']);
    const { stderr } = await project.run(['undo']);
    expect(stderr).toContain('U2__b.sql, line 1, statement 1: it takes rows back');
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
  });

  it('goes on when it was refused in the middle, behind what it has taken back', async () => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE b (id INT);\n${broken}`,
    });
    await project.run(['migrate']);
    await project.query('CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES a (id))');
    const refused = await project.run(['undo']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('-> V1__a.sql, line 1, statement 1: the server refused DROP TABLE');
    expect(refused.stderr).toContain('then: nilecare-migrate undo; it goes on there.');
    expect(await tables(project)).toEqual(['a', 'child']);
    expect((await project.run(['info'])).stdout).toContain(
      'An undo of V1__a.sql is half done; left of it: at most statement 1 of 3. Go on with: nilecare-migrate undo',
    );
    expect((await project.run(['resume'])).stderr).toContain('Go on with it first: nilecare-migrate undo.');
    await project.query('DROP TABLE child');
    // What finds its rows by other columns than the key is refused then.
    const safe = { conf: 'flyway.initSql=SET sql_safe_updates = 1' };
    expect((await project.run(['undo'], safe)).stderr).toBe('');
    expect(await tables(project)).toEqual([]);
    expect(await project.history()).toEqual([]);
  });

  it('prints what it would send, and changes nothing', async () => {
    const project = await createProject(server, { 'V1__a.sql': `CREATE TABLE a (id INT);\n${broken}` });
    await project.run(['migrate']);
    const { code, stderr } = await project.run(['undo', '-dryRunOutput=plan.sql']);
    expect([code, stderr]).toEqual([0, '']);
    const text = await readFile(path.join(project.root, 'plan.sql'), 'utf8');
    expect(text).toContain(`DROP TABLE \`${project.schema}\`.\`a\``);
    expect(text).toContain('DELETE FROM');
    expect(text).toContain("SET state = 'resolved'");
    expect(await tables(project)).toEqual(['a']);
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('refuses a file that was changed, and one that is gone', async () => {
    const project = await createProject(server, { 'V1__a.sql': `CREATE TABLE a (id INT);\n${broken}` });
    await project.run(['migrate']);
    await project.write({ 'V1__a.sql': `CREATE TABLE b (id INT);\n${broken}` });
    expect((await project.run(['undo'])).stderr).toContain('was applied with another text');
    await project.remove('V1__a.sql');
    expect((await project.run(['undo'])).stderr).toContain('The file of V1__a.sql is gone');
    expect(await tables(project)).toEqual(['a']);
  });
});
