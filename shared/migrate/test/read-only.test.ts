import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { baseline } from '../src/commands/baseline.ts';
import { clean } from '../src/commands/clean.ts';
import { migrate } from '../src/commands/migrate.ts';
import { undo } from '../src/commands/undo.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { NotWritableError } from '../src/server-errors.ts';
import { connectTo } from './connect-to.ts';
import { plainAccount } from './plain-account.ts';
import { createProject, rejection, sleeping, until } from './project.ts';

const replication = {
  mysql: {
    source: "REPLICATION SOURCE TO SOURCE_HOST = 'db1.internal', SOURCE_PORT = 3307",
    reset: 'RESET REPLICA ALL',
    right: 'REPLICATION CLIENT',
  },
  mariadb: {
    source: "MASTER TO MASTER_HOST = 'db1.internal', MASTER_PORT = 3307",
    reset: 'RESET SLAVE ALL',
    right: 'REPLICA MONITOR',
  },
};

const files = { 'V1__t.sql': 'CREATE TABLE t (id INT);', 'U1__t.sql': 'DROP TABLE t;' };

/** A server of its own, because read_only is a setting of the whole server. */
let own: ThrowawayServer;

/** With an account that read_only is meant for, as whom `config` connects. */
async function startProject() {
  const { server } = own;
  const administrator = await connectTo(server);
  onTestFinished(() => administrator.destroy());
  const project = await createProject(server, files);
  const account = await plainAccount(server, project.schema);
  return { project, administrator, account, config: project.config({ ...account }) };
}

async function setReadOnly(administrator: Connection, variable: string): Promise<void> {
  await administrator.query(`SET GLOBAL ${variable} = ON`);
  onTestFinished(() => setWritable(administrator));
}

/** MySQL's super_read_only goes off with it. */
async function setWritable(administrator: Connection): Promise<void> {
  await administrator.query('SET GLOBAL read_only = OFF');
}

describe.each(testServers())('a read-only server, $kind $version', ({ kind }) => {
  beforeAll(async () => {
    own = await startThrowawayServer({ kind });
  });
  afterAll(() => own.stop());

  it('T9: is refused before anything is sent, and named', async () => {
    const { project, administrator, config } = await startProject();
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
    const { administrator, account, config } = await startProject();
    const { source, reset, right } = replication[kind];
    await administrator.query(`CHANGE ${source}`);
    onTestFinished(async () => {
      await administrator.query(reset);
    });
    await administrator.query(`GRANT ${right} ON *.* TO ${account.user}@'%'`);
    await setReadOnly(administrator, 'read_only');
    const error = await rejection(migrate(config), NotWritableError);
    expect(describeError(error)).toContain('\nIt is a replica of db1.internal:3307: connect to that one.');
  });

  it('is no hindrance where nothing is pending, nor to an account that may write', async () => {
    const { project, administrator, config } = await startProject();
    await migrate(config);
    await setReadOnly(administrator, 'read_only');
    expect(await migrate(config)).toMatchObject({ applied: [] });
    await rejection(undo(config), NotWritableError);
    await rejection(clean({ ...config, cleanDisabled: false, confirm: [project.schema] }), NotWritableError);
    await project.write({ 'V2__u.sql': 'CREATE TABLE u (id INT);' });
    expect(await migrate(project.config())).toMatchObject({ targetVersion: '2' });
  });

  it('T9: ends the run when it becomes one in a script, and migrate goes on when it is writable again', async () => {
    const { project, administrator, config } = await startProject();
    await project.write({
      'V1__t.sql':
        'CREATE TABLE a (id INT);\nSELECT SLEEP(1);\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);\nCREATE TABLE d (id INT);',
    });
    const running = rejection(migrate(config), PartialRunError);
    await sleeping(project);
    await setReadOnly(administrator, 'read_only');
    expect(describeError(await running)).toContain(
      'became read-only (switch-over?) after 2/5 statements of V1__t.sql: 1290 ',
    );
    await setWritable(administrator);
    expect(await migrate(config)).toMatchObject({ targetVersion: '1' });
    expect((await project.query('SHOW TABLES')).flat()).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
  });

  it('T9: is named when it becomes one between the row of a script and the beginning of the next', async () => {
    const { project, administrator, config } = await startProject();
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
    await setWritable(administrator);
    expect(await migrate(config)).toMatchObject({ targetVersion: '2' });
  });

  it('T9: is named when it becomes one in front of the COMMIT of the last script', async () => {
    const { project, administrator, account, config } = await startProject();
    await project.write({ 'V1__t.sql': 'CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);' });
    const hold = path.join(project.root, 'hold');
    const { ended } = project.start(['migrate'], {
      failpoint: `commit=hold=${hold}`,
      conf: `flyway.user=${account.user}`,
      env: { DB_PASSWORD: account.password },
    });
    await until(() => Promise.resolve(existsSync(hold)));
    await setReadOnly(administrator, 'read_only');
    await rm(hold);
    expect((await ended).stderr).toContain('The server became read-only (switch-over?) after 2/2 statements');
    expect(await project.query('SELECT id FROM t')).toEqual([]);
    expect(await project.history()).toEqual([]);
    await setWritable(administrator);
    await migrate(config);
    expect(await project.query('SELECT id FROM t')).toEqual([[1]]);
  });

  it.skipIf(kind === 'mariadb')('is refused by super_read_only whoever asks', async () => {
    const { project, administrator } = await startProject();
    await setReadOnly(administrator, 'super_read_only');
    const error = await rejection(migrate(project.config()), NotWritableError);
    expect(error.obstacle).toEqual({ kind: 'read-only', variable: 'super_read_only' });
  });
});
