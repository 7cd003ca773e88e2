/** The end of a script that what begins the next one commits (docs/decisions/0018-merged-commit.md), and all that may go wrong there. */
import { startProxy, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { LockError, PartialRunError } from '../src/run-errors.ts';
import { createProject, recorder, rejection, sleeping, type Files, type Project } from './project.ts';

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);',
  'V2__b.sql': 'CREATE TABLE b (id INT);\nINSERT INTO b VALUES (2);',
};

/** From the row of the first script to the answer to the first statement of the second. */
const moments = [
  'history-write:1',
  'script-begin:2',
  'journal-write:2',
  'statement-send:3',
  'statement-sent:3',
  'statement-done:3',
] as const;

async function rows(project: Project, table: string): Promise<unknown[]> {
  return (await project.query(`SELECT id FROM ${table}`)).flat();
}

async function isComplete(project: Project): Promise<void> {
  expect(await rows(project, 'a')).toEqual([1]);
  expect(await rows(project, 'b')).toEqual([2]);
  expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
}

describe.each(testServers())('the merged commit on $kind $version', (server) => {
  const failing = async (second: string, options = {}) => {
    const project = await createProject(server, { ...files, 'V2__b.sql': second });
    const { events, listener } = recorder();
    const error = await rejection(migrate(project.config(options), { listener }), PartialRunError);
    const told = events.filter(({ type }) => type === 'script-applied').length;
    return { project, error, told };
  };

  it.each(moments)('T5: a run that is killed at %s leaves all of it or nothing', async (moment) => {
    const project = await createProject(server, files);
    const killed = await project.run(['migrate'], { failpoint: `${moment}=kill` });
    expect(killed.signal).toBe('SIGKILL');
    const next = await project.run(['migrate']);
    expect(`${next.code} ${next.stderr}`).toBe('0 ');
    await isComplete(project);
  });

  it.each([
    ['cannot be parsed, which commits nothing', 'CREATE TABEL b (id INT);'],
    ['fails behind its commit', 'CREATE TABLE a (id INT);'],
    ['names too long a table', `CREATE TABLE ${'b'.repeat(65)} (id INT);`],
  ])('T14: the first script stands when the second one %s', async (_what, second) => {
    const { project, error, told } = await failing(second);
    expect(error).toMatchObject({ applied: [{ step: { row: { script: 'V1__a.sql' } } }], notRun: [] });
    expect(error.failed).toMatchObject({ row: { script: 'V2__b.sql' } });
    expect(told).toBe(1);
    expect(await rows(project, 'a')).toEqual([1]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it('T16: the first script stands when the second one is ended at its deadline', async () => {
    const project = await createProject(server, { ...files, 'V2__b.sql': 'ALTER TABLE held ADD c INT;' });
    const other = await project.connect();
    await other.query('CREATE TABLE held (id INT)');
    await other.query('START TRANSACTION');
    await other.query('SELECT * FROM held');
    const run = migrate(
      project.config({ baselineOnMigrate: true, baselineVersion: '0', statementTimeout: 1 }),
    );
    const error = await rejection(run, PartialRunError);
    expect(error.failed).toMatchObject({ row: { script: 'V2__b.sql' } });
    expect(error.applied.map(({ step }) => step.row.script)).toEqual(['V1__a.sql']);
    expect((await project.history()).slice(1)).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it('T13: a lock that the first script gave away keeps its row from being committed', async () => {
    const project = await createProject(server, {
      ...files,
      'V1__a.sql': `${files['V1__a.sql']}\nDO RELEASE_ALL_LOCKS();`,
    });
    const { events, listener } = recorder();
    const error = await rejection(migrate(project.config(), { listener }), PartialRunError);
    expect(error.cause).toBeInstanceOf(LockError);
    expect(error).toMatchObject({ applied: [], failed: { row: { script: 'V1__a.sql' } } });
    expect(error.notRun.map(({ row }) => row.script)).toEqual(['V2__b.sql']);
    expect(events.some(({ type }) => type === 'script-applied')).toBe(false);
    expect(await project.history()).toEqual([]);
    expect(await rows(project, 'a')).toEqual([]);
  });

  it('T18: the first script fails when its journal is dropped in between', async () => {
    const project = await createProject(server, {
      ...files,
      'V1__a.sql': `${files['V1__a.sql']}\nSELECT SLEEP(1.5);`,
    });
    const running = rejection(migrate(project.config()), PartialRunError);
    await sleeping(project);
    await project.query('DROP TABLE schema_version_journal');
    expect(await running).toMatchObject({ failed: { row: { script: 'V1__a.sql' } }, applied: [] });
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('what a function has set is put back before the next script', async () => {
    const sets =
      'CREATE FUNCTION switch_off() RETURNS INT DETERMINISTIC BEGIN SET foreign_key_checks = 0; RETURN 1; END';
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);\nDELIMITER //\n${sets}//\nDELIMITER ;\nINSERT INTO a VALUES (switch_off());`,
      'V2__b.sql': 'CREATE TABLE b AS SELECT @@foreign_key_checks AS id;',
      'V3__c.sql': 'CREATE TABLE c AS SELECT @@foreign_key_checks AS id;',
    });
    await migrate(project.config());
    expect([await rows(project, 'a'), await rows(project, 'b'), await rows(project, 'c')]).toEqual([
      [1],
      [1],
      [1],
    ]);
  });

  it('T5: a run that is killed behind the COMMIT of the first script asks nobody about a second one that did nothing', async () => {
    const project = await createProject(server, { ...files, 'V2__b.sql': 'CREATE TABEL b (id INT);' });
    const killed = await project.run(['migrate'], { failpoint: 'committed:1=kill' });
    expect(killed.signal).toBe('SIGKILL');
    expect(
      await project.query('SELECT script, state, statement FROM schema_version_journal WHERE id = 0'),
    ).toEqual([['V2__b.sql', 'running', null]]);
    await rejection(migrate(project.config()), PartialRunError);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it('T6: nothing is said to be applied when the answer that tells of it is lost', async () => {
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const project = await createProject(server, files);
    void proxy.when({ text: 'CREATE TABLE b', at: 'answered', act: 'reset' });
    const lost = await project.run(['migrate'], { through: proxy.server });
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain(
      'Whether the row of V1__a.sql, which ran to its end, is committed is unknown too',
    );
    expect(lost.stderr).toContain('Nothing was applied before it; 0 not begun.');
    expect(lost.stdout).not.toContain('Applied V1__a.sql');
    expect((await project.run(['migrate'])).code).toBe(0);
    await isComplete(project);
  });

  it('a run that is stopped in between ends the first script by itself', async () => {
    const project = await createProject(server, files);
    const stop = new AbortController();
    const stopped = migrate(project.config(), {
      stop: stop.signal,
      listener: (event) => {
        if (event.type === 'statement-started' && event.statement.number === 2) stop.abort('SIGINT');
      },
    });
    const error = await rejection(stopped, PartialRunError);
    expect(error.applied.map(({ step }) => step.row.script)).toEqual(['V1__a.sql']);
    expect(error.notRun.map(({ row }) => row.script)).toEqual(['V2__b.sql']);
    expect(await project.query('SELECT script, state FROM schema_version_journal WHERE id = 0')).toEqual([
      ['V1__a.sql', 'done'],
    ]);
  });

  it('a fault of whoever listens leaves the first script applied', async () => {
    const project = await createProject(server, files);
    const listener = (event: { readonly type: string; readonly index?: number }) => {
      if (event.type === 'script-started' && event.index === 1) throw new Error('on purpose');
    };
    await expect(migrate(project.config(), { listener })).rejects.toThrow('on purpose');
    expect(await rows(project, 'a')).toEqual([1]);
    expect(await project.history()).toEqual(['1 SQL 1']);
    await migrate(project.config());
    await isComplete(project);
  });

  const apart: readonly (readonly [string, Files])[] = [
    ['SET', { 'V1__a.sql': `${files['V1__a.sql']}\nSET @a = 1;` }],
    ['a callback', { 'beforeEachMigrate.sql': 'SELECT 1;' }],
    ['no transaction of its own', { 'V2__b.sql.conf': 'executeInTransaction=false' }],
  ];
  it.each(apart)('is left out with %s', async (_what, more) => {
    const project = await createProject(server, { ...files, ...more });
    const { events, listener } = recorder();
    await migrate(project.config(), { listener });
    const told = events.map(({ type }) => type).filter((type) => type.startsWith('script-'));
    expect(told).toEqual(['script-started', 'script-applied', 'script-started', 'script-applied']);
  });
});
