import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, recorder, rejection, until } from '../../test/project.ts';
import { migrate } from '../commands/migrate.ts';
import type { Config } from '../config/config.ts';
import { DuplicateMigrationError } from '../errors.ts';
import { InterruptedError, LockError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { ownFiles, type FileSource } from '../source/file-source.ts';
import { flywayLockName } from './lock.ts';

async function holdLock(config: Config, holder: Connection): Promise<number> {
  const name = flywayLockName({ schema: config.defaultSchema, table: config.table });
  const [rows] = await holder.query<RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS got, CONNECTION_ID() AS id', [
    name,
  ]);
  expect(rows[0]?.['got']).toBe(1);
  return Number(rows[0]?.['id']);
}

async function isFree(config: Config, other: Connection): Promise<boolean> {
  const name = flywayLockName({ schema: config.defaultSchema, table: config.table });
  const [rows] = await other.query<RowDataPacket[]>('SELECT IS_FREE_LOCK(?) AS free', [name]);
  return rows[0]?.['free'] === 1;
}

/** Connection ids of those that wait in GET_LOCK. */
async function waiters(config: Config, other: Connection): Promise<number[]> {
  const [rows] = await other.query<RowDataPacket[]>(
    "SELECT id FROM information_schema.processlist WHERE db = ? AND state LIKE 'User lock'",
    [config.defaultSchema],
  );
  return rows.map((row) => Number(row['id'] ?? row['ID']));
}

const files = { 'V1__t.sql': 'CREATE TABLE t (id INT);' };

describe('the name of the lock', () => {
  // Seen in the general log of a server that Flyway 11.8.2 migrated.
  it('is that of Flyway', () => {
    expect(flywayLockName({ schema: 'fly', table: 'schema_version' })).toBe('Flyway-1505924135');
  });
});

describe.each(testServers())('the lock on $kind $version', (server) => {
  it('T1: waits as long as lockTimeout says and then names the holder', async () => {
    const project = await createProject(server, files);
    const config = project.config({ lockTimeout: 2 });
    const holder = await project.connect();
    const id = await holdLock(config, holder);
    const { events, listener } = recorder();
    const started = Date.now();
    const error = await rejection(migrate(config, { listener }), LockError);
    expect(Date.now() - started).toBeGreaterThan(1800);
    expect(Date.now() - started).toBeLessThan(6000);
    expect(error).toMatchObject({ reason: 'timeout', holder: { connectionId: id, user: server.user } });
    expect(describeError(error)).toContain(`is held by connection ${id} (${server.user}@`);
    expect(describeError(error)).toContain('Nothing was changed.');
    expect(events.filter(({ type }) => type === 'lock-waiting')).toHaveLength(1);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('tries once when lockTimeout is 0', async () => {
    const project = await createProject(server, files);
    const config = project.config({ lockTimeout: 0 });
    await holdLock(config, await project.connect());
    await rejection(migrate(config), LockError);
  });

  it('goes on as soon as the holder frees it, with what the holder did', async () => {
    const project = await createProject(server, files);
    const config = project.config();
    const holder = await project.connect();
    await holdLock(config, holder);
    const waiting = migrate(config);
    const other = await project.connect();
    await until(async () => (await waiters(config, other)).length > 0);
    await migrate(project.config({ table: 'another_history' }));
    holder.destroy();
    await expect(waiting).rejects.toMatchObject({ code: 'NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE' });
  });

  it('creates a missing schema once when two runs find it missing', async () => {
    const project = await createProject(server, files);
    const config = project.config();
    await project.query(`DROP DATABASE ${project.schema}`);
    const url = `jdbc:mysql://${server.host}:${server.port}/`;
    const reports = await Promise.all(
      [1, 2].map(() =>
        migrate({ ...config, connection: project.config({ url, defaultSchema: project.schema }).connection }),
      ),
    );
    expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 1]);
  });

  it('T3: fails when the wait is killed', async () => {
    const project = await createProject(server, files);
    const config = project.config();
    await holdLock(config, await project.connect());
    const failing = rejection(migrate(config), LockError);
    const other = await project.connect();
    await until(async () => {
      const [id] = await waiters(config, other);
      if (id !== undefined) await other.query(`KILL QUERY ${id}`);
      return id !== undefined;
    });
    const error = await failing;
    expect(error.reason).toBe('killed');
    expect(describeError(error)).toContain('the wait was killed. Nothing was changed.');
  });

  it('stops waiting when it is told to stop', async () => {
    const project = await createProject(server, files);
    const config = project.config();
    await holdLock(config, await project.connect());
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort('SIGTERM');
    }, 300);
    const error = await rejection(migrate(config, { stop: stop.signal }), InterruptedError);
    expect(error.signal).toBe('SIGTERM');
  });

  it('is free again when the files are refused', async () => {
    const project = await createProject(server, { ...files, 'V1__again.sql': 'SELECT 1;' });
    const config = project.config();
    await rejection(migrate(config), DuplicateMigrationError);
    const other = await project.connect();
    await until(() => isFree(config, other));
  });

  it('is not kept by a run that is told to stop before it begins', async () => {
    const project = await createProject(server, files);
    const config = project.config();
    const stop = new AbortController();
    const own = ownFiles();
    const discover: FileSource['discover'] = (given) => {
      stop.abort('SIGINT');
      return own.discover(given);
    };
    await rejection(migrate(config, { stop: stop.signal, source: { ...own, discover } }), InterruptedError);
    const other = await project.connect();
    await until(() => isFree(config, other));
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T4: tells a plain account the connection id of the holder, and what would show more', async () => {
    // On a server of its own, because accounts belong to the whole server.
    const own = await startThrowawayServer({ kind: server.kind });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, files);
    const { user, password } = await plainAccount(own.server, project.schema);
    const config = project.config({ lockTimeout: 0, user, password });
    const id = await holdLock(config, await project.connect());
    const error = await rejection(migrate(config), LockError);
    expect(describeError(error)).toContain(`is held by connection ${id} (GRANT PROCESS would show whose)`);
  });
});

async function plainAccount({ host, port, user, password }: TestServer, schema: string) {
  const administrator = await createConnection({ host, port, user, password });
  onTestFinished(() => administrator.destroy());
  await administrator.query("CREATE USER 'plain'@'%' IDENTIFIED BY 'for-this-test-0nly'");
  await administrator.query(`GRANT ALL ON \`${schema}\`.* TO 'plain'@'%'`);
  return { user: 'plain', password: 'for-this-test-0nly' };
}
