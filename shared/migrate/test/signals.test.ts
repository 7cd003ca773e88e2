import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, sleeping, slow, until, type Project, type Run } from './project.ts';

const [server] = testServers();
if (!server) throw new Error('no test server');

const json = (text: string): unknown => JSON.parse(text);

/** Its second statement takes a while, and is ended only when it has not ended within five seconds. */
const stuck = `CREATE TABLE slow (id INT) ENGINE=InnoDB;
INSERT INTO slow VALUES (1);
SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c;
INSERT INTO slow VALUES (2);`;

describe('a signal in the middle of a script', () => {
  const two = { 'V1__slow.sql': slow, 'V2__next.sql': 'CREATE TABLE next (id INT);' };
  async function started(project: Project, args = ['migrate']): Promise<Run> {
    const run = project.start(args);
    await sleeping(project);
    return run;
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'T34: %s lets the running statement end, rolls back what is open, records it, and exits with %d',
    async (signal, code) => {
      const project = await createProject(server, two);
      const run = await started(project);
      run.child.kill(signal);
      // npm hands a Ctrl-C on that its child had already.
      setTimeout(() => run.child.kill(signal), 100);
      const ended = await run.ended;
      expect(ended).toMatchObject({ code, signal: null });
      expect(ended.stderr).toContain('Stopping behind the running statement');
      expect(ended.stderr).toContain(
        `Interrupted (${signal}) behind statement 3 of 4 of V1__slow.sql, line 3. Statement 1 is committed; statements 2 to 3 are rolled back.`,
      );
      expect(await project.query('SELECT id FROM slow')).toEqual([]);
      expect(await project.history()).toEqual([]);
      expect(await position(project)).toEqual(['V1__slow.sql', 'stopped', 1, null, null]);
    },
  );

  it('T34: finishes and records a script whose last statement runs, and begins no other', async () => {
    const project = await createProject(server, {
      ...two,
      'V1__slow.sql': 'CREATE TABLE slow (id INT);\nINSERT INTO slow SELECT SLEEP(1.5);',
    });
    const run = project.start(['migrate']);
    await inserting(project);
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(143);
    expect(stdout).toContain('Applied V1__slow.sql');
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('T34: ends a statement that goes on for more than five seconds', async () => {
    const project = await createProject(server, { ...two, 'V1__slow.sql': stuck });
    const run = project.start(['migrate']);
    await until(
      async () =>
        (await project.query(running('SELECT COUNT(*) FROM information_schema.columns a'))).length > 0,
    );
    run.child.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted (SIGINT) in statement 3 of 4 of V1__slow.sql, line 3.');
    expect(await project.query(running('SELECT COUNT(*) FROM information_schema.columns a'))).toEqual([]);
    expect(await project.query('SELECT id FROM slow')).toEqual([]);
    expect(await project.history()).toEqual([]);
    expect(await position(project)).toEqual(['V1__slow.sql', 'stopped', 1, null, null]);
  });

  it('T34: frees the lock, so that the next run does not wait', async () => {
    const project = await createProject(server, two);
    const run = await started(project);
    run.child.kill('SIGINT');
    await run.ended;
    expect((await project.run(['repair', '-lockTimeout=0'])).code).toBe(0);
  });

  it('T34: a second one later on ends it at once', async () => {
    const project = await createProject(server, { 'V1__slow.sql': slow.replace('1.5', '20') });
    const run = await started(project);
    run.child.kill('SIGINT');
    setTimeout(() => run.child.kill('SIGINT'), 800);
    const begun = Date.now();
    expect((await run.ended).code).toBe(130);
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(await project.history()).toEqual([]);
  });

  it('ends a chain of commands behind the one that runs', async () => {
    const project = await createProject(server, { 'V1__slow.sql': 'SELECT SLEEP(1.5);' });
    const run = await started(project, [
      'migrate',
      'clean',
      '-cleanDisabled=false',
      `-confirm=${project.schema}`,
    ]);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('Successfully applied 1 migration');
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('is answered in JSON by one object', async () => {
    const project = await createProject(server, two);
    const run = await started(project, ['migrate', '-outputType=json']);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(json(stdout)).toMatchObject({
      error: {
        errorCode: 'INTERRUPTED',
        lineNumber: 3,
        statementNumber: 3,
        statementCount: 4,
        statementsCommitted: 1,
      },
      migrations: [],
    });
  });
});

/** What the journal says of the script that was stopped; nobody holds the lease any more. */
async function position(project: Project): Promise<unknown> {
  const [row] = await project.query(
    'SELECT script, state, committed, statement, owner FROM schema_version_journal WHERE id = 0',
  );
  return row;
}

const running = (text: string) =>
  `SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '${text}%'`;

const inserting = (project: Project) =>
  until(async () => (await project.query(running('INSERT INTO slow SELECT'))).length > 0);

describe('under turbo', () => {
  it('finishes its statement and records where it is when its process group is killed', async () => {
    const project = await createProject(server, {
      'V1__slow.sql': 'CREATE TABLE slow (id INT);\nINSERT INTO slow SELECT SLEEP(2);',
      'V2__next.sql': 'CREATE TABLE next (id INT);',
    });
    const run = project.start(['migrate'], { env: { TURBO_HASH: 'abc' } });
    await inserting(project);
    run.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    run.child.kill('SIGKILL');
    await until(async () => (await project.history()).length === 1);
    expect(await project.query('SELECT COUNT(*) FROM slow')).toEqual([[1]]);
    // Its output ends with the process that is left, which must not begin the next file.
    expect((await run.ended).stdout).toContain('Applied V1__slow.sql');
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('hands on output and exit code', async () => {
    const project = await createProject(server, { 'V1__slow.sql': slow });
    const run = await project.run(['validate'], { env: { TURBO_HASH: 'abc' } });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('Validate failed');
  });
});
