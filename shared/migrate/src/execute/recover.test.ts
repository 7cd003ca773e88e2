import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { file } from '../../test/builders.ts';
import { rejection } from '../../test/project.ts';
import { snapshot as dump } from '../../test/snapshot.ts';
import { closeSession, connectionTo, openTestSession } from '../../test/session.ts';
import { createConnection } from 'mysql2/promise';
import { statementDigests, statementHash } from '../source/statement-digests.ts';
import type { Position, ScriptState } from '../journal/journal.ts';
import { writeSnapshot } from '../journal/session-snapshot.ts';
import { ChangedStatementError } from '../resume-errors.ts';
import { splitStatements } from '../source/splitter.ts';
import { openCompanion, type Companion } from './companion.ts';
import { digestBefore } from './digest-before.ts';
import { recover, type RecoverContext } from './recover.ts';
import { resumeSession } from './resume-session.ts';
import { snapshotPlan, takeSnapshot } from './session-snapshot.ts';

/** A script that died. */
interface Death {
  /** What was there before. */
  readonly given?: string;
  readonly script: string;
  /** Statements that were sent before the connection was killed. */
  readonly ran: number;
  readonly committed: number;
  /** The statement that the journal names as sent. */
  readonly sent?: number;
  readonly state?: ScriptState;
  readonly autocommit?: boolean;
  /** The file as it is when it is gone on with. */
  readonly now?: string;
  readonly digest?: boolean;
}

const schemas = async (server: TestServer) => {
  const created = await createTestSchema(server);
  onTestFinished(() => created.drop());
  return created.name;
};

const open = async (server: TestServer, schema: string) => {
  const test = await openTestSession(server);
  onTestFinished(() => closeSession(test));
  await test.session.send(`USE \`${schema}\``);
  return test.session;
};

async function all(server: TestServer, schema: string) {
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password, database: schema });
  onTestFinished(() => connection.destroy());
  const held = JSON.stringify(await dump(connection, schema, 'none'), undefined, 1);
  return held.replaceAll(schema, '{}').split('\n');
}

/** Runs a part of a script in a session that is then killed; tells what the journal would say. */
async function die(
  server: TestServer,
  schema: string,
  death: Death,
): Promise<{ position: Position; context: RecoverContext }> {
  const { given = '', script, ran, committed, sent, autocommit = false, state = 'running' } = death;
  const doomed = await open(server, schema);
  const other = await open(server, schema);
  for (const { text } of splitStatements(given).statements) await other.send(text);
  const { statements } = splitStatements(script);
  const plan = snapshotPlan({ statements }, server);
  let session: string | undefined;
  let beforeDigest: string | undefined;
  await doomed.send(`SET autocommit = ${autocommit ? 1 : 0}`);
  for (const statement of statements) {
    const { number, text } = statement;
    if (plan && number === committed + 1) {
      const taken = await takeSnapshot(doomed, plan, number);
      session = taken && writeSnapshot(taken);
    }
    if (number > ran) break;
    if (death.digest && number === sent) {
      const place = { statement, statements, snapshot: undefined };
      const companion = openCompanion(connectionTo(server, schema));
      beforeDigest = await digestBefore(place, { companion, server, schema });
      // As the journal's column takes it.
      expect(beforeDigest).toMatch(/^[0-9a-f]{64}$/);
      await companion.close();
    }
    await doomed.send(text);
  }
  await other.send(`KILL ${doomed.connectionId}`);
  await expect
    .poll(
      async () =>
        (
          await other.query('', 'SELECT 1 FROM information_schema.processlist WHERE id = ?', [
            doomed.connectionId,
          ])
        ).length,
    )
    .toBe(0);
  const named = sent === undefined ? undefined : statements[sent - 1];
  const position: Position = {
    script: 'V1__x.sql',
    direction: 'migrate',
    checksum: 1,
    afterRank: 0,
    state,
    total: statements.length,
    committed,
    digests: statementDigests(statements),
    ...(named && {
      sent: {
        number: named.number,
        line: named.line,
        sha256: statementHash(named),
        kind: named.kind,
        ...(beforeDigest && { beforeDigest }),
      },
    }),
    ...(session !== undefined && { session }),
  };
  const runner = { account: `${server.user}@localhost`, connection: doomed.connectionId };
  const working = await open(server, schema);
  return {
    position,
    context: { session: working, schema, runner, autocommit, listener: () => undefined, stop: undefined },
  };
}

