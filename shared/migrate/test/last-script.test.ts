/** The end of a run: what commits its last script gives the lease back too, and all that may go wrong there. */
import { startProxy, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { LockError, PartialRunError } from '../src/run-errors.ts';
import { createProject, rejection, until, type Files, type Project } from './project.ts';

const files = { 'V1__a.sql': 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);' };

/** By one query, so that it is one moment's. */
async function present(project: Project): Promise<unknown> {
  const rows = '(SELECT COUNT(*) FROM schema_version)';
  const work = '(SELECT COUNT(*) FROM a)';
  const [row] = await project.query(
    `SELECT ${work}, ${rows}, state, owner IS NULL, ended_at IS NOT NULL FROM schema_version_journal WHERE id = 0`,
  );
  return row;
}

/** Through a proxy that is to see what is sent. */
function readableUrl({ host, port }: TestServer, { schema }: Project): string {
  return `jdbc:mysql://${host}:${port}/${schema}?sslMode=DISABLED`;
}

const nothing = [0, 0, 'running', 0, 0];
const all = [1, 1, 'done', 1, 1];

async function isCompletedByTheNext(project: Project): Promise<void> {
  const next = await project.run(['migrate']);
  expect(`${next.code} ${next.stderr}`).toBe('0 ');
  expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
  expect(await project.history()).toEqual(['1 SQL 1']);
}

describe.each(testServers())('the last script on $kind $version', (server) => {
  it.each([
    ['history-write', nothing],
    ['commit', nothing],
    ['committed', all],
  ])('T5: a run that is killed at %s leaves all of its end or nothing', async (moment, left) => {
    const project = await createProject(server, files);
    const killed = await project.run(['migrate'], { failpoint: `${moment}=kill` });
    expect(killed.signal).toBe('SIGKILL');
    await until(async () => JSON.stringify(await present(project)) === JSON.stringify(left));
    await isCompletedByTheNext(project);
  });

  it.each([
    ['before the server sees it', 'before', nothing],
    ['before its answer', 'answered', all],
  ] as const)(
    'T6: a connection that is lost at the commit, %s, leaves all or nothing',
    async (_what, at, left) => {
      const proxy = await startProxy(server);
      onTestFinished(() => proxy.close());
      const project = await createProject(server, files);
      void proxy.when({ text: 'SET autocommit = 1, foreign_key_checks', at, act: 'reset' });
      const lost = await project.run(['migrate'], { through: proxy.server });
      expect(lost.code).toBe(1);
      expect(lost.stdout).not.toContain('Applied V1__a.sql');
      await until(async () => JSON.stringify(await present(project)) === JSON.stringify(left));
      await isCompletedByTheNext(project);
    },
  );

  it('gives the lease back by itself when its commit does not come about', async () => {
    const project = await createProject(server, files);
    const failed = await project.run(['migrate'], { failpoint: 'commit=throw' });
    expect(failed.code).toBe(1);
    expect(await present(project)).toEqual([0, 1, 'failed', 1, 1]);
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('writes its end again when a lock of another kept it from being written', async () => {
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    const other = await project.connect();
    void proxy.when({
      text: 'ended_at = UTC_TIMESTAMP(3)',
      at: 'before',
      act: async () => {
        await other.query('START TRANSACTION');
        await other.query('SELECT run FROM schema_version_journal WHERE id = 0 FOR UPDATE');
      },
    });
    const repeated = proxy.when({ text: 'ROLLBACK', at: 'before', act: () => other.query('COMMIT') });
    const through = project.config({
      url: readableUrl(proxy.server, project),
      initSql: 'SET innodb_lock_wait_timeout = 1',
    });
    await Promise.all([migrate(through), repeated]);
    expect(await present(project)).toEqual([0, 1, 'done', 1, 1]);
  });

  it('T13: is not committed when somebody else has taken the lease', async () => {
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const project = await createProject(server, files);
    void proxy.when({
      text: 'ended_at = UTC_TIMESTAMP(3)',
      at: 'before',
      act: () => project.query("UPDATE schema_version_journal SET owner = 'another' WHERE id = 0"),
    });
    const url = readableUrl(proxy.server, project);
    const error = await rejection(migrate(project.config({ url })), PartialRunError);
    expect(error.cause).toBeInstanceOf(LockError);
    expect(await present(project)).toEqual(nothing);
  });

  const apart: readonly (readonly [string, Files, readonly string[]])[] = [
    ['a callback may come behind it', { ...files, 'afterMigrate.sql': 'SELECT 1;' }, []],
    ['it has no transaction', { ...files, 'V1__a.sql.conf': 'executeInTransaction=false' }, []],
    ['it is one of a group', files, ['-group=true']],
    ['it leaves autocommit on', { 'V1__a.sql': `${files['V1__a.sql']}\nSET autocommit = 1;` }, []],
  ];
  it.each(apart)('leaves the lease to a query of its own where %s', async (_what, written, options) => {
    const project = await createProject(server, written);
    const killed = await project.run(['migrate', ...options], { failpoint: 'lease-release=kill' });
    expect(killed.signal).toBe('SIGKILL');
    expect(await present(project)).toEqual([1, 1, 'done', 0, 0]);
  });
});
