import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, rejection, sleeping, type Project } from '../../test/project.ts';
import { baseline } from '../commands/baseline.ts';
import { migrate } from '../commands/migrate.ts';
import { QueryError } from '../errors.ts';
import { PartialRunError, StatementError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';

async function failOf(project: Project): Promise<{ readonly cause: StatementError; readonly text: string }> {
  const error = await rejection(migrate(project.config()), PartialRunError);
  expect(error.cause).toBeInstanceOf(StatementError);
  return { cause: error.cause as StatementError, text: describeError(error) };
}

const table = 'CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB;\n';
const ids = 'SELECT id FROM t ORDER BY id';

describe.each(testServers())('transactions of a script on $kind $version', (server) => {
  it('T14: keeps what a DDL committed, rolls back the rest and writes a failed row', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table,
      'V2__half.sql':
        'INSERT INTO t VALUES (2);\nALTER TABLE t ADD c INT NULL;\nINSERT INTO t VALUES (3, 0);\nINSERT INTO t VALUES (4, 0);\n\nINSERT INTO t VALUES (4, 0);\n',
    });
    const { cause, text } = await failOf(project);
    expect(cause).toMatchObject({ committed: 2, total: 5, code: 'FAILED_VERSIONED_MIGRATION' });
    expect(cause.statement).toMatchObject({ number: 5, line: 6 });
    expect(cause.fault).toMatchObject({ errno: 1062, sqlState: '23000' });
    expect(text).toContain(
      'Statements 1 to 2 are committed; statements 3 to 4 are rolled back and will run again.',
    );
    expect(text).toContain('1 applied before it and kept; 0 not begun.');
    expect(await project.query('SELECT id, c FROM t')).toEqual([[2, null]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it.each([
    ['a table that exists (1050)', 'CREATE TABLE t (x INT)', 1],
    ['a column that exists (1060)', 'ALTER TABLE t ADD id INT', 1],
    ['a grant to nobody', "GRANT SELECT ON t TO 'no such user'@'nowhere'", 1],
    ['a syntax error in an INSERT (1064)', 'INSERT INTO t VALUES 4', 0],
    ['a syntax error in a CREATE TABLE (1064)', 'CREATE TABLE u (id INTEGERR)', 0],
    ['a temporary table that exists', 'CREATE TEMPORARY TABLE z (id INT)', 0],
    ['an update of a column that does not exist', 'UPDATE t SET nope = 1', 0],
    ['LOCK TABLES of a table that does not exist', 'LOCK TABLES nope WRITE', 1],
  ])('tells whether %s committed what was before it', async (_what, failing, committed) => {
    const project = await createProject(server, {
      'V1__t.sql': table + 'INSERT INTO t VALUES (1); CREATE TEMPORARY TABLE z (id INT);',
      'V2__fails.sql': `INSERT INTO t VALUES (2);\n${failing};`,
    });
    const { cause } = await failOf(project);
    const rows = await project.query(ids);
    // The server's own words on what is committed, against which the engine's claim is held.
    expect(rows).toEqual(committed === 0 ? [[1]] : [[1], [2]]);
    expect(cause.committed).toBe(committed);
  });

  it.each([
    [
      'COMMIT',
      'INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2); INSERT INTO t VALUES (1)',
      [[1]],
      2,
    ],
    ['COMMIT AND CHAIN', 'INSERT INTO t VALUES (1); COMMIT AND CHAIN; INSERT INTO t VALUES (1)', [[1]], 2],
    [
      'ROLLBACK',
      'INSERT INTO t VALUES (1); ROLLBACK; INSERT INTO t VALUES (2); INSERT INTO t VALUES (2)',
      [],
      0,
    ],
    ['START TRANSACTION', 'INSERT INTO t VALUES (1); START TRANSACTION; INSERT INTO t VALUES (1)', [[1]], 1],
    ['/* a comment */ BEGIN', 'INSERT INTO t VALUES (1); /* a */ BEGIN; INSERT INTO t VALUES (1)', [[1]], 1],
    ['SAVEPOINT', 'INSERT INTO t VALUES (1); SAVEPOINT s; ROLLBACK TO s; INSERT INTO t VALUES (1)', [], 0],
    [
      'SET autocommit=1',
      'INSERT INTO t VALUES (1); SET autocommit=1; INSERT INTO t VALUES (2); INSERT INTO t VALUES (1)',
      [[1], [2]],
      3,
    ],
    [
      'LOCK TABLES',
      'INSERT INTO t VALUES (1); LOCK TABLES t WRITE; INSERT INTO t VALUES (2); INSERT INTO t VALUES (1)',
      [[1]],
      1,
    ],
    [
      'UNLOCK TABLES',
      'LOCK TABLES t WRITE; INSERT INTO t VALUES (2); UNLOCK TABLES; INSERT INTO t VALUES (2)',
      [[2]],
      3,
    ],
  ])('knows what is committed when the script uses %s', async (_word, script, rows, committed) => {
    const project = await createProject(server, { 'V1__t.sql': table, 'V2__own.sql': `${script};` });
    const { cause } = await failOf(project);
    expect(await project.query(ids)).toEqual(rows);
    expect(cause.committed).toBe(committed);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it('applies scripts with transactions and locks of their own, each with its row', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table,
      'V2__commit.sql': 'INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2); ROLLBACK;',
      'V3__auto.sql': 'SET autocommit=1; INSERT INTO t VALUES (3);',
      'V4__lock.sql': 'LOCK TABLES t WRITE; INSERT INTO t VALUES (4); UNLOCK TABLES;',
      'V5__chain.sql':
        'START TRANSACTION; INSERT INTO t VALUES (5); COMMIT AND CHAIN; INSERT INTO t VALUES (6);',
    });
    await migrate(project.config());
    expect(await project.query(ids)).toEqual([[1], [3], [4], [5], [6]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1', '4 SQL 1', '5 SQL 1']);
  });

  it('runs a script outside of a transaction when its .conf says so', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table,
      'V2__each.sql': 'INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); INSERT INTO t VALUES (2);',
      'V2__each.sql.conf': 'executeInTransaction=false',
    });
    const { cause } = await failOf(project);
    expect(await project.query(ids)).toEqual([[1], [2]]);
    expect(cause.committed).toBe(2);
  });

  it('T29: does not record a script as applied that lost a deadlock', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table + 'INSERT INTO t VALUES (1), (2);',
      'V2__deadlock.sql':
        'UPDATE t SET id = 20 WHERE id = 2; SELECT SLEEP(1); UPDATE t SET id = 10 WHERE id = 1; INSERT INTO t VALUES (3);',
    });
    await migrate(project.config({ target: '1' }));
    const other = await project.connect();
    await other.query('START TRANSACTION');
    // More rows changed: the server chooses the migration as its victim.
    await other.query('INSERT INTO t VALUES (100), (101), (102), (103), (104)');
    await other.query('UPDATE t SET id = 11 WHERE id = 1');
    const failing = failOf(project);
    await sleeping(project);
    await Promise.all([other.query('UPDATE t SET id = 21 WHERE id = 2'), failing]);
    await other.rollback();
    const { cause, text } = await failing;
    expect(cause.fault.errno).toBe(1213);
    expect(cause.committed).toBe(0);
    expect(text).toContain('Statements 1 to 2 are rolled back and will run again.');
    expect(await project.query(ids)).toEqual([[1], [2]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  });

  it('gives each script the LAST_INSERT_ID of its own inserts', async () => {
    const project = await createProject(server, {
      'V1__parents.sql':
        'CREATE TABLE p (id INT AUTO_INCREMENT PRIMARY KEY, n INT); CREATE TABLE c (parent INT);\nINSERT INTO p (n) VALUES (7); INSERT INTO c VALUES (LAST_INSERT_ID()); INSERT INTO p (n) VALUES (8); INSERT INTO c VALUES (LAST_INSERT_ID());',
    });
    await migrate(project.config());
    expect(await project.query('SELECT parent FROM c ORDER BY parent')).toEqual([[1], [2]]);
  });

  it('runs procedures, triggers, functions and events, with and without DELIMITER', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table + 'CREATE TABLE log (what VARCHAR(50));',
      'V2__programs.sql': [
        'DELIMITER //',
        "CREATE PROCEDURE fill(n INT) BEGIN DECLARE i INT DEFAULT 0; WHILE i < n DO INSERT INTO t VALUES (i); SET i = i + 1; END WHILE; SELECT 'a;b'; SELECT 2; END //",
        "CREATE TRIGGER after_t AFTER INSERT ON t FOR EACH ROW BEGIN INSERT INTO log VALUES (CONCAT('t', NEW.id)); END//",
        'DELIMITER ;',
        'CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC BEGIN RETURN 2 * n; END;',
        "CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01' DO BEGIN DELETE FROM log; DELETE FROM t; END;",
        'CALL fill(3);',
        'INSERT INTO t VALUES (twice(21));',
      ].join('\n'),
    });
    await migrate(project.config());
    expect(await project.query('SELECT what FROM log')).toEqual([['t0'], ['t1'], ['t2'], ['t42']]);
  });

  it('sees temporary tables through the script and does not commit by them', async () => {
    const project = await createProject(server, {
      'V1__t.sql': table,
      'V2__temporary.sql':
        'INSERT INTO t VALUES (1); CREATE TEMPORARY TABLE temp_ids (id INT); INSERT INTO temp_ids SELECT id + 1 FROM t; INSERT INTO t SELECT id FROM temp_ids; DROP TEMPORARY TABLE temp_ids; INSERT INTO t VALUES (1);',
    });
    const { cause } = await failOf(project);
    expect(cause.committed).toBe(0);
    expect(await project.query(ids)).toEqual([]);
  });

  it('sends question marks and colons as they stand', async () => {
    const project = await createProject(server, {
      'V1__marks.sql':
        "CREATE TABLE m (q VARCHAR(50)); INSERT INTO m VALUES ('a?b :name ??'); -- what? :x\nINSERT INTO m VALUES ('?');",
    });
    await migrate(project.config());
    expect(await project.query('SELECT q FROM m')).toEqual([['a?b :name ??'], ['?']]);
  });

  it('begins with autocommit on, whatever server or initSql say, so that rows outside of scripts stay', async () => {
    const project = await createProject(server, { 'V1__t.sql': 'SELECT 1;' });
    await baseline(project.config({ initSql: 'SET autocommit = 0' }));
    expect(await project.history()).toEqual(['1 BASELINE 1']);
  });

  it.each([
    ['leaves the session read-only', 'SET SESSION TRANSACTION READ ONLY', 1792, 'READ WRITE'],
    ['leaves tables locked', 'LOCK TABLES t READ', 1100, 'UNLOCK TABLES'],
  ])(
    'refuses to record a script that %s, says why, and records the failure',
    async (_what, last, errno, advice) => {
      const project = await createProject(server, {
        'V1__t.sql': `${table}${last};`,
        'V2__next.sql': 'SELECT 1;',
      });
      const error = await rejection(migrate(project.config()), PartialRunError);
      expect(error.cause).toBeInstanceOf(QueryError);
      expect(error.cause).toMatchObject({ fault: { errno } });
      expect(describeError(error)).toContain('Could not record V1__t.sql in the history');
      expect(describeError(error)).toContain(advice);
      expect(error.notRun).toHaveLength(1);
      expect(await project.history()).toEqual(['1 SQL 0']);
    },
  );
});
