import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { ScriptError } from '../src/errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError, StatementError } from '../src/run-errors.ts';
import { saw } from './faults/saw.ts';
import { createProject, recorder, rejection, type Project } from './project.ts';

/** Runs `migrate` and gives what was warned of. */
async function warnings(project: Project): Promise<readonly string[]> {
  const { events, listener } = recorder();
  await migrate(project.config(), { listener });
  return events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

async function failure(project: Project): Promise<{ readonly cause: StatementError; readonly text: string }> {
  const error = await rejection(migrate(project.config()), PartialRunError);
  expect(error.cause).toBeInstanceOf(StatementError);
  return { cause: error.cause as StatementError, text: describeError(error) };
}

describe.each(testServers())('a script on $kind $version', (server) => {
  it('T19: with a byte order mark, CRLF and no last semicolon has the checksum of the same text without them', async () => {
    const text = 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2)';
    const project = await createProject(server, {
      'V1__a.sql': `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      'V2__b.sql': text.replaceAll(' a ', ' b '),
    });
    expect(await warnings(project)).toEqual([]);
    expect(await project.query('SELECT id FROM a UNION ALL SELECT id FROM b')).toEqual([[1], [2], [1], [2]]);
    // As Flyway 11.8.2 computes it; the conformance case bytes/byte-order-mark compares with what it wrote.
    await project.write({ 'V1__a.sql': text });
    expect((await migrate(project.config())).applied).toEqual([]);
  });

  it.each([
    [
      'a no-break space',
      'INSERT\u00a0INTO a VALUES (1);',
      'V2__b.sql:2:7: U+00A0 (no-break space) at line 2 column 7',
    ],
    [
      'a zero-width space',
      'SELECT 1;\u200b SELECT 2;',
      'V2__b.sql:2:10: U+200B (zero-width space) at line 2 column 10',
    ],
    [
      'typographic quotes',
      'INSERT INTO a VALUES (“x”);',
      'V2__b.sql:2:23: U+201C (typographic quote) at line 2 column 23',
    ],
  ])('T20: with %s outside of strings is refused, and nothing is sent', async (_what, sql, expected) => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': `SELECT '\u00a0';\n${sql}`,
    });
    const error = await rejection(migrate(project.config()), ScriptError);
    expect(describeError(error)).toContain(expected);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T20: with a zero-width space in a name is run as the server takes it, and warned of', async () => {
    const project = await createProject(server, {
      'V1__a.sql': '-- a table\nCREATE TABLE a (\n  id INT,\n  first_na\u200bme VARCHAR(9));',
    });
    expect(await warnings(project)).toEqual([
      'V1__a.sql:4:11: U+200B (zero-width space) in identifier, line 4 column 11: it becomes a part of the name. Remove it. If it is meant, write the name in back-ticks.',
    ]);
    expect(await project.query("SHOW COLUMNS FROM a LIKE 'first_name'")).toEqual([]);
    expect(await project.query("SHOW COLUMNS FROM a LIKE 'first_na\u200bme'")).toHaveLength(1);
  });

  it('T21: with DELIMITER, a trigger and a procedure, whose strings and comments hold ; and //, is split right', async () => {
    const project = await createProject(server, {
      'V1__programs.sql': [
        'CREATE TABLE a (v VARCHAR(40)); CREATE TABLE log (v VARCHAR(40));',
        'DELIMITER //',
        '-- a comment; with // in it',
        'CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN',
        "  /* one; two // */ INSERT INTO log VALUES (CONCAT('; // ', NEW.v)); # three; // four",
        "  INSERT INTO log VALUES (';');",
        'END //',
        'CREATE PROCEDURE p() BEGIN',
        "  INSERT INTO a VALUES ('it''s; // \\' \"a\"'); INSERT INTO a VALUES (\"x;y\");",
        'END//',
        'DELIMITER ;',
        'CALL p();',
      ].join('\n'),
    });
    expect(await warnings(project)).toEqual([]);
    expect(await project.query('SELECT v FROM a')).toEqual([[`it's; // ' "a"`], ['x;y']]);
    expect(await project.query('SELECT v FROM log')).toEqual([
      [`; // it's; // ' "a"`],
      [';'],
      ['; // x;y'],
      [';'],
    ]);
  });

  it.each([
    [
      'T21: with an unterminated DELIMITER block',
      'SELECT 1;\n\nDELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END\nDELIMITER ;\nSELECT 2;',
      'V2__b.sql:3:1: DELIMITER // opened at line 3 was never closed',
    ],
    [
      'T22: with an unterminated quote',
      "SELECT 1;\n  INSERT INTO a VALUES ('x);\nSELECT 2;",
      'V2__b.sql:2:25: The string that begins here is never closed',
    ],
    [
      'T22: with an unterminated comment',
      'SELECT 1;\n /* SELECT 2;',
      'V2__b.sql:2:2: The comment that begins here is never closed',
    ],
    [
      'T23: with SOURCE',
      'SELECT 1;\nSOURCE other.sql\n',
      'V2__b.sql:2:1: SOURCE is a command of the mysql client',
    ],
    ['T23: with \\.', 'SELECT 1;\n\\. other.sql\n', 'V2__b.sql:2:1: \\. is a command of the mysql client'],
  ])('%s is refused with the line, and nothing is sent', async (_what, sql, expected) => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': sql,
    });
    const error = await rejection(migrate(project.config()), ScriptError);
    expect(describeError(error)).toContain(expected);
    expect(describeError(error)).toContain('Nothing was sent to the server.');
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T23: that leaves its schema is warned of, and the next file begins in the schema again', async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        'SET @left = 1, SESSION foreign_key_checks = 0, SESSION sql_safe_updates = 1;\nUSE information_schema;\nSELECT COUNT(*) FROM tables;',
      'V2__b.sql':
        'CREATE TABLE b AS SELECT DATABASE() AS d, @left AS v, @@foreign_key_checks AS f, @@sql_safe_updates AS s;',
    });
    expect(await warnings(project)).toEqual([
      expect.stringContaining('V1__a.sql:2:1: USE information_schema leaves the schema of this migration'),
    ]);
    expect(await project.query('SELECT d, v, f, s FROM b')).toEqual([[project.schema, null, 1, 0]]);
  });

  it('T23: that changes the server, or what is in the binary log, is warned of before it runs', async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        'SET GLOBAL sort_buffer_size = @@GLOBAL.sort_buffer_size;\nSET sql_log_bin = 0;\nSET sql_log_bin = 1;',
    });
    expect(await warnings(project)).toEqual([
      expect.stringContaining('V1__a.sql:1:1: SET GLOBAL sort_buffer_size changes the server for everybody'),
      expect.stringContaining('V1__a.sql:2:1: SET sql_log_bin = 0 keeps what follows'),
    ]);
  });

  it('T23: that leaves tables locked is warned of, fails to be recorded, and says why', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);\nLOCK TABLES a WRITE;\nINSERT INTO a VALUES (1);',
    });
    const { events, listener } = recorder();
    const error = await rejection(migrate(project.config(), { listener }), PartialRunError);
    expect(events.find(({ type }) => type === 'warning')).toMatchObject({
      message: expect.stringContaining('V1__a.sql:2:1: LOCK TABLES is not ended by UNLOCK TABLES') as string,
    });
    expect(describeError(error)).toContain('let it end with UNLOCK TABLES');
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('T27: DROP TABLE of three, of which one is missing, tells what is gone on MariaDB, and resume goes on', async ({
    task,
  }) => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT); CREATE TABLE c (id INT);',
      'V2__drop.sql': 'CREATE TABLE b (id INT);\nDROP TABLE a, missing, c;\nINSERT INTO b VALUES (1);',
    });
    const { cause, text } = await failure(project);
    expect(cause.fault.errno).toBe(1051);
    const isOneByOne = server.kind === 'mariadb';
    const gone = isOneByOne ? [`${project.schema}.a`, `${project.schema}.c`] : [];
    expect(cause.alreadyDone).toEqual(gone);
    const left = (await project.query('SHOW TABLES')).flat();
    expect(left.includes('a')).toBe(!isOneByOne);
    if (isOneByOne)
      expect(text).toContain(
        `Statement 2 failed in part: ${gone.join(', ')} are dropped already, since MariaDB takes several objects one by one. Take them out of the statement before it is sent again.`,
      );
    const again = await project.run(['resume']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('1051');
    await project.write({
      'V2__drop.sql': `CREATE TABLE b (id INT);\n${isOneByOne ? 'SELECT 1;' : 'DROP TABLE a, c;'}\nINSERT INTO b VALUES (1);`,
    });
    const resumed = await project.run(['resume']);
    expect(`${resumed.code} ${resumed.stderr}`).toMatch(/^0/);
    expect(await project.query('SELECT id FROM b')).toEqual([[1]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    saw(task, isOneByOne ? 'a and c named as gone, resumed' : 'all or nothing, resumed');
  });

  it.runIf(server.kind === 'mariadb')(
    'T27: DROP TABLE of one that a foreign key refers to, and one that it does not, tells which is gone',
    async () => {
      const project = await createProject(server, {
        'V1__a.sql':
          'CREATE TABLE parent (id INT PRIMARY KEY); CREATE TABLE child (p INT REFERENCES parent (id)); CREATE TABLE other (id INT);',
        'V2__drop.sql': 'DROP TABLE other, parent;',
      });
      const { cause } = await failure(project);
      expect(cause.fault.errno).toBe(1451);
      expect(cause.alreadyDone).toEqual([`${project.schema}.other`]);
    },
  );

  it('T28: with DDL in a transaction that it opened is warned of before it runs', async ({ task }) => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql':
        'SELECT 1;\nSTART TRANSACTION;\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\nROLLBACK;',
    });
    const { events, listener } = recorder();
    await migrate(project.config(), { listener });
    const index = events.findIndex(({ type }) => type === 'warning');
    expect(events[index]).toMatchObject({
      message: expect.stringContaining(
        'V2__b.sql:4:1: CREATE TABLE commits the transaction opened at line 2',
      ) as string,
    });
    saw(task, 'warned before the first statement; the ROLLBACK took nothing back');
    expect(index).toBeLessThan(events.findIndex(({ type }) => type === 'statement-started'));
    // It is so: the ROLLBACK takes nothing back.
    expect(await project.query('SELECT id FROM a')).toEqual([[1]]);
  });
});

