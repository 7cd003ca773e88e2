import {
  createTestSchema,
  startThrowawayServer,
  testServers,
  type ThrowawayServer,
} from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classify } from './classify.ts';

/** In order; `{schema}` is a name of this test's own. What a server does not understand (1064) proves nothing there. */
const statements = `
INSERT INTO t VALUES (5)
REPLACE INTO t VALUES (5)
UPDATE t SET a = 6
DELETE FROM t
SELECT 1
(SELECT 1)
VALUES ROW(1)
VALUES (1)
TABLE t
WITH x AS (SELECT 1) SELECT * FROM x
DO SLEEP(0)
HANDLER t OPEN
CHECKSUM TABLE t
LOAD DATA INFILE '/nope' INTO TABLE t
SELECT 1 INTO @q
ANALYZE SELECT * FROM t
CREATE TEMPORARY TABLE tt (a INT)
CREATE TEMPORARY TABLE tu SELECT 1
CREATE OR REPLACE TEMPORARY TABLE tv (a INT)
ALTER TABLE tt ADD b INT
TRUNCATE TABLE tt
DROP TEMPORARY TABLE tt
CREATE TEMPORARY SEQUENCE ts
CREATE TABLE n (a INT)
CREATE TABLE n (a INT)
CREATE TABLE IF NOT EXISTS n (a INT)
CREATE TABLE n3 SELECT 1
ALTER TABLE n ADD b INT
CREATE INDEX i ON n (a)
DROP INDEX i ON n
RENAME TABLE n TO n2
TRUNCATE n2
DROP TABLE n2
DROP TABLE missing
DROP TABLE IF EXISTS missing
CREATE VIEW w AS SELECT 1
DROP VIEW w
CREATE PROCEDURE p() SELECT 1
DROP PROCEDURE p
CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1
DROP FUNCTION f
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1
DROP TRIGGER tr
CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1
DROP EVENT e
CREATE SEQUENCE sq
DROP SEQUENCE sq
CREATE DATABASE {schema}
ALTER DATABASE {schema} CHARACTER SET utf8mb4
DROP DATABASE {schema}
CREATE USER '{schema}'@localhost
ALTER USER '{schema}'@localhost ACCOUNT LOCK
GRANT SELECT ON t TO '{schema}'@localhost
REVOKE SELECT ON t FROM '{schema}'@localhost
SET PASSWORD FOR '{schema}'@localhost = ''
SET DEFAULT ROLE NONE TO '{schema}'@localhost
SET DEFAULT ROLE NONE FOR '{schema}'@localhost
DROP USER '{schema}'@localhost
FLUSH STATUS
FLUSH TABLES t
RESET QUERY CACHE
ANALYZE TABLE t
ANALYZE LOCAL TABLE t
OPTIMIZE TABLE t
REPAIR TABLE t
CHECK TABLE t
INSTALL PLUGIN nope SONAME 'nope.so'
UNINSTALL PLUGIN nope
IMPORT TABLE FROM '/nope.sdi'
BACKUP UNLOCK
USE {current}
SHOW TABLES
DESCRIBE t
EXPLAIN UPDATE t SET a = 1
HELP 'select'
SET @a = 1
SET NAMES utf8mb4
SET SESSION sql_mode = ''
SET SESSION TRANSACTION READ WRITE
SET ROLE NONE
PREPARE s FROM 'SELECT 1'
DEALLOCATE PREPARE s
KILL 4294967295
SIGNAL SQLSTATE '45000'
GET DIAGNOSTICS @n = NUMBER
PURGE BINARY LOGS BEFORE '2000-01-01'
`
  .trim()
  .split('\n');

// On servers of their own: some of the statements concern accounts, plugins and logs.
describe.each(testServers())('on $kind $version', ({ kind }) => {
  let own: ThrowawayServer;
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let script: Connection;
  let witness: Connection;
  beforeAll(async () => {
    own = await startThrowawayServer({ kind });
    schema = await createTestSchema(own.server);
    const { host, port, user, password } = own.server;
    const options = { host, port, user, password, database: schema.name };
    script = await createConnection(options);
    witness = await createConnection(options);
    await witness.query('CREATE TABLE t (a INT PRIMARY KEY)');
    await witness.query('CREATE TABLE probe (a INT)');
  });
  afterAll(async () => {
    await script.end();
    await witness.end();
    await own.stop();
  });

  test('ddl commits the open transaction, also when it fails; dml and session do not', async () => {
    const wrong: string[] = [];
    for (const each of statements) {
      const sql = each
        .replaceAll('{schema}', `${schema.name}_x`.slice(-32))
        .replaceAll('{current}', schema.name);
      const classified = classify(sql);
      const found = await doesCommit(sql);
      if (found === 'not understood' || found === (classified === 'ddl' ? 'commits' : 'stays open')) continue;
      wrong.push(`${sql}: ${classified}, but ${found}`);
    }
    expect(wrong).toEqual([]);
  });

  test('transaction control is what it is called', async () => {
    const found: Record<string, string> = {};
    for (const sql of [
      'COMMIT',
      'BEGIN',
      'LOCK TABLES t WRITE',
      'SET autocommit = 1',
      'SAVEPOINT a',
      'ROLLBACK',
    ]) {
      expect(classify(sql)).toBe('transaction');
      found[sql] = await doesCommit(sql);
    }
    expect(found).toEqual({
      COMMIT: 'commits',
      BEGIN: 'commits',
      'LOCK TABLES t WRITE': 'commits',
      'SET autocommit = 1': 'commits',
      'SAVEPOINT a': 'stays open',
      ROLLBACK: 'stays open',
    });
  });

  /** A row that is not committed is seen by nobody else. */
  async function doesCommit(sql: string): Promise<'commits' | 'stays open' | 'not understood'> {
    await witness.query('DELETE FROM probe');
    await script.query('SET autocommit = 0');
    await script.query('INSERT INTO probe VALUES (1)');
    const failure = await script.query(sql).then(
      () => undefined,
      (error: { errno: number }) => error.errno,
    );
    const [rows] = await witness.query<RowDataPacket[]>('SELECT a FROM probe');
    await script.query('ROLLBACK');
    await script.query('UNLOCK TABLES');
    if (failure === 1064) return 'not understood';
    return rows.length > 0 ? 'commits' : 'stays open';
  }
});
