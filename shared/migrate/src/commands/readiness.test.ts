import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rows } from '../../test/builders.ts';
import { closeSession, openTestSession, type TestSession } from '../../test/session.ts';
import { QueryError, RefusedError } from '../errors.ts';
import { HistoryTableError } from '../history-errors.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import { describeObstacle } from '../report/describe-obstacle.ts';
import { readMigrations, readReadiness } from './readiness.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'readiness files '));
  for (const name of ['V1__a.sql', 'V2__b.sql', 'R__view.sql', 'U2__b.sql'])
    await writeFile(path.join(folder, name), 'SELECT 1;');
  return () => rm(folder, { recursive: true });
});

it('a folder that is missing is refused', async () => {
  await expect(readMigrations(path.join(folder, 'gone'))).rejects.toBeInstanceOf(RefusedError);
});

it('placeholders of repeatable files need no value, and files need not be UTF-8', async () => {
  await writeFile(path.join(folder, 'R__view.sql'), Buffer.from('SELECT "${who}", "\xe9";', 'latin1'));
  expect(await readMigrations(folder)).toHaveLength(4);
});

describe.each(testServers())('readiness on $kind $version', (server) => {
  let opened: TestSession;
  let connection: Connection;
  beforeEach(async () => {
    opened = await openTestSession(server);
    const { host, port, user, password } = server;
    connection = await createConnection({ host, port, user, password });
  });
  afterEach(async () => {
    await connection.end();
    await closeSession(opened);
  });

  const look = async () =>
    readReadiness(await readMigrations(folder), opened.table, async (sql, values) => {
      const [found] = await connection.query(sql, values);
      return found as object[];
    });

  it('follows the history', async () => {
    const history = mysqlHistory(opened.session, opened.table);
    expect((await look()).obstacle).toMatchObject({ kind: 'empty' });
    await history.create();
    for (const row of rows('SQL V1__a', 'SQL V2__b')) await history.add(row);
    const { obstacle, pending } = await look();
    expect(obstacle && describeObstacle(obstacle)).toBe('schema at V2, but R__view.sql was never applied');
    expect(pending).toBe(1);
    for (const row of rows('SQL R__view changed')) await history.add(row);
    expect(await look()).toMatchObject({ pending: 0, current: { text: '2' }, needed: { text: '2' } });
    expect((await look()).obstacle).toBeUndefined();
  });

  it('cannot be told from a table that is no history', async () => {
    await opened.session.send(`CREATE TABLE ${opened.table.table} (id INT PRIMARY KEY)`);
    await expect(look()).rejects.toBeInstanceOf(HistoryTableError);
  });

  it('cannot be told when the server refuses the query', async () => {
    const { session, table } = opened;
    await session.send('CREATE TABLE t (installed_rank INT PRIMARY KEY)');
    await session.send(`CREATE VIEW ${table.table} AS SELECT * FROM t`);
    await session.send('DROP TABLE t');
    await expect(look()).rejects.toBeInstanceOf(QueryError);
  });

  it('needs SELECT on the history and nothing else', async () => {
    const { session, table } = opened;
    const history = mysqlHistory(session, table);
    await history.create();
    for (const row of rows('SQL V1__a', 'SQL V2__b', 'SQL R__view')) await history.add(row);
    await session.send('CREATE TABLE other (id INT PRIMARY KEY)');
    const user = `r${table.schema.slice(0, 10)}`;
    await session.send(`CREATE USER ${user}@'%' IDENTIFIED BY 'river-stone-41-lantern'`);
    await session.send(`GRANT SELECT ON ${table.schema}.other TO ${user}@'%'`);
    const { host, port } = server;
    const limited = await createConnection({ host, port, user, password: 'river-stone-41-lantern' });
    const lookAs = async () =>
      readReadiness(await readMigrations(folder), table, async (sql, values) => {
        const [found] = await limited.query(sql, values);
        return found as object[];
      });
    try {
      await expect(lookAs()).rejects.toMatchObject({ fault: { errno: 1142 } });
      await session.send(`GRANT SELECT ON ${table.schema}.${table.table} TO ${user}@'%'`);
      expect((await lookAs()).obstacle).toBeUndefined();
    } finally {
      await limited.end();
      await session.send(`DROP USER ${user}@'%'`);
    }
  });

  it('is not told by a lost connection', async () => {
    await connection.query('KILL CONNECTION_ID()').catch(() => undefined);
    await expect(look()).rejects.not.toBeInstanceOf(QueryError);
  });
});