async function recoverFrom(server: TestServer, death: Death) {
  const schema = await schemas(server);
  const { position, context } = await die(server, schema, death);
  const script = {
    migration: file('V1__x'),
    statements: splitStatements(death.now ?? death.script).statements,
  };
  const found = await recover(position, script, context);
  return { schema, found, script };
}

/** What was found, in a line. */
async function summary(server: TestServer, death: Death): Promise<string> {
  const { found } = await recoverFrom(server, death);
  switch (found.kind) {
    case 'go on':
      return [`from ${found.from}`, ...found.prelude.map(({ text }) => text)].join('; ');
    case 'unknown':
      return `unknown ${found.statement.number} (${found.committed}): ${found.reason}`;
    case 'lost':
      return `lost from ${found.from}: ${found.lost.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`;
  }
}

const t = 'CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(50)) ENGINE=InnoDB;';
const old = `${t} CREATE TABLE kept (a INT) ENGINE=MyISAM;`;

describe.each(testServers())('a script that died, on $kind $version', (server) => {
  it.each<[string, Death, string]>([
    [
      'a DDL that was not sent',
      {
        given: t,
        script: 'INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2)',
        ran: 1,
        committed: 0,
      },
      'from 1',
    ],
    [
      'one that looks after a table',
      { given: t, script: 'INSERT INTO t VALUES (1, 1); ANALYZE TABLE t', ran: 2, committed: 1, sent: 2 },
      'from 2',
    ],
    [
      'a DDL that was done',
      {
        given: t,
        script: 'INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2)',
        ran: 2,
        committed: 1,
        sent: 2,
      },
      'from 3',
    ],
    [
      'a DDL that was not done',
      {
        given: t,
        script: 'ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2)',
        ran: 0,
        committed: 0,
        sent: 1,
      },
      'from 1',
    ],
    [
      'rows behind a DDL',
      {
        given: t,
        script: 'ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2)',
        ran: 2,
        committed: 0,
        sent: 1,
      },
      'from 2',
    ],
    [
      'everything but the row of the history',
      { script: 'CREATE TABLE x (a INT)', ran: 1, committed: 0, sent: 1 },
      'from 2',
    ],
    [
      'a DDL that may be sent twice',
      { script: 'CREATE TABLE IF NOT EXISTS x (a INT) PARTITION BY HASH (a)', ran: 1, committed: 0, sent: 1 },
      'from 1',
    ],
    [
      'a DDL of which nothing tells',
      { given: t, script: 'TRUNCATE TABLE t', ran: 1, committed: 0, sent: 1 },
      'unknown 1 (0): form',
    ],
    [
      'a DDL that was there with another definition',
      { given: t, script: 'CREATE TABLE t (z INT)', ran: 0, committed: 0, sent: 1 },
      'unknown 1 (0): other definition',
    ],
    [
      'a COMMIT',
      {
        given: t,
        script: 'INSERT INTO t VALUES (1, 1); COMMIT; INSERT INTO t VALUES (2, 2)',
        ran: 3,
        committed: 2,
      },
      'from 3',
    ],
    [
      'a section of LOCK TABLES with rows',
      {
        given: t,
        script: 'LOCK TABLES t WRITE; INSERT INTO t VALUES (1, 1); UNLOCK TABLES',
        ran: 2,
        committed: 0,
        sent: 3,
      },
      'unknown 3 (0): it commits what the statements before it have done, and leaves no trace of its own',
    ],
    [
      'a section that only reads',
      {
        given: t,
        script: 'LOCK TABLES t READ; SELECT * FROM t; UNLOCK TABLES',
        ran: 3,
        committed: 0,
        sent: 3,
      },
      'from 1',
    ],
    [
      'a section in its middle',
      {
        given: t,
        script: 'LOCK TABLES t WRITE; INSERT INTO t VALUES (1, 1); UNLOCK TABLES',
        ran: 2,
        committed: 0,
      },
      'from 1',
    ],
    [
      'a DDL in a section that was not done, with rows before it',
      {
        given: t,
        script: 'LOCK TABLES t WRITE; INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; UNLOCK TABLES',
        ran: 2,
        committed: 1,
        sent: 3,
      },
      'unknown 3 (1): it may have committed statement 2 before it failed',
    ],
    [
      'a DDL in a section that was done',
      {
        given: t,
        script:
          'LOCK TABLES t WRITE; INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2); UNLOCK TABLES',
        ran: 3,
        committed: 1,
        sent: 3,
      },
      'from 4; LOCK TABLES t WRITE',
    ],
    [
      'an INSERT with autocommit on',
      { given: t, script: 'INSERT INTO t VALUES (1, 1)', ran: 1, committed: 0, sent: 1, autocommit: true },
      'unknown 1 (0): it changes rows, and may have been committed at once, with autocommit on or by a callback',
    ],
    [
      'a SELECT with autocommit on',
      {
        given: t,
        script: 'SELECT * FROM t FOR UPDATE; SELECT 1',
        ran: 1,
        committed: 0,
        sent: 1,
        autocommit: true,
      },
      'from 1',
    ],
    [
      'a SELECT of a function with autocommit on',
      {
        given: `${t} CREATE FUNCTION f() RETURNS INT DETERMINISTIC BEGIN INSERT INTO t VALUES (1, 1); RETURN 1; END`,
        script: 'SELECT f()',
        ran: 1,
        committed: 0,
        sent: 1,
        autocommit: true,
      },
      'unknown 1 (0): it changes rows, and may have been committed at once, with autocommit on or by a callback',
    ],
    [
      'a transaction of its own with autocommit on',
      {
        given: t,
        script: 'START TRANSACTION; INSERT INTO t VALUES (1, 1); COMMIT',
        ran: 2,
        committed: 0,
        autocommit: true,
      },
      'from 1',
    ],
    [
      'the failure of a statement',
      {
        given: t,
        script: 'INSERT INTO t VALUES (1, 1); INSERT INTO t VALUES (2, 2)',
        ran: 1,
        committed: 0,
        sent: 2,
        state: 'failed',
      },
      'from 1',
    ],
    [
      'a transaction of XA',
      {
        given: t,
        script: "XA START 'x'; INSERT INTO t VALUES (1, 1); XA END 'x'; XA ROLLBACK 'x'",
        ran: 2,
        committed: 0,
        sent: 3,
      },
      'unknown 3 (0): it is part of an XA transaction, which XA RECOVER lists while it is prepared',
    ],
  ])('goes on, or does not, behind %s', async (_what, death, expected) => {
    expect(await summary(server, death)).toBe(expected);
  });

  it.each<[string, Death, string]>([
    [
      'rows in a table without transactions',
      {
        given: old,
        script: 'INSERT INTO t VALUES (1, 1); INSERT INTO kept VALUES (1); ALTER TABLE t ADD c INT',
        ran: 2,
        committed: 0,
      },
      'unknown 2',
    ],
    [
      'such rows behind a trigger',
      {
        given: `${old} CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO kept VALUES (1);`,
        script: 'INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT',
        ran: 1,
        committed: 0,
      },
      'unknown 1',
    ],
    [
      'such rows behind a DDL that was not done',
      {
        given: old,
        script: 'LOCK TABLES t WRITE, kept WRITE; INSERT INTO kept VALUES (1); UNLOCK TABLES',
        ran: 2,
        committed: 0,
        sent: 3,
      },
      'unknown 3',
    ],
    [
      'a failed statement with such rows',
      {
        given: old,
        script: 'INSERT INTO kept VALUES (1); INSERT INTO t VALUES (1, 1)',
        ran: 1,
        committed: 0,
        sent: 2,
        state: 'failed',
      },
      'unknown 1',
    ],
    [
      'none of these',
      {
        given: old,
        script: "INSERT INTO t VALUES (1, 'kept'); ALTER TABLE t ADD c INT",
        ran: 1,
        committed: 0,
      },
      'unknown 1',
    ],
    [
      'only a word of that name',
      {
        given: old,
        script: 'INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; INSERT INTO kept VALUES (1)',
        ran: 1,
        committed: 0,
      },
      'from 1',
    ],
  ])('asks a person about %s', async (_what, death, expected) => {
    expect(await summary(server, death)).toMatch(new RegExp(`^${expected}`));
  });

  const procedure = (body: string) => `${t} CREATE PROCEDURE p() BEGIN ${body} END;`;
  it.each<[string, Death, string]>([
    [
      'changes rows',
      {
        given: procedure('INSERT INTO t VALUES (1, 1);'),
        script: 'CALL p(); INSERT INTO t VALUES (2, 2)',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'from 1',
    ],
    [
      'calls another one that does',
      {
        given: `${procedure('INSERT INTO t VALUES (1, 1);')} CREATE PROCEDURE q() CALL p();`,
        script: 'INSERT INTO t VALUES (3, 3); CALL q()',
        ran: 2,
        committed: 0,
        sent: 2,
      },
      'from 1',
    ],
    [
      'uses a temporary table',
      {
        given: procedure(
          'CREATE TEMPORARY TABLE z (a INT); INSERT INTO t SELECT 1, TRUNCATE(1.5, 0); DROP TEMPORARY TABLE z;',
        ),
        script: 'CALL p()',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'from 1',
    ],
    [
      'commits',
      {
        given: procedure('INSERT INTO t VALUES (1, 1); COMMIT;'),
        script: 'CALL p()',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'unknown 1 (0): the procedure {}.p runs COMMIT, which may commit',
    ],
    [
      'calls another one that commits',
      {
        given: `${procedure('TRUNCATE TABLE t;')} CREATE PROCEDURE q() CALL p();`,
        script: 'CALL q()',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'unknown 1 (0): the procedure {}.p runs TRUNCATE, which may commit',
    ],
    [
      'runs what it puts together',
      {
        given: procedure("PREPARE s FROM 'SELECT 1'; EXECUTE s;"),
        script: 'CALL p()',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'unknown 1 (0): the procedure {}.p runs PREPARE, which may commit',
    ],
    [
      'is not there',
      { given: t, script: 'CALL gone()', ran: 0, committed: 0, sent: 1 },
      'unknown 1 (0): this account cannot see the procedure gone',
    ],
    [
      'fills a table without transactions',
      {
        given: `${old} CREATE PROCEDURE p() INSERT INTO kept VALUES (1);`,
        script: 'CALL p()',
        ran: 1,
        committed: 0,
        sent: 1,
      },
      'unknown 1 (0): the table {}.kept is of the engine MyISAM, which has no transactions, so that what was done to it stayed',
    ],
    [
      'runs with autocommit on',
      {
        given: procedure('INSERT INTO t VALUES (1, 1);'),
        script: 'CALL p()',
        ran: 1,
        committed: 0,
        sent: 1,
        autocommit: true,
      },
      'unknown 1 (0): it runs code, which may have been committed at once, with autocommit on or by a callback',
    ],
  ])('knows of a CALL whose procedure %s', async (_what, death, expected) => {
    const found = (await summary(server, death)).replaceAll(/t_\w+_schema/g, '{}');
    expect(found).toBe(expected);
  });

  it.each<[string, Death, string]>([
    [
      'a literal',
      {
        given: t,
        script: "PREPARE s FROM 'INSERT INTO t VALUES (1, 1)'; EXECUTE s; INSERT INTO t VALUES (2, 2)",
        ran: 2,
        committed: 1,
        sent: 2,
      },
      "from 2; PREPARE s FROM 'INSERT INTO t VALUES (1, 1)'",
    ],
    [
      'a literal that commits',
      { given: t, script: "PREPARE s FROM 'TRUNCATE TABLE t'; EXECUTE s", ran: 2, committed: 1, sent: 2 },
      'unknown 2 (1): it runs a statement that is put together while the script runs',
    ],
    [
      'a variable',
      {
        given: t,
        script: "SET @s = 'INSERT INTO t VALUES (1, 1)'; PREPARE s FROM @s; EXECUTE s",
        ran: 3,
        committed: 2,
        sent: 3,
      },
      'unknown 3 (2): it runs a statement that is put together while the script runs',
    ],
  ])('knows of an EXECUTE of %s', async (_what, death, expected) => {
    expect(await summary(server, death)).toBe(expected);
  });

  it('T15: refuses a committed statement with another text, and takes one that was not committed', async () => {
    const death: Death = {
      given: t,
      script: 'ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2)',
      ran: 1,
      committed: 1,
    };
    const error = await rejection(
      summary(server, { ...death, now: 'ALTER TABLE t ADD d INT; INSERT INTO t VALUES (2, 2, 2)' }),
      ChangedStatementError,
    );
    expect(error).toMatchObject({
      committed: 1,
      changed: [
        {
          first: 1,
          last: 1,
          then: expect.stringMatching(/^[\da-f]{16}$/) as string,
          now: expect.stringMatching(/^[\da-f]{16}$/) as string,
        },
      ],
    });
    expect(
      await summary(server, { ...death, now: 'ALTER TABLE t ADD c INT; INSERT INTO t VALUES (3, 3, 3)' }),
    ).toBe('from 2');
    await rejection(summary(server, { ...death, now: '' }), ChangedStatementError);
  });

  it('asks a person about a statement that was sent with another text', async () => {
    const death: Death = {
      given: t,
      script: 'ALTER TABLE t ADD c INT',
      now: 'ALTER TABLE t ADD d INT',
      ran: 1,
      committed: 0,
      sent: 1,
    };
    expect(await summary(server, death)).toBe(
      'unknown 1 (0): its text in the file is not the one that was sent',
    );
  });

  it('T27: tells which tables of a DROP of several are gone', async () => {
    const death: Death = {
      given: `${t} CREATE TABLE u (a INT); DROP TABLE u;`,
      script: 'DROP TABLE u, t',
      ran: 0,
      committed: 0,
      sent: 1,
    };
    const { found, schema } = await recoverFrom(server, death);
    if (server.kind === 'mysql') expect(found).toMatchObject({ kind: 'go on', from: 1 });
    else
      expect(found).toMatchObject({
        kind: 'unknown',
        reason: `it was done for ${schema}.u and not for ${schema}.t`,
        facts: [
          { name: `${schema}.u`, state: 'absent' },
          { name: `${schema}.t`, state: 'present' },
        ],
      });
  });

  it.each([
    'CREATE TABLE x (a INT)',
    'ALTER TABLE t ADD c INT',
    'CREATE OR REPLACE VIEW v AS SELECT 1',
    'DROP TABLE t',
    'INSERT INTO t VALUES (1)',
  ])('looks at nothing before %s', async (sql) => {
    const [statement] = splitStatements(sql).statements;
    if (!statement) throw new Error('no statement');
    const companion = openCompanion({ ...connectionTo(server, 'none'), port: 1 });
    const place = { statement, statements: [statement], snapshot: undefined };
    let asked = 0;
    const counting: Companion = { ...companion, use: (work) => (asked++, companion.use(work)) };
    expect(await digestBefore(place, { companion: counting, server, schema: 'none' })).toBeUndefined();
    expect(asked).toBe(0);
  });

  it('goes without what was seen before where the companion cannot be opened', async () => {
    const [statement] = splitStatements('CREATE TABLE x AS SELECT 1 AS a').statements;
    if (!statement) throw new Error('no statement');
    const companion = openCompanion({ ...connectionTo(server, 'none'), port: 1 });
    const place = { statement, statements: [statement], snapshot: undefined };
    expect(await digestBefore(place, { companion, server, schema: 'none' })).toBeUndefined();
  });

  it('is certain of more with what was seen before', async () => {
    const death: Death = {
      given: t,
      script: 'CREATE TABLE x AS SELECT a, 1 AS one FROM t',
      ran: 1,
      committed: 0,
      sent: 1,
    };
    expect(await summary(server, death)).toMatch(/^unknown/);
    expect(await summary(server, { ...death, digest: true })).toBe('from 2');
  });

  it('looks where the script was: schema, sql_mode, time zone', async () => {
    const other = await schemas(server);
    const script = `USE \`${other}\`; SET sql_mode = 'ANSI_QUOTES', time_zone = '+03:00'; CREATE TABLE "x" ("a" INT, "d" TIMESTAMP DEFAULT '2024-01-01 12:00:00'); INSERT INTO x (a) VALUES (1)`;
    expect(await summary(server, { script, ran: 3, committed: 2, sent: 3 })).toBe('from 4');
  });

  it('does not take a connection of another run for the statement', async () => {
    const death: Death = { given: t, script: 'ALTER TABLE t ADD c INT', ran: 1, committed: 0, sent: 1 };
    const schema = await schemas(server);
    const { position, context } = await die(server, schema, death);
    const script = { migration: file('V1__x'), statements: splitStatements(death.script).statements };
    const own = { ...context, runner: { ...context.runner, connection: context.session.connectionId } };
    expect(await recover(position, script, own)).toMatchObject({ kind: 'go on', from: 2 });
  });

  it.each<[string, Death]>([
    [
      'user variables',
      {
        given: t,
        script:
          "SET @a = 18446744073709551615, @b = 'ä', @c = 1.50; CREATE TABLE u (x INT); CREATE TABLE v AS SELECT @a, @b, @c; INSERT INTO t VALUES (1, @b)",
        ran: 2,
        committed: 1,
        sent: 2,
      },
    ],
    [
      'LAST_INSERT_ID()',
      {
        given:
          'CREATE TABLE p (id INT AUTO_INCREMENT PRIMARY KEY, n INT); INSERT INTO p (n) VALUES (1), (2);',
        script:
          'INSERT INTO p (n) VALUES (7); CREATE TABLE c (parent INT); INSERT INTO c VALUES (LAST_INSERT_ID()); INSERT INTO p (n) VALUES (8); INSERT INTO c VALUES (LAST_INSERT_ID())',
        ran: 3,
        committed: 1,
        sent: 2,
      },
    ],
    [
      'sql_mode',
      {
        script: `SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'; CREATE TABLE "u" (x VARCHAR(9)); INSERT INTO "u" VALUES ('\\')`,
        ran: 2,
        committed: 1,
        sent: 2,
      },
    ],
    [
      'a character set',
      {
        script:
          "SET NAMES latin1; CREATE TABLE u (x VARCHAR(9)) CHARACTER SET utf8mb4; INSERT INTO u VALUES ('ä')",
        ran: 2,
        committed: 1,
        sent: 2,
      },
    ],
    [
      'locked tables',
      {
        given: t,
        script:
          'LOCK TABLES t WRITE; INSERT INTO t VALUES (1, 1); ALTER TABLE t ADD c INT; INSERT INTO t VALUES (2, 2, 2); UNLOCK TABLES; INSERT INTO t VALUES (3, 3, 3)',
        ran: 4,
        committed: 1,
        sent: 3,
      },
    ],
    [
      'foreign_key_checks',
      {
        script:
          'SET foreign_key_checks = 0; CREATE TABLE c (a INT, FOREIGN KEY (a) REFERENCES p (a)) ENGINE=InnoDB; CREATE TABLE p (a INT PRIMARY KEY) ENGINE=InnoDB; INSERT INTO c VALUES (9)',
        ran: 2,
        committed: 2,
      },
    ],
    [
      'an identifier that is coming',
      {
        script:
          'SET insert_id = 77; CREATE TABLE u (a INT AUTO_INCREMENT PRIMARY KEY); INSERT INTO u VALUES (NULL); INSERT INTO u VALUES (NULL)',
        ran: 2,
        committed: 1,
        sent: 2,
      },
    ],
  ])('goes on with %s as if nothing had been', async (_what, death) => {
    const { schema, found, script } = await recoverFrom(server, death);
    if (found.kind !== 'go on') throw new Error(`not gone on: ${JSON.stringify(found)}`);
    const session = await open(server, schema);
    await session.send('SET autocommit = 0');
    await resumeSession(session, found);
    for (const { number, text } of script.statements) if (number >= found.from) await session.send(text);
    await session.send('COMMIT');
    const undisturbed = await schemas(server);
    const once = await open(server, undisturbed);
    for (const { text } of splitStatements(death.given ?? '').statements) await once.send(text);
    await once.send('SET autocommit = 0');
    for (const { text } of script.statements) await once.send(text);
    await once.send('COMMIT');
    expect(found.from).toBeGreaterThan(1);
    expect(await all(server, schema)).toEqual(await all(server, undisturbed));
  });

  it('does not go on without a temporary table', async () => {
    const death: Death = {
      given: t,
      script:
        'CREATE TEMPORARY TABLE z AS SELECT 1 AS a; ALTER TABLE t ADD c INT; INSERT INTO t SELECT a, a, a FROM z',
      ran: 2,
      committed: 1,
      sent: 2,
    };
    expect(await summary(server, death)).toBe('lost from 3: temporary table z');
  });
});
