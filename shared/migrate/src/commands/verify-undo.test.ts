import { testServers } from '@nilecare/dev-database/testing';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, rejection, type Project } from '../../test/project.ts';
import { snapshot } from '../../test/snapshot.ts';
import { RefusedError } from '../errors.ts';
import { PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { errorJson } from '../report/error-json.ts';
import { describeDifference } from '../report/describe-difference.ts';
import { migrate } from './migrate.ts';
import { verifyUndo } from './verify-undo.ts';

const base = `CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(9), amount INT, CONSTRAINT positive CHECK (amount > 0));
CREATE INDEX ix_name ON t (name);
CREATE TABLE gone (id INT);
CREATE VIEW v AS SELECT id FROM t;
INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2);`;

function scratches({ schema, query }: Pick<Project, 'schema' | 'query'>): Promise<unknown[][]> {
  return query(
    `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${schema}%' AND schema_name <> '${schema}'`,
  );
}

describe.each(testServers())('undo -verify on $kind $version', (server) => {
  async function leaks(project: Project, target = 'latest'): Promise<string[]> {
    const { verified } = await verifyUndo(project.config({ target }));
    expect(await scratches(project)).toEqual([]);
    return verified.flatMap(({ differences }) => differences.map(describeDifference));
  }

  it.each([
    [
      'CREATE TABLE audit_log (id INT PRIMARY KEY, x INT CHECK (x > 1));',
      'DO 1;',
      ['table audit_log remains'],
    ],
    ['DO 1;', 'DROP INDEX ix_name ON t;', ['index ix_name on t is missing']],
    ["INSERT INTO t VALUES (3, 'a', 1), (4, 'b', 1);", 'DO 1;', ['2 rows more in t']],
    ['DO 1;', 'DELETE FROM t WHERE id = 1;', ['1 row less in t']],
    ["UPDATE t SET name = 'x' WHERE id = 1;", 'DO 1;', ['1 row changed in t']],
    ['ALTER TABLE gone ADD more INT;', 'DO 1;', ['column more on gone remains']],
    [
      'ALTER TABLE t MODIFY name VARCHAR(20);',
      'DO 1;',
      [expect.stringMatching(/^column name on t is not as before: .*COLUMN_TYPE/)],
    ],
    ['DO 1;', 'DROP TABLE gone;', ['table gone is missing']],
    [
      'DROP VIEW v;',
      'CREATE VIEW v AS SELECT name FROM t;',
      [
        expect.stringMatching(/^view v is not as before/),
        'column name on v remains',
        'column id on v is missing',
      ],
    ],
    ['CREATE PROCEDURE p() SELECT 1;', 'DO 1;', ['procedure p remains']],
    ['CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;', 'DO 1;', ['function f remains']],
    [
      'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.name = 1;',
      'DO 1;',
      ['trigger tr on t remains'],
    ],
    ['CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO DO 1;', 'DO 1;', ['event e remains']],
    [
      'ALTER TABLE t ADD CONSTRAINT small CHECK (amount < 100);',
      'DO 1;',
      [expect.stringMatching(/^check small( on t)? remains$/)],
    ],
    [
      'CREATE INDEX ix_gone ON gone (id); ALTER TABLE gone ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES t (id);',
      'DROP INDEX ix_name ON t;',
      ['index ix_gone on gone remains', 'foreign key fk on gone remains', 'index ix_name on t is missing'],
    ],
    ["ALTER TABLE t COMMENT 'x';", 'DO 1;', ['table t is not as before: TABLE_COMMENT']],
    [
      'CREATE TABLE x (id INT); INSERT INTO t VALUES (9, 9, 9);',
      'DELETE FROM t WHERE id = 9; DROP TABLE x;',
      [],
    ],
  ])('%s / %s', async (up, down, expected) => {
    const project = await createProject(server, {
      'V1__base.sql': base,
      'V2__up.sql': up,
      'U2__down.sql': down,
    });
    const found = await leaks(project);
    expect(found).toHaveLength(expected.length);
    for (const each of expected) expect(found).toContainEqual(each);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('knows keys of several columns and partitions again, and sees when only their order changed', async () => {
    const keys = Array.from(
      { length: 20 },
      (_, n) => `KEY ix_${n} (status, created_at), UNIQUE uk_${n} (name, code)`,
    );
    const table = (name: string) =>
      `CREATE TABLE ${name} (status INT, created_at INT, name CHAR(9), code CHAR(9), ${keys.join(', ')}, KEY part (name(5), code));`;
    const project = await createProject(server, {
      'V1__base.sql': `${table('one')} ${table('two')} CREATE TABLE p (id INT) PARTITION BY RANGE (id) (PARTITION z VALUES LESS THAN (1), PARTITION a VALUES LESS THAN (2));`,
      'V2__b.sql': 'CREATE TABLE b (id INT);',
      'U2__b.sql': 'DROP TABLE b;',
      'V3__c.sql': 'DO 1;',
      'U3__c.sql':
        'ALTER TABLE one DROP KEY part, ADD KEY part (name, code(5)), DROP KEY ix_3, ADD KEY ix_3 (created_at, status);',
    });
    expect(await leaks(project, '2')).toEqual([
      'index ix_3 on one is not as before: COLUMN_NAME',
      'index part on one is not as before: SUB_PART',
    ]);
  });

  it('tries the newest applied version, or every one from the target on', async () => {
    const project = await createProject(server, {
      'V1__base.sql': base,
      'V2__b.sql': 'CREATE TABLE b (id INT);',
      'U2__b.sql': 'DO 1;',
      'V3__c.sql': "INSERT INTO t VALUES (3, '${flyway:defaultSchema}' IS NULL, 1);",
      'U3__c.sql': 'DELETE FROM t WHERE id = 3;',
      'R__view.sql': 'CREATE OR REPLACE VIEW again AS SELECT id FROM b;',
    });
    expect(await leaks(project)).toEqual([]);
    expect(await leaks(project, '2')).toEqual(['table b remains']);
    await migrate(project.config({ target: '2' }));
    const before = await snapshot(await project.connect(), project.schema, 'schema_version');
    expect(await leaks(project)).toEqual(['table b remains']);
    expect(await snapshot(await project.connect(), project.schema, 'schema_version')).toEqual(before);
    const error = await rejection(verifyUndo(project.config({ target: '1' })), RefusedError);
    expect(error.message).toContain('V1__base.sql has no undo file');
  });

  it.each([
    ['USE mysql;', 'changes the schema'],
    ['CREATE DATABASE other_one;', 'creates or drops schemas'],
    ['DROP TABLE IF EXISTS ${flyway:defaultSchema}.x; DELETE FROM mysql.user;', 'uses the schema mysql'],
    ["GRANT SELECT ON *.* TO 'x'@'y';", 'changes privileges'],
    ['SET GLOBAL max_connections = 100;', 'sets variables of the server'],
    ["PREPARE p FROM 'DROP TABLE `mysql`.`user`';", 'uses the schema mysql'],
    ['/*!50000 CREATE USER x */;', 'changes accounts'],
    ['CREATE PROCEDURE p() BEGIN GRANT SELECT ON x.* TO y; END;', 'changes privileges'],
    ["PREPARE p FROM 'FLUSH TABLES';", 'administers the server'],
    ['CREATE PROCEDURE p() BEGIN LOOP KILL 1; END LOOP; END;', 'administers the server'],
    ["CREATE FUNCTION f RETURNS INT SONAME 'f.so';", 'installs a function in the server'],
    ["CREATE SPATIAL REFERENCE SYSTEM 990001 NAME 'x' DEFINITION 'x';", 'administers the server'],
  ])('refuses %s', async (sql, reason) => {
    const project = await createProject(server, { 'V1__a.sql': 'DO 1;', 'U1__a.sql': `DO 1;\n${sql}` });
    const error = await rejection(verifyUndo(project.config()), RefusedError);
    expect(error.message).toContain('U1__a.sql:2: statement');
    expect(error.message).toContain(reason);
  });

  it('refuses the real schema by its name', async () => {
    const project = await createProject(server, { 'U1__a.sql': 'DO 1;' });
    await project.write({ 'V1__a.sql': `CREATE TABLE ${project.schema.toUpperCase()} . a (id INT);` });
    const error = await rejection(verifyUndo(project.config()), RefusedError);
    expect(error.message.toLowerCase()).toContain(`it uses the schema ${project.schema}`);
  });

  it('stays out of the real schema when initSql enters it', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'U1__a.sql': 'DROP TABLE kept;',
    });
    await project.query('CREATE TABLE kept (id INT)');
    const error = await rejection(
      verifyUndo(project.config({ initSql: `USE ${project.schema}` })),
      PartialRunError,
    );
    expect(error.failed?.row.script).toBe('U1__a.sql');
    expect(await project.query('SHOW TABLES')).toEqual([['kept']]);
    expect(await scratches(project)).toEqual([]);
  });

  it('drops the scratch schema although the idle connection has timed out', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'SELECT SLEEP(3);',
      'U1__a.sql': 'DO 1;',
    });
    const initSql = 'SET SESSION wait_timeout = 1';
    const { verified } = await verifyUndo(project.config({ initSql }));
    expect(verified[0]?.differences).toEqual([]);
    expect(await scratches(project)).toEqual([]);
  });

  it('drops the scratch schema when a script fails', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'U1__a.sql': 'DROP TABLE nope;',
    });
    const error = await rejection(verifyUndo(project.config()), PartialRunError);
    expect(await scratches(project)).toEqual([]);
    const text = describeError(error);
    expect(text).toContain('1. Fix the file, then run undo -verify again.');
    expect(text).toMatch(/This was in a scratch schema. Nothing was changed.$/);
    expect(text).not.toMatch(/repair|committed|kept/);
    expect(errorJson(error)).toMatchObject({
      operation: 'verify-undo',
      migrations: [],
      migrationsExecuted: 0,
    });
  });

  it('says which grant is missing', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'DO 1;', 'U1__a.sql': 'DO 1;' });
    const user = `u_${project.schema.slice(2, 10)}`;
    await project.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'Secret-4711'`);
    onTestFinished(async () => void (await project.query(`DROP USER '${user}'@'%'`)));
    await project.query(`GRANT ALL ON \`${project.schema.replaceAll('_', '\\_')}\`.* TO '${user}'@'%'`);
    const settings = { user, password: 'Secret-4711' };
    const error = await rejection(verifyUndo(project.config(settings)), RefusedError);
    const [, grant = ''] = /administrator run: (.*)$/m.exec(error.message) ?? [];
    await project.query(grant);
    expect((await verifyUndo(project.config(settings))).verified[0]?.differences).toEqual([]);
    expect(await scratches(project)).toEqual([]);
  });

  it('exits with 1 when something remains', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'U1__a.sql': 'DO 1;',
    });
    const text = await project.run(['undo', '-verify']);
    expect(text.stdout).toContain('U1__a.sql does not bring back everything:\n-> table a remains');
    const json = await project.run(['undo', '-verify', '-outputType=json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      undoVerified: false,
      verifiedMigrations: [{ version: '1', differences: [{ kind: 'remains', message: 'table a remains' }] }],
    });
    await project.write({ 'U1__a.sql': 'DROP TABLE a;' });
    const good = await project.run(['undo', '-verify']);
    const wrong = await project.run(['migrate', '-verify']);
    expect(wrong.stderr).toContain('-verify is for undo, not for migrate');
    expect([text.code, json.code, good.code, wrong.code]).toEqual([1, 1, 0, 1]);
  });

  it.each(['auth', 'billing', 'payment-gateway'])(
    'U1 of the %s service brings back everything',
    async (name) => {
      const folder = new URL(`../../../../microservices/${name}-service/migrations/`, import.meta.url);
      const names = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
      const texts = await Promise.all(
        names.map(async (file) => [file, await readFile(new URL(file, folder), 'utf8')] as const),
      );
      expect(await leaks(await createProject(server, Object.fromEntries(texts)))).toEqual([]);
    },
  );
});
