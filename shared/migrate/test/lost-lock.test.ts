import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { MigrateError } from '../src/errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { createProject, rejection, sleeping } from './project.ts';

describe.each(testServers())('a lock that is lost on the way, $kind $version', (server) => {
  it('T13: an idle connection that the server has ended is noticed in front of the next script', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nSET SESSION wait_timeout = 1;',
      'V2__b.sql': 'CREATE TABLE b (id INT);',
    });
    let scripts = 0;
    const listener = ({ type }: { readonly type: string }) => {
      if (type !== 'script-applied' || ++scripts > 1) return;
      // Nothing of this program may run meanwhile, as when its machine is suspended.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
    };
    const error = await rejection(migrate(project.config(), { listener }), MigrateError);
    expect(describeError(error)).toContain('Lost the connection to ');
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
    expect(await migrate(project.config())).toMatchObject({ targetVersion: '2' });
  });

  it('a script that gives the lock away is noticed in front of its next commit', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nDO RELEASE_ALL_LOCKS();\nCREATE TABLE b (id INT);',
    });
    const error = await rejection(migrate(project.config()), MigrateError);
    expect(describeError(error)).toContain('was lost.');
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
  });

  it.each(['utf16', 'utf32'])('a script that sets a collation of %s does not lose it', async (charset) => {
    const project = await createProject(server, {
      'V1__a.sql': `CREATE TABLE a (id INT);\nSET collation_connection = ${charset}_general_ci;`,
      'V2__b.sql': 'CREATE TABLE b (id INT);',
    });
    expect(await migrate(project.config())).toMatchObject({ targetVersion: '2' });
  });

  it.runIf(server.kind === 'mariadb')(
    'a beat of the lease does not break a transaction whose snapshot is older (1020)',
    async () => {
      const project = await createProject(server, {
        'V1__a.sql': 'CREATE TABLE a (id INT);',
        'V2__b.sql':
          'SELECT * FROM a;\nINSERT INTO a VALUES (1);\nSELECT SLEEP(1.5);\nCREATE TABLE b (id INT);',
      });
      await migrate(project.config({ target: '1' }));
      const { host, port } = server;
      const url = `jdbc:mysql://${host}:${port}/${project.schema}?sessionVariables=innodb_snapshot_isolation=1`;
      const running = migrate(project.config({ url }));
      await Promise.all([
        running,
        sleeping(project).then(() =>
          project.query('UPDATE schema_version_journal SET expires_at = UTC_TIMESTAMP(3) WHERE id = 0'),
        ),
      ]);
      expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    },
  );
});
