import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { programVersion } from '../src/program-version.ts';
import { createProject, type Project } from './project.ts';

const script = `CREATE TABLE a (id INT PRIMARY KEY);
INSERT INTO a VALUES (1);
CREATE TABLE b (id INT);
INSERT INTO b VALUES (7);
`;

/** Whether it writes is not seen in the text. */
const calling = `CREATE TABLE a (id INT);
CREATE PROCEDURE fill() BEGIN INSERT INTO a VALUES (1); COMMIT; END;
CALL fill();
CREATE TABLE b (id INT);
`;

interface Failure {
  readonly error: Readonly<Record<string, unknown>>;
}

/** Migrates, and kills the process behind the answer to one of the statements. */
async function killed(project: Project, number: number): Promise<void> {
  const { signal } = await project.run(['migrate'], { failpoint: `statement-done:${number}=kill` });
  expect(signal).toBe('SIGKILL');
}

describe.each(testServers())('a run that was killed on $kind $version', (server) => {
  it('is shown by info, and migrate goes on with it', async () => {
    const project = await createProject(server, {
      'V1__a.sql': script,
      'V2__b.sql': 'CREATE TABLE c (id INT);',
    });
    await killed(project, 3);
    const { stdout } = await project.run(['info']);
    expect(stdout).toMatch(
      /\nV1__a\.sql (?:is running|was interrupted) at statement 3 of 4 \(line 3\); 2 committed\..*[Gg]o on with: nilecare-migrate migrate\n/,
    );
    expect(await project.history()).toEqual([]);
    const migrated = await project.run(['migrate']);
    expect(migrated.stderr).toBe('');
    expect(migrated.stdout).toContain('Resuming V1__a.sql at statement 4 of 4 [1 of 2]');
    expect(await project.query('SELECT id FROM b')).toEqual([[7]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect((await project.run(['info'])).stdout).not.toContain('committed');
  });

  it('has left in the journal who ran it, and from which commit', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    const git = (...args: readonly string[]) =>
      promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: project.root,
      });
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--no-verify', '--no-gpg-sign', '--message=one');
    await killed(project, 3);
    const [row] = await project.query(
      'SELECT account, host, process > 0, tool_version, git_commit FROM schema_version_journal WHERE id = 0',
    );
    const { stdout } = await git('rev-parse', 'HEAD');
    expect(row).toEqual([
      expect.stringContaining(`${server.user}@`),
      hostname(),
      1,
      programVersion(),
      stdout.trim(),
    ]);
  });

  it('is gone on with by resume too', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    await killed(project, 3);
    const { stdout, stderr } = await project.run(['resume', '-outputType=json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      operation: 'resume',
      resumed: 'V1__a.sql',
      migrationsExecuted: 1,
    });
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('is left alone by repair', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    await killed(project, 3);
    expect((await project.run(['repair'])).stdout).toContain('repair leaves it alone.');
    expect((await project.run(['migrate'])).stderr).toBe('');
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('can be taken back by undo', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    await killed(project, 3);
    const undone = await project.run(['undo']);
    expect(undone.stderr).toBe('');
    expect(undone.stdout).toContain('Took back the 3 committed statements of V1__a.sql by their text');
    expect(await project.query("SHOW TABLES LIKE '_'")).toEqual([]);
    // It is not gone on with, though its record says that it was begun.
    await project.write({ 'V1__a.sql': 'CREATE TABLE z (id INT);', 'V0__z.sql': 'SELECT 1;' });
    const again = await project.run(['migrate']);
    expect(again.stdout).not.toContain('Resuming');
    expect(await project.history()).toEqual(['0 SQL 1', '1 SQL 1']);
  });

  it('can be printed before it is gone on with, session and all', async () => {
    const locking =
      'CREATE TABLE a (id INT);\nLOCK TABLES a WRITE;\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nUNLOCK TABLES;';
    const project = await createProject(server, { 'V1__a.sql': locking });
    await killed(project, 3);
    const printed = await project.run(['migrate', '-dryRunOutput=-']);
    expect(printed.code).toBe(0);
    expect(printed.stdout).toMatch(/INSERT INTO a VALUES \(1\)[\s\S]*INSERT INTO a VALUES \(2\)/);
    expect(printed.stdout).not.toContain('CREATE TABLE a');
    expect(await project.history()).toEqual([]);
    expect((await project.run(['migrate'])).stderr).toBe('');
    expect(await project.query('SELECT id FROM a ORDER BY id')).toEqual([[1], [2]]);
  });

  it('refuses a committed statement that was changed meanwhile', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    await killed(project, 3);
    await project.write({ 'V1__a.sql': script.replace('VALUES (1)', 'VALUES (9)') });
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('Statement 2 of V1__a.sql was applied with another text');
  });

  it('refuses a file without the statement that was on its way', async () => {
    const project = await createProject(server, { 'V1__a.sql': script });
    await killed(project, 3);
    await project.write({ 'V1__a.sql': script.split('\n').slice(0, 2).join('\n') });
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('interrupted at statement 3 (line 3 then), which the file no longer has');
    expect(await project.history()).toEqual([]);
    await project.write({ 'V1__a.sql': script });
    expect((await project.run(['migrate'])).stderr).toBe('');
  });

  it('refuses a file that is gone', async () => {
    const project = await createProject(server, { 'V1__a.sql': script, 'V0__z.sql': 'SELECT 1;' });
    await killed(project, 4);
    await project.remove('V1__a.sql');
    const seen = JSON.parse((await project.run(['info', '-outputType=json'])).stdout) as unknown;
    expect(seen).toMatchObject({
      unfinished: [{ script: 'V1__a.sql', statementNumber: 3, statementsCommitted: 2 }],
    });
    const { code, stderr } = await project.run(['migrate']);
    expect(code).toBe(1);
    expect(stderr).toContain('The file of V1__a.sql is gone, and it is unfinished.');
    expect((await project.run(['repair', '-assumeApplied=0'])).code).toBe(0);
    expect((await project.run(['migrate'])).code).toBe(0);
  });

  it('stops where the outcome cannot be told, says how to decide, and goes on when it is decided', async () => {
    const project = await createProject(server, { 'V1__a.sql': calling });
    await killed(project, 3);
    const refused = await project.run(['migrate']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('V1__a.sql was interrupted at line 3, statement 3 of 4');
    expect(refused.stderr).toContain('- it took effect: nilecare-migrate repair -assumeApplied=3');
    expect(refused.stderr).toContain('- it did not: nilecare-migrate repair -assumeApplied=2');
    expect(await project.history()).toEqual([]);
    const { stdout } = await project.run(['migrate', '-outputType=json']);
    expect((JSON.parse(stdout) as Failure).error).toMatchObject({
      errorCode: 'STATE_UNKNOWN',
      statementNumber: 3,
      statementsCommitted: 2,
      lineNumber: 3,
      goOnWith: 'nilecare-migrate migrate',
    });
    expect((await project.run(['undo'])).stderr).toContain('whether that took effect cannot be told');

    const assumed = await project.run(['repair', '-assumeApplied=3']);
    expect(assumed.stdout).toContain(
      'Statements 1 to 3 of 4 of V1__a.sql count as applied. Go on with: nilecare-migrate migrate',
    );
    expect((await project.run(['migrate'])).stderr).toBe('');
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('in an undo file is gone on with by undo, and by resume', async () => {
    const files = {
      'V1__a.sql': 'CREATE TABLE a (id INT); CREATE TABLE b (id INT);',
      'U1__a.sql': 'DROP TABLE a;\nDROP TABLE b;',
    };
    for (const command of ['undo', 'resume']) {
      const project = await createProject(server, files);
      await project.run(['migrate']);
      await project.run(['undo'], { failpoint: 'statement-done:1=kill' });
      expect((await project.run(['migrate'])).stderr).toContain('U1__a.sql was interrupted');
      expect((await project.run(['info'])).stdout).toMatch(/U1__a\.sql (?:is running|was interrupted)/);
      const { stderr, stdout } = await project.run([command]);
      expect([command, stderr]).toEqual([command, '']);
      expect(stdout).toContain('Resuming U1__a.sql at statement 2 of 2');
      expect(await project.history()).toEqual(['1 SQL 1', '1 DELETE 1']);
    }
  });
});