describe.each(testServers())('T24: what only the other server knows, on $kind $version', (server) => {
  const table = 'CREATE TABLE t (id INT PRIMARY KEY, j JSON, v VARCHAR(20)) ENGINE = InnoDB;\n';
  const onMariaDb: readonly (readonly [string, number, string])[] = [
    ['CREATE TABLE u (v VARCHAR(9)) COLLATE utf8mb4_0900_nothing_ci', 1273, 'This is a collation of MySQL'],
    ["SELECT j->'$.a' FROM t", 1064, 'JSON_EXTRACT(column, path)'],
    ['CREATE INDEX i ON t ((UPPER(v)))', 1064, 'a generated column (c INT AS (expression))'],
    ['ALTER TABLE t ADD KEY i (id, (UPPER(v)))', 1064, 'MariaDB has no index on an expression'],
    ['ALTER TABLE t ADD INDEX i (v) INVISIBLE', 1064, 'INVISIBLE of an index is MySQL'],
    [
      "INSERT INTO t (id, v) VALUES (1, 'a') AS new ON DUPLICATE KEY UPDATE v = new.v",
      1064,
      'MariaDB has no alias for the row behind VALUES',
    ],
  ];
  const onMySql: readonly (readonly [string, number, string])[] = [
    ['CREATE TABLE u (v VARCHAR(9)) COLLATE uca1400_ai_ci', 1273, 'This is a collation of MariaDB'],
    [
      'ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT',
      1064,
      'MySQL has no IF EXISTS and IF NOT EXISTS in ALTER TABLE',
    ],
    ['ALTER TABLE t DROP INDEX IF EXISTS i', 1064, 'MySQL has no IF EXISTS and IF NOT EXISTS in ALTER TABLE'],
    ['DROP INDEX IF EXISTS i ON t', 1064, 'MySQL has no IF EXISTS and IF NOT EXISTS for an index'],
    ['CREATE OR REPLACE TABLE t (id INT)', 1064, 'Both take DROP … IF EXISTS and then CREATE'],
    ['INSERT INTO t (id) VALUES (1) RETURNING id', 1064, 'MySQL has no RETURNING'],
    ['CREATE SEQUENCE s', 1064, 'Both have AUTO_INCREMENT'],
    ["ALTER TABLE t ADD c TEXT DEFAULT 'x'", 1101, "DEFAULT ('…')"],
  ];

  it.each(server.kind === 'mariadb' ? onMariaDb : onMySql)('explains %s', async (sql, errno, expected) => {
    const project = await createProject(server, { 'V1__t.sql': table, 'V2__b.sql': `${sql};` });
    const { cause, text } = await failure(project);
    expect(cause.fault.errno).toBe(errno);
    expect(text).toContain(expected);
  });

  it('says nothing of a plain mistake', async () => {
    const project = await createProject(server, {
      'V1__t.sql': "INSERT INTO t VALUES (1, 'j->a', 'RETURNING INVISIBLE SEQUENCE') FORM x;",
    });
    const { stdout } = await project.run(['migrate', '-outputType=json']);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { sqlErrorCode: 1064, explanation: null, alreadyDone: [] },
    });
  });
});

