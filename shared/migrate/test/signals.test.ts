import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, sleeping, slow, until, type Project, type Run } from './project.ts';

const [server] = testServers();
if (!server) throw new Error('no test server');

const json = (text: string): unknown => JSON.parse(text);

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
    'T34: %s lets it finish and commit, begins nothing more and exits with %d',
    async (signal, code) => {
      const project = await createProject(server, two);
      const run = await started(project);
      run.child.kill(signal);
      // npm hands a Ctrl-C on that its child had already.
      setTimeout(() => run.child.kill(signal), 100);
      const ended = await run.ended;
      expect(ended).toMatchObject({ code, signal: null });
      expect(ended.stderr).toContain('Stopping after the running migration');
      expect(ended.stdout).toContain('Applied V1__slow.sql');
      expect(await project.query('SELECT id FROM slow')).toEqual([[1], [2]]);
      expect(await project.history()).toEqual(['1 SQL 1']);
      expect((await project.run(['migrate'])).code).toBe(0);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    },
  );

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
    const project = await createProject(server, { 'V1__slow.sql': slow });
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
      error: { errorCode: 'INTERRUPTED' },
      migrations: [{ version: '1' }],
    });
  });
});

describe('under turbo', () => {
  it('finishes and records its migration when its process group is killed', async () => {
    const project = await createProject(server, {
      'V1__slow.sql': slow.replace('1.5', '2'),
      'V2__next.sql': 'CREATE TABLE next (id INT);',
    });
    const run = project.start(['migrate'], { env: { TURBO_HASH: 'abc' } });
    await sleeping(project);
    run.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    run.child.kill('SIGKILL');
    await until(async () => (await project.history()).length === 1);
    expect(await project.query('SELECT id FROM slow')).toEqual([[1], [2]]);
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
