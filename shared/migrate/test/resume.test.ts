import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { saw } from './faults/saw.ts';
import { createProject, type Project } from './project.ts';

const first = `CREATE TABLE a (id INT PRIMARY KEY);
INSERT INTO a VALUES (1);
CREATE TABLE b (id INT);
INSERT INTO b VALUES (7);
INSERT INTO a VALUES (1);
CREATE TABLE c (id INT);
`;
const fixed = first.replace(
  /INSERT INTO a VALUES \(1\);\nCREATE TABLE c/,
  'INSERT INTO a VALUES (2);\nCREATE TABLE c',
);

interface Json {
  readonly error: Readonly<Record<string, unknown>>;
  readonly migrations: readonly Readonly<Record<string, unknown>>[];
}

async function json(project: Project, ...args: readonly string[]): Promise<Json> {
  return JSON.parse((await project.run([...args, '-outputType=json'])).stdout) as Json;
}

describe.each(testServers())('on $kind $version', (server) => {
  it('T14: a failed statement leaves what was committed, takes back the rest, and resume goes on from there', async ({
    task,
  }) => {
    const project = await createProject(server, {
      'V1__a.sql': first,
      'V2__b.sql': 'CREATE TABLE d (id INT);',
    });
    const failed = await project.run(['migrate']);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('Error Code : 1062');
    expect(failed.stderr).toContain('Statement  : 5 of 6');
    expect(failed.stderr).toContain(
      'Statements 1 to 3 are committed; statement 4 is rolled back and will run again.',
    );
    expect(failed.stderr).toContain('1. Fix the file from statement 4 on, then: nilecare-migrate resume.');
    expect(await project.query('SELECT id FROM b')).toEqual([]);
    expect(await project.history()).toEqual(['1 SQL 0']);

    await project.write({ 'V1__a.sql': fixed });
    const resumed = await project.run(['resume']);
    expect(resumed.stderr).toBe('');
    expect(resumed.stdout).toContain('Resuming V1__a.sql at statement 4 of 6');
    expect(resumed.code).toBe(0);
    expect(await project.query('SELECT id FROM b')).toEqual([[7]]);
    expect(await project.query('SELECT id FROM a ORDER BY id')).toEqual([[1], [2]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect((await project.run(['validate'])).code).toBe(0);
    expect((await project.run(['info'])).stdout).not.toContain('nilecare-migrate resume');
    saw(task, 'failed at 5 of 6 with 3 committed; resume ran 4 to 6, and the next version');
  });

  it('T15: a committed statement with another text is refused, and nothing is changed', async ({ task }) => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    await project.write({
      'V1__a.sql': fixed.replace('INSERT INTO a VALUES (1)', 'INSERT INTO a VALUES (9)'),
    });
    const { code, stderr } = await project.run(['resume']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Statement 2 of V1__a\.sql was applied with another text \(sha256 [0-9a-f]{8}… now [0-9a-f]{8}…\)\./,
    );
    expect(await project.query('SELECT id FROM b')).toEqual([]);
    expect(await project.history()).toEqual(['1 SQL 0']);
    expect((await json(project, 'resume')).error).toMatchObject({
      errorCode: 'STATEMENT_CHANGED',
      changed: [{ first: 2, last: 2 }],
    });
    saw(task, 'refused with both hashes, nothing sent');
  });

  it('refuses migrate, and names the three ways', async () => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    const again = await project.run(['migrate']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('V1__a.sql failed at statement 5 of 6 (line 5); 3 committed.');
    for (const way of ['nilecare-migrate resume', 'nilecare-migrate repair', 'nilecare-migrate undo'])
      expect(again.stderr).toContain(way);
    expect((await json(project, 'migrate')).error['errorCode']).toBe('VALIDATE_ERROR');
    const unvalidated = await json(project, 'migrate', '-validateOnMigrate=false');
    expect(unvalidated.error).toMatchObject({ errorCode: 'ERROR', unfinished: { statementsCommitted: 3 } });
  });

  it('is shown by info: in a line below the table, and in JSON at the migration', async () => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    expect((await project.run(['info'])).stdout).toContain(
      '+\nV1__a.sql failed at statement 5 of 6 (line 5); 3 committed. Go on with: nilecare-migrate resume\n',
    );
    expect((await json(project, 'info')).migrations).toMatchObject([
      {
        state: 'Failed',
        unfinished: {
          state: 'failed',
          statementNumber: 5,
          lineNumber: 5,
          statementCount: 6,
          statementsCommitted: 3,
          goOnWith: 'resume',
        },
      },
    ]);
  });

  it('may fail again, further on, and goes on from there', async () => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    const further = fixed.replace(
      'CREATE TABLE c (id INT);',
      'CREATE TABLE c (id INT);\nINSERT INTO nowhere VALUES (1);',
    );
    await project.write({ 'V1__a.sql': further });
    const again = await project.run(['resume']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Statement  : 7 of 7');
    expect(again.stderr).toContain('Statements 1 to 6 are committed.');
    expect(await project.history()).toEqual(['1 SQL 0']);
    expect((await project.run(['info'])).stdout).toContain(
      'V1__a.sql failed at statement 7 of 7 (line 7); 6 committed. Go on with: nilecare-migrate resume',
    );
    await project.write({ 'V1__a.sql': fixed });
    expect((await project.run(['resume'])).stderr).toBe('');
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect(await project.query('SELECT id FROM a ORDER BY id')).toEqual([[1], [2]]);
  });

  it('goes on behind the last statement when only a callback failed', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'afterEachMigrate.sql': 'SELECT nope;',
    });
    await project.run(['migrate']);
    expect(await project.history()).toEqual(['1 SQL 0']);
    await project.write({ 'afterEachMigrate.sql': 'INSERT INTO a VALUES (1);' });
    const { stdout, stderr } = await project.run(['resume']);
    expect(stderr).toBe('');
    expect(stdout).toContain('Resuming V1__a.sql behind its last statement');
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('goes on from the first statement when nothing is committed', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'INSERT INTO nowhere VALUES (1);' });
    await project.run(['migrate']);
    await project.write({ 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    expect((await project.run(['resume'])).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('has nothing to do where nothing is unfinished, and then migrates what is pending', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    const resumed = await project.run(['resume']);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain('No script is unfinished');
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect((await project.run(['resume'])).code).toBe(0);
  });

  it('refuses a file that is gone', async () => {
    const project = await createProject(server, { 'V1__a.sql': first, 'V0__z.sql': 'SELECT 1;' });
    await project.run(['migrate']);
    await project.remove('V1__a.sql');
    const { code, stderr } = await project.run(['resume']);
    expect(code).toBe(1);
    expect(stderr).toContain('The file of V1__a.sql is gone');
    expect(await project.history()).toEqual(['0 SQL 1', '1 SQL 0']);
  });

  it('says that nothing is known when the journal is gone, and leaves Flyway’s way', async () => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    await project.query('DROP TABLE schema_version_journal');
    const { code, stderr } = await project.run(['resume']);
    expect(code).toBe(1);
    expect(stderr).toContain('How far it came is not known: the journal holds nothing of it.');
    await project.query('DROP TABLE a, b');
    await project.write({ 'V1__a.sql': fixed });
    expect((await project.run(['repair', 'migrate'])).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('goes on with a failed undo file', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT); CREATE TABLE b (id INT);',
      'U1__a.sql': 'DROP TABLE a;\nDROP TABLE nowhere;\nDROP TABLE b;',
    });
    await project.run(['migrate']);
    const failed = await project.run(['undo']);
    expect(failed.stderr).toContain('Fix the file from statement 2 on, then: nilecare-migrate resume.');
    expect(await project.history()).toEqual(['1 SQL 1', '1 DELETE 0']);
    await project.write({ 'U1__a.sql': 'DROP TABLE a;\nDROP TABLE b;' });
    expect((await project.run(['resume'])).stderr).toBe('');
    expect(await project.history()).toEqual(['1 SQL 1', '1 DELETE 1']);
    expect((await project.run(['info'])).stdout).toContain('Pending');
  });

  it('repair forgets how far it was, warns of it, and the file runs from its start', async () => {
    const project = await createProject(server, { 'V1__a.sql': first });
    await project.run(['migrate']);
    const repaired = await project.run(['repair']);
    expect(repaired.stdout).toContain(
      'WARNING: Statements 1 to 3 of V1__a.sql are applied, and the file runs from its start now',
    );
    expect((await project.run(['info'])).stdout).not.toContain('committed');
    await project.query('DROP TABLE a, b');
    await project.write({ 'V1__a.sql': fixed });
    expect((await project.run(['migrate'])).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });
});