const hasMySql = testServers().some(({ kind }) => kind === 'mysql');

describe.runIf(hasMySql)('on a MySQL of its own', () => {
  it('T25: ADD COLUMN … DEFAULT (UUID()) with the binary log on is explained, and the way that is told works', async ({
    task,
  }) => {
    const own = await startThrowawayServer({ kind: 'mysql', flags: ['--log-bin=binlog', '--server-id=1'] });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, {
      'V1__t.sql': 'CREATE TABLE t (id INT PRIMARY KEY);\nINSERT INTO t VALUES (1), (2);',
      'V2__uuid.sql': 'ALTER TABLE t ADD COLUMN u CHAR(36) NOT NULL DEFAULT (UUID());',
    });
    const { cause, text } = await failure(project);
    expect(cause.fault.errno).toBe(1674);
    saw(task, '1674 explained, and the way that is told works');
    expect(text).toContain(
      'MySQL refuses this with binlog on, because replicas would compute other values. Add the column NULL, UPDATE it, then set the default',
    );
    await project.write({
      'V2__uuid.sql':
        'ALTER TABLE t ADD COLUMN u CHAR(36) NULL;\nUPDATE t SET u = UUID();\nALTER TABLE t ALTER COLUMN u SET DEFAULT (UUID());',
    });
    expect((await project.run(['repair', 'migrate'])).stderr).toBe('');
    expect(await project.query('SELECT COUNT(DISTINCT u) FROM t')).toEqual([[2]]);
  }, 120_000);

  it('T26: rows for a table without a primary key in a replication group (3098) are explained', async ({
    task,
  }) => {
    const own = await startThrowawayServer({
      kind: 'mysql',
      flags: [
        ...['--log-bin=binlog', '--server-id=1', '--gtid-mode=ON', '--enforce-gtid-consistency=ON'],
        '--plugin-load-add=group_replication.so',
        '--loose-group_replication_group_name=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
        '--loose-group_replication_start_on_boot=OFF',
      ],
    });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': 'INSERT INTO a VALUES (1);',
    });
    await startGroup(project);
    const { cause, text } = await failure(project);
    expect(cause.fault.errno).toBe(3098);
    saw(task, 'a real group of one member; 3098 explained');
    expect(text).toContain(
      'Under Group Replication rows are written only to InnoDB tables with a primary key',
    );
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
  }, 120_000);
});

/** A group of one member. */
async function startGroup(project: Project): Promise<void> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  await project.query(`SET GLOBAL group_replication_local_address = '127.0.0.1:${port}'`);
  await project.query('SET GLOBAL group_replication_bootstrap_group = ON');
  await project.query('START GROUP_REPLICATION');
}
