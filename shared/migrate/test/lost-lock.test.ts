import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { MigrateError } from '../src/errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { createProject, rejection, sleeping } from './project.ts';

const password = 'for-this-test-0nly';

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

  it('T9: a server that becomes read-only ends the run, and migrate goes on when it is writable again', async () => {
    const own = await startThrowawayServer({ kind: server.kind });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, {
      'V1__a.sql':
        'CREATE TABLE a (id INT);\nSELECT SLEEP(3);\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);\nCREATE TABLE d (id INT);',
    });
    const administrator = await administratorOf(own.server, project.schema);
    const config = project.config({ user: 'plain', password });
    const [error] = await Promise.all([
      rejection(migrate(config), MigrateError),
      sleeping(project).then(() => administrator.query('SET GLOBAL read_only = ON')),
    ]);
    expect(describeError(error)).toContain(
      'became read-only (switch-over?) after 2/5 statements of V1__a.sql: 1290 ',
    );
    await administrator.query('SET GLOBAL read_only = OFF');
    expect(await migrate(config)).toMatchObject({ targetVersion: '1' });
    expect((await project.query('SHOW TABLES')).flat()).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
  });
});

async function administratorOf({ host, port, user, password: secret }: TestServer, schema: string) {
  const administrator = await createConnection({ host, port, user, password: secret });
  onTestFinished(() => administrator.destroy());
  await administrator.query(`CREATE USER 'plain'@'%' IDENTIFIED BY '${password}'`);
  await administrator.query(`GRANT ALL ON \`${schema}\`.* TO 'plain'@'%'`);
  return administrator;
}
