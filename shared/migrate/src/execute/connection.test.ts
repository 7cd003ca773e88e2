import { testServers } from '@nilecare/dev-database/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { createProject, rejection, until } from '../../test/project.ts';
import { migrate } from '../commands/migrate.ts';
import { ConnectionError } from '../errors.ts';
import { PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { parseServer } from './open-connection.ts';

describe('the version that a server tells', () => {
  it.each([
    ['8.4.3', 'mysql', '8.4.3'],
    ['9.7.4-2', 'mysql', '9.7.4'],
    ['10.11.19-MariaDB-0+deb12u1-log', 'mariadb', '10.11.19'],
    ['5.5.5-10.6.1-MariaDB', 'mariadb', '10.6.1'],
    ['8.0.35-27-Percona Server', 'mysql', '8.0.35'],
  ])('%s is %s %s', (text, kind, version) => {
    expect(parseServer(text)).toEqual({ kind, version });
  });
});

/** The connection that runs SELECT SLEEP in the schema. */
async function sleeper(schema: string, other: Connection): Promise<number | undefined> {
  const [rows] = await other.query<RowDataPacket[]>(
    "SELECT id AS found FROM information_schema.processlist WHERE db = ? AND info LIKE 'SELECT SLEEP%'",
    [schema],
  );
  return rows[0] && Number(rows[0]['found']);
}

describe.each(testServers())('the connection on $kind $version', (server) => {
  it('says that the outcome is unknown when it is killed in a statement, and does not re-open it', async () => {
    const project = await createProject(server, {
      'V1__slow.sql':
        'CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\nSELECT SLEEP(20);\nINSERT INTO t VALUES (2);',
      'V2__next.sql': 'CREATE TABLE u (id INT);',
    });
    const failing = rejection(migrate(project.config()), PartialRunError);
    const other = await project.connect();
    let id: number | undefined;
    await until(async () => (id = await sleeper(project.schema, other)) !== undefined);
    await other.query(`KILL ${id}`);
    const error = await failing;
    expect(error.cause).toBeInstanceOf(ConnectionError);
    expect(error.code).toBe('DB_CONNECTION');
    const text = describeError(error);
    expect(text).toContain('while V1__slow.sql was running, line 3, statement 3 of 4');
    expect(text).toContain('Whether that statement took effect is unknown');
    expect(text).toContain('Statement 1 is committed.');
    expect(text).toContain('Statement 2 is rolled back, unless');
    expect(await project.query('SELECT id FROM t')).toEqual([]);
    expect(await project.history()).toEqual([]);
  });

  it('T13: is not re-opened when the server ended it between two statements', async () => {
    const project = await createProject(server, {
      'V1__idle.sql': 'CREATE TABLE t (id INT);',
      'V2__ends.sql': 'SET SESSION wait_timeout = 1;\nSET @a = 1;',
      'V3__next.sql': 'INSERT INTO t VALUES (1);',
    });
    const pause = (event: { type: string }) => {
      if (event.type === 'script-applied') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);
    };
    const error = await rejection(migrate(project.config(), { listener: pause }), PartialRunError);
    expect(error.cause).toBeInstanceOf(ConnectionError);
    expect(describeError(error)).toContain('Lost the connection');
    expect(error.applied).toHaveLength(2);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect(await project.query('SELECT id FROM t')).toEqual([]);
  });

  it('names the address and the user, and never the password, when it is refused', async () => {
    const project = await createProject(server);
    const password = 'Wr0ng-and-s3cret';
    const error = await rejection(migrate(project.config({ password })), ConnectionError);
    expect(describeError(error)).toMatch(/^Unable to connect to 127\.0\.0\.1:\d+ as \S+: 1045 Access denied/);
    expect(describeError(error)).not.toContain(password);
  });

  it('tries again as often as connectRetries says, but not when the answer will be the same', async () => {
    const project = await createProject(server);
    const url = `jdbc:mysql://127.0.0.1:1/${project.schema}`;
    let started = Date.now();
    await rejection(migrate(project.config({ url, connectRetries: 1 })), ConnectionError);
    expect(Date.now() - started).toBeGreaterThan(950);
    started = Date.now();
    await rejection(migrate(project.config({ password: 'no', connectRetries: 9 })), ConnectionError);
    expect(Date.now() - started).toBeLessThan(1500);
  });
});
