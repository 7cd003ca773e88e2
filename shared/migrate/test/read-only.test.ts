import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { baseline } from '../src/commands/baseline.ts';
import { clean } from '../src/commands/clean.ts';
import { migrate } from '../src/commands/migrate.ts';
import { undo } from '../src/commands/undo.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { NotWritableError } from '../src/server-errors.ts';
import { createProject, rejection, sleeping, until } from './project.ts';

const files = { 'V1__t.sql': 'CREATE TABLE t (id INT);', 'U1__t.sql': 'DROP TABLE t;' };
const password = 'for-this-test-0nly';

/** A server of its own, because read_only is a setting of the whole server; with an account that it is meant for. */
async function startServer(kind: TestServer['kind']) {
  const own = await startThrowawayServer({ kind });
  const { server } = own;
  onTestFinished(() => own.stop());
  const administrator = await createConnection({
    ...addressOf(server),
    user: server.user,
    password: server.password,
  });
  onTestFinished(() => administrator.destroy());
  const project = await createProject(server, files);
  await administrator.query(`CREATE USER 'plain'@'%' IDENTIFIED BY '${password}'`);
  await administrator.query(`GRANT ALL ON \`${project.schema}\`.* TO 'plain'@'%'`);
  return { project, administrator, config: project.config({ user: 'plain', password }) };
}

function addressOf({ host, port }: TestServer) {
  return { host, port };
}

async function setReadOnly(administrator: Connection, variable: string): Promise<void> {
  await administrator.query(`SET GLOBAL ${variable} = ON`);
  onTestFinished(async () => {
    await administrator.query('SET GLOBAL read_only = OFF');
  });
}

describe.each(testServers())('a read-only server, $kind $version', ({ kind }) => {
  it('T9: is refused before anything is sent, and named', async () => {
    const { project, administrator, config } = await startServer(kind);
    await setReadOnly(administrator, 'read_only');
    const { host, port } = config.connection;
    const error = await rejection(migrate(config), NotWritableError);
    expect(error.code).toBe('SERVER_NOT_WRITABLE');
    expect(describeError(error)).toBe(
      `The server ${host}:${port} is read-only (read_only is on); nothing was started.\nIt may be a replica, or in the middle of a switch-over: connect to the server that takes writes, or make this one writable.`,
    );
    await rejection(baseline(config), NotWritableError);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T9: has its source named, where it is a replica and tells', async () => {
    const { administrator, config } = await startServer(kind);
    await administrator.query(
      kind === 'mysql'
        ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'db1.internal', SOURCE_PORT = 3307"
        : "CHANGE MASTER TO MASTER_HOST = 'db1.internal', MASTER_PORT = 3307",
    );
    const right = kind === 'mysql' ? 'REPLICATION CLIENT' : 'REPLICA MONITOR';
    await administrator.query(`GRANT ${right} ON *.* TO 'plain'@'%'`);
    await setReadOnly(administrator, 'read_only');
    const error = await rejection(migrate(config), NotWritableError);
    expect(describeError(error)).toContain('\nIt is a replica of db1.internal:3307: connect to that one.');
  });

  it('is no hindrance where nothing is pending, nor to an account that may write', async () => {
    const { project, administrator, config } = await startServer(kind);
    await migrate(config);
    await setReadOnly(administrator, 'read_only');
    expect(await migrate(config)).toMatchObject({ applied: [] });
    await rejection(undo(config), NotWritableError);
    await rejection(clean({ ...config, cleanDisabled: false, confirm: [project.schema] }), NotWritableError);
    await project.write({ 'V2__u.sql': 'CREATE TABLE u (id INT);' });
    expect(await migrate(project.config())).toMatchObject({ targetVersion: '2' });
  });

  it('T9: is named when it becomes one between the row of a script and the beginning of the next', async () => {
    const { project, administrator, config } = await startServer(kind);
    await project.write({
      'V1__t.sql': 'CREATE TABLE t (id INT);\nSELECT SLEEP(1);',
      'V2__u.sql': 'CREATE TABLE u (id INT);',
    });
    const running = rejection(migrate(config), PartialRunError);
    await sleeping(project);
    await setReadOnly(administrator, 'read_only');
    const error = await running;
    expect(error).toMatchObject({ failed: { row: { script: 'V1__t.sql' } }, applied: [] });
    expect(describeError(error)).toContain(
      'The server became read-only (switch-over?) after 2/2 statements of V1__t.sql: 1290 ',
    );
    await administrator.query('SET GLOBAL read_only = OFF');
    expect(await migrate(config)).toMatchObject({ targetVersion: '2' });
  });

  it('T9: is named when it becomes one in front of the COMMIT of the last script', async () => {
    const { project, administrator, config } = await startServer(kind);
    await project.write({ 'V1__t.sql': 'CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);' });
    const hold = path.join(project.root, 'hold');
    const { ended } = project.start(['migrate'], {
      failpoint: `commit=hold=${hold}`,
      conf: 'flyway.user=plain',
      env: { DB_PASSWORD: password },
    });
    await until(() => Promise.resolve(existsSync(hold)));
    await setReadOnly(administrator, 'read_only');
    await rm(hold);
    expect((await ended).stderr).toContain('The server became read-only (switch-over?) after 2/2 statements');
    expect(await project.query('SELECT id FROM t')).toEqual([]);
    expect(await project.history()).toEqual([]);
    await administrator.query('SET GLOBAL read_only = OFF');
    await migrate(config);
    expect(await project.query('SELECT id FROM t')).toEqual([[1]]);
  });

  it.skipIf(kind === 'mariadb')('is refused by super_read_only whoever asks', async () => {
    const { project, administrator } = await startServer(kind);
    await setReadOnly(administrator, 'super_read_only');
    const error = await rejection(migrate(project.config()), NotWritableError);
    expect(error.obstacle).toEqual({ kind: 'read-only', variable: 'super_read_only' });
  });
});
