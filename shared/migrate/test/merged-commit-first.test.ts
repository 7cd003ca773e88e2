/** What becomes of the end of a script behind the first statement of the next one, or behind the COMMIT in front of it. */
import { startProxy, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { createProject, recorder, sleeping } from './project.ts';

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);',
  'V2__b.sql': 'CREATE TABLE b (id INT);\nINSERT INTO b VALUES (2);',
};

describe.each(testServers())('behind the first statement on $kind $version', (server) => {
  it.each([
    ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;', 'ANALYZE TABLE a;'],
    ["XA START 'b';\nXA END 'b';\nXA ROLLBACK 'b';", '/*!50000 CHECK TABLE a */;'],
    ['SET sql_log_bin = 0;\nSET sql_log_bin = 1;', 'OPTIMIZE TABLE a;'],
  ])(
    'no transaction is open in front of %s, behind what commits and answers with rows',
    async (outside, first) => {
      const project = await createProject(server, {
        ...files,
        'V2__b.sql': `${first}\n${outside}\n${files['V2__b.sql']}`,
      });
      await migrate(project.config());
      expect(await project.query('SELECT id FROM b')).toEqual([[2]]);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    },
  );

  it('the first script is committed behind what is DDL on the other kind of server only', async () => {
    const other = server.kind === 'mariadb' ? '/*!80000' : '/*M!100000';
    const project = await createProject(server, {
      ...files,
      'V2__b.sql': `${other} CREATE TABLE x (id INT) */;\n${files['V2__b.sql']}`,
    });
    const { events, listener } = recorder();
    await migrate(project.config(), { listener }).catch(() => undefined);
    expect(
      events.some((each) => each.type === 'script-applied' && each.step.row.script === 'V1__a.sql'),
    ).toBe(true);
    expect((await project.history())[0]).toBe('1 SQL 1');
  });

  it.each([
    ['that ends it by itself', 'INSERT INTO a VALUES (2);'],
    ['behind what cannot be parsed', 'CREATE TABEL b (id INT);'],
  ])('T6: the first script is in doubt when the answer to the COMMIT %s is lost', async (_what, second) => {
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const project = await createProject(server, {
      'V1__a.sql': `${files['V1__a.sql']}\nSELECT SLEEP(1);`,
      'V2__b.sql': second,
    });
    const running = project.run(['migrate'], { through: proxy.server });
    await sleeping(project);
    void proxy.when({ text: 'COMMIT', at: 'answered', act: 'reset' });
    const lost = await running;
    expect(lost.stderr).toContain(
      'Whether the row of V1__a.sql, which ran to its end, is committed is unknown too',
    );
    expect(lost.stdout).not.toContain('Applied V1__a.sql');
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('T6: nothing is applied twice when the answer to the COMMIT of the last script is lost', async () => {
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const project = await createProject(server, {
      'V1__a.sql': `${files['V1__a.sql']}\nSELECT SLEEP(1);`,
    });
    const running = project.run(['migrate'], { through: proxy.server });
    await sleeping(project);
    void proxy.when({ text: 'SET autocommit = 1, foreign_key_checks', at: 'answered', act: 'reset' });
    const lost = await running;
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain('commit the script');
    expect(lost.stdout).not.toContain('Applied V1__a.sql');
    expect((await project.run(['migrate'])).code).toBe(0);
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });
});
