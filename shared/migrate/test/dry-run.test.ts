import { testClient, testServers } from '@nilecare/dev-database/testing';
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlywayOptions } from '../src/config/resolve-config.ts';
import { baseline } from '../src/commands/baseline.ts';
import { clean } from '../src/commands/clean.ts';
import { repair } from '../src/commands/repair.ts';
import { migrate } from '../src/commands/migrate.ts';
import { undo } from '../src/commands/undo.ts';
import { RefusedError, ScriptError, ValidateError } from '../src/errors.ts';
import { dryRunScript } from '../src/report/dry-run/script.ts';
import { createProject, rejection, type Files, type Project } from './project.ts';
import { snapshot } from './snapshot.ts';

const options = ['--default-character-set=utf8mb4', '--skip-reconnect', '--binary-mode', '--comments'];

describe.each(await withClients())('a dry run on $server.kind $server.version', ({ server, run }) => {
  /** Migrates, starts again from before, replays the dry run: both must leave the same. */
  async function expectSameState(
    files: Files,
    settings: FlywayOptions = {},
    before: (project: Project) => Promise<void> = () => Promise.resolve(),
  ): Promise<string> {
    const project = await createProject(server, files);
    await before(project);
    const look = () =>
      project.connect().then((connection) => snapshot(connection, project.schema, 'schema_version'));
    const untouched = await look();
    const script = await dryRunOf(project, settings);
    expect(await look()).toEqual(untouched);
    await migrate(project.config(settings));
    const migrated = await look();

    await recreate(project);
    await before(project);
    await replay(project, script);
    expect(await look()).toEqual(migrated);
    return script;
  }

  async function replay({ folder }: Project, script: string): Promise<void> {
    expect(await run(script, { args: options, cwd: folder })).toMatchObject({ stderr: '', code: 0 });
  }

  async function dryRunOf(project: Project, settings: FlywayOptions = {}): Promise<string> {
    const { dryRun } = await migrate(project.config({ ...settings, dryRunOutput: '-' }));
    if (!dryRun) throw new Error('no dry run');
    return dryRunScript(dryRun);
  }

  async function recreate(project: Project): Promise<void> {
    const { schema } = project;
    const connection = await project.connect();
    await connection.query(`DROP DATABASE \`${schema}\``);
    await connection.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  it('leaves what migrate leaves: DDL, DML, stored programs, repeatables, placeholders, callbacks', async () => {
    await expectSameState(rich, { placeholders: { greeting: "it''s; é" } });
  });

  it('leaves what migrate leaves of a whole mysqldump file', async () => {
    const dump = readFileSync(new URL('corpus/mysqldump.sql', import.meta.url), 'utf8');
    await expectSameState({ 'V1__dump.sql': dump, 'V2__after.sql': 'INSERT INTO patients (id) VALUES (9);' });
  });

  it('goes on from a history that is there, out of order and up to a target', async () => {
    const files = {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': 'CREATE TABLE b (id INT);',
      'V3__c.sql': 'CREATE TABLE c (id INT);',
      'V4__d.sql': 'CREATE TABLE d (id INT);',
    };
    const settings = { outOfOrder: true, target: '3' };
    const script = await expectSameState(files, settings, async (project) => {
      await project.remove('V2__b.sql');
      await migrate(project.config({ target: '3' }));
      await project.write(files);
    });
    expect(script).toContain('-- [1 of 1] V2__b.sql [out of order]\n');
  });

  it('creates the history behind a baseline', async () => {
    const before = async (project: Project) => void (await project.query('CREATE TABLE old (id INT)'));
    const files = { 'V1__old.sql': 'CREATE TABLE old (id INT);', 'V2__b.sql': 'CREATE TABLE b (id INT);' };
    await expectSameState(files, { baselineOnMigrate: true }, before);
  });

  it('records without running with skipExecutingMigrations, and the installer that is configured', async () => {
    const files = { 'V1__a.sql': 'CREATE TABLE a (id INT);' };
    await expectSameState(files, { skipExecutingMigrations: true, installedBy: 'Jörg \\ "x"' });
  });

  it('creates a schema that is missing', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    const settings = { url: `jdbc:mysql://${server.host}:${server.port}/`, defaultSchema: project.schema };
    const drop = async () =>
      void (await (await project.connect()).query(`DROP DATABASE \`${project.schema}\``));
    const look = async () => snapshot(await project.connect(), project.schema, 'schema_version');
    await drop();
    const script = await dryRunOf(project, settings);
    await migrate(project.config(settings));
    const migrated = await look();
    await drop();
    await replay(project, script);
    expect(await look()).toEqual(migrated);
    expect(await project.history()).toEqual(['`' + project.schema + '` SCHEMA 1', '1 SQL 1']);
  });

  it('takes back what undo takes back', async () => {
    const project = await createProject(server, three);
    const look = async () => snapshot(await project.connect(), project.schema, 'schema_version');
    const settings = { target: '2', dryRunOutput: '-', placeholders: { environment: 'production' } };
    await migrate(project.config());
    const before = await look();
    const { dryRun, applied, initialVersion, targetVersion } = await undo(project.config(settings));
    expect(await look()).toEqual(before);
    expect({ applied: applied.length, initialVersion, targetVersion }).toEqual({
      applied: 2,
      initialVersion: '3',
      targetVersion: '1',
    });
    await undo(project.config({ target: '2' }));
    const undone = await look();
    await recreate(project);
    await migrate(project.config());
    await replay(project, dryRun ? dryRunScript(dryRun) : '');
    expect(await look()).toEqual(undone);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1', '3 DELETE 1', '2 DELETE 1']);
  });

  it.each(['auth', 'billing', 'payment-gateway'])('serves the migrations of the %s service', async (name) => {
    const folder = new URL(`../../../microservices/${name}-service/migrations/`, import.meta.url);
    const names = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
    const texts = await Promise.all(
      names.map(async (file) => [file, await readFile(new URL(file, folder), 'utf8')] as const),
    );
    await expectSameState(Object.fromEntries(texts), { initSql: 'SET timestamp = 1750000000' });
  });

  it('does nothing when the history has moved on', async () => {
    const project = await createProject(server, three);
    const script = await dryRunOf(project);
    await migrate(project.config({ target: '1' }));
    const second = await dryRunOf(project);
    const refused = await run(script, { args: options, cwd: project.folder });
    expect(refused.stderr).toContain('The history table was created since the dry run. Make a new one');
    await project.query("UPDATE schema_version SET description = 'other'");
    const moved = await run(second, { args: options, cwd: project.folder });
    expect(moved.stderr).toContain('The history has changed since the dry run. Make a new one');
    expect([refused.code, moved.code]).toEqual([1, 1]);
    expect(await project.query("SHOW TABLES LIKE '_'")).toEqual([['a']]);
  });

  it('does nothing when the schema was filled meanwhile', async () => {
    const project = await createProject(server, three);
    const script = await dryRunOf(project);
    await project.query('CREATE TABLE other (id INT)');
    const { code, stderr } = await run(script, { args: options, cwd: project.folder });
    expect(stderr).toContain('The schema was filled since the dry run. Make a new one');
    expect(code).toBe(1);
    expect(await project.query('SHOW TABLES')).toEqual([['other']]);
  });

  it('does nothing while another run holds the lock, and frees it behind itself', async () => {
    const project = await createProject(server, three);
    const script = await dryRunOf(project, { lockTimeout: 0 });
    const lockName = /GET_LOCK\(_utf8mb4 '([^']+)'/.exec(script)?.[1] ?? '';
    const holder = await project.connect();
    await holder.query(`SELECT GET_LOCK('${lockName}', 0)`);
    const { stderr } = await run(script, { args: options, cwd: project.folder });
    expect(stderr).toContain(`The migration lock ${lockName} is held by another connection`);
    expect(await project.query('SHOW TABLES')).toEqual([]);
    await holder.query('DO RELEASE_ALL_LOCKS()');
    await replay(project, script);
    expect(await project.query(`SELECT IS_FREE_LOCK('${lockName}')`)).toEqual([[1]]);
  });

  it('wants a client that hands on what it reads', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE PROCEDURE p()\r\nBEGIN\r\n  /* why */ SELECT 1;\r\nEND;',
    });
    const script = await dryRunOf(project);
    const { stderr: first } = await run(script, { args: ['--comments'], cwd: project.folder });
    expect(first).toContain('Run this script with the option --binary-mode');
    const { stderr: second } = await run(script, {
      args: ['--binary-mode', '--skip-comments'],
      cwd: project.folder,
    });
    expect(second).toContain('Run this script with the option --comments');
    expect(await project.query('SHOW TABLES')).toEqual([]);
    expect(script).toContain('--skip-reconnect --binary-mode --comments --host=');
  });

  it('stops at the first error; what was committed before stays', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
      'V2__b.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (1);',
      'V3__c.sql': 'CREATE TABLE c (id INT);',
    });
    const { code, stderr } = await run(await dryRunOf(project), { args: options, cwd: project.folder });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('ERROR 1062') as string });
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect(await project.query('SELECT * FROM a')).toEqual([]);
  });

  it('refuses what migrate refuses, and what the client would take apart', async () => {
    const project = await createProject(server, three);
    await migrate(project.config({ target: '1' }));
    await project.write({ 'V1__a.sql': 'CREATE TABLE other (id INT);' });
    await rejection(dryRunOf(project), ValidateError);
    await project.write({
      'V1__a.sql': three['V1__a.sql'],
      'V4__d.sql': 'CREATE TABLE d (\n  delimiter INT);',
    });
    const error = await rejection(dryRunOf(project), ScriptError);
    expect(error.problems).toMatchObject([
      { script: 'V4__d.sql', line: 1, message: expect.stringContaining('the word "delimiter"') as string },
    ]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('is refused for commands that would really run', async () => {
    const project = await createProject(server, three);
    for (const command of [baseline, repair, clean])
      await rejection(command(project.config({ dryRunOutput: '-' })), RefusedError);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('is a file of the owner alone, or standard output and nothing else there', async () => {
    const project = await createProject(server, { ...three, 'vx.sql': 'SELECT 1;' });
    const { code, stdout } = await project.run(['migrate', '-dryRunOutput=out/plan.sql', '-outputType=json']);
    const file = path.join(path.dirname(project.folder), 'out/plan.sql');
    expect(JSON.parse(stdout)).toMatchObject({
      dryRunOutput: file,
      initialSchemaVersion: null,
      targetSchemaVersion: '3',
      migrationsExecuted: 3,
    });
    expect(code).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['plan.sql']);

    const piped = await project.run(['migrate', '-dryRunOutput=-', '-validateMigrationNaming=false']);
    const scripts = [piped.stdout, await readFile(file, 'utf8')].map((text) =>
      text.split('\n').filter((line) => !/made by|< /.test(line)),
    );
    expect(scripts[0]).toEqual(scripts[1]);
    expect(piped.stderr).toContain('Dry run: 3 migrations would be applied to schema');
    await replay(project, piped.stdout);

    const nothing = await project.run(['migrate', '-dryRunOutput=-']);
    expect(nothing.stdout).toMatch(/^(?:-- ?.*\n)+$/);
    expect(nothing.stdout).toContain('Nothing to do: this script holds no statement.');
    await replay(project, nothing.stdout);
  });

  it('is refused where a script would get lost', async () => {
    const project = await createProject(server, three);
    const both = await project.run(['migrate', 'undo', '-dryRunOutput=x.sql']);
    expect(both.stderr).toContain('takes the script of one command');
    const json = await project.run(['migrate', '-dryRunOutput=-', '-outputType=json']);
    expect(json.stdout).toContain('both want standard output');
    const folder = await project.run(['migrate', '-dryRunOutput=migrations']);
    expect(folder.stderr).toContain('Nothing was changed in the database.');
    expect([both.code, json.code, folder.code]).toEqual([1, 1, 1]);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('runs all files in one transaction with group', async () => {
    const before = async (project: Project) => {
      await project.query('CREATE TABLE seen (id INT)');
      await project.query('CREATE TABLE marker (id INT)');
    };
    const files = {
      'V2__a.sql': 'INSERT INTO seen VALUES (1);',
      'V3__b.sql': 'INSERT INTO seen VALUES (2);\nCREATE TABLE x (id INT);',
      'R__c.sql': 'INSERT INTO seen SELECT COUNT(*) FROM seen;',
    };
    await expectSameState(files, { group: true, mixed: true, baselineOnMigrate: true }, before);
  });

  it('runs the callbacks around every statement', async () => {
    await expectSameState({
      'V1__a.sql': 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);',
      'beforeCreateSchema.sql': 'CREATE TABLE IF NOT EXISTS seen (what VARCHAR(99));',
      'beforeEachMigrateStatement.sql': "INSERT INTO seen VALUES ('before');",
      'afterEachMigrateStatement.sql': "INSERT INTO seen VALUES ('after');",
      'afterMigrateOperationFinish.sql': "INSERT INTO seen VALUES ('finish');",
    });
  });

  it('runs initSql first', async () => {
    await expectSameState(
      { 'V1__a.sql': 'CREATE TABLE a AS SELECT @@time_zone AS zone, @@sql_mode AS mode;' },
      { initSql: "SET time_zone = '+03:00';" },
    );
  });
});

const three = {
  'V1__a.sql': 'CREATE TABLE a (id INT);',
  'V2__b.sql': 'CREATE TABLE b (id INT);',
  'V3__c.sql': 'CREATE TABLE c (id INT);',
  'U2__b.sql': 'DROP TABLE b;',
  'U3__c.sql': 'DROP TABLE c;',
};

const rich: Files = {
  'V1__Tables.sql': `
CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, note TEXT COMMENT 'a;b') COMMENT 'it''s';
CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES parent (id),
  amount DECIMAL(10,2) AS (id * 1.5) STORED, CHECK (id > 0));
INSERT INTO parent (note) VALUES ('\${greeting}'), ('-- no comment'), ('/* nor this'), ('a\\\\'), ("q\\"; \\g \\! ls"), ('😀 naïve');
INSERT INTO child (id, parent_id) VALUES (1, LAST_INSERT_ID());
SET @kept = 5;
`,
  'V2__Programs.sql': `
DELIMITER //
CREATE PROCEDURE add_parent(IN text_in TEXT)
BEGIN
  -- a comment; with a semicolon

  # another one
  /* and a third; */
  DECLARE done INT DEFAULT 0;
  SET @from_procedure = 7;
  INSERT INTO parent (note) VALUES (CONCAT(text_in, ';'));
  IF done = 0 THEN
    SET done = 1; -- trailing
  END IF;
END//
CREATE TRIGGER stamp BEFORE INSERT ON parent FOR EACH ROW
BEGIN
  SET NEW.note = CONCAT(NEW.note, '!');
END//
DELIMITER ;
CREATE FUNCTION twice(x INT) RETURNS INT DETERMINISTIC
BEGIN
  RETURN x * 2; -- $$ // ;;
END;
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM child WHERE id < 0;
CALL add_parent('called');
INSERT INTO parent (note) VALUES (COALESCE(@from_procedure, 'none')), (@kept);
`,
  'V3__View_and_variables.sql': `
INSERT INTO parent (note) VALUES (COALESCE(@from_procedure, 'none')), (COALESCE(@kept, 'none'));
CREATE VIEW notes AS SELECT id, note /* inside */ FROM parent; -- behind
CREATE TEMPORARY TABLE scratch AS SELECT 1 AS x;
INSERT INTO parent (note) SELECT x FROM scratch;
SET foreign_key_checks = 0, sql_safe_updates = 1;
INSERT INTO child (id, parent_id) VALUES (2, 4711);
PREPARE p FROM 'INSERT INTO parent (note) VALUES (?)';
SET @v = 'prepared';
EXECUTE p USING @v;
LOCK TABLES parent WRITE;
INSERT INTO parent (note) VALUES ('locked');
UNLOCK TABLES;
SELECT 1 -- the last statement ends in a comment`,
  'V4__Modes.sql': `
SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES,ANSI_QUOTES');
SET sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES';
INSERT INTO "parent" (note) VALUES ('C:\\'), ('\\n;');
CREATE PROCEDURE "quoted"() SELECT "note", 'a\\' FROM "parent";
`,
  'V5__It\'s_"größ"_\\_(x);y.sql':
    'INSERT INTO parent (note) VALUES (CONCAT(@@sql_mode, @@foreign_key_checks, @@sql_safe_updates));',
  'V6__Crlf.sql':
    "INSERT INTO parent (note) VALUES ('two\r\nlines');\r\nCREATE PROCEDURE crlf()\r\nBEGIN\r\n  SELECT 1;\r\nEND;\r\n",
  'V7__Autocommit.sql':
    "INSERT INTO parent (note) VALUES (@@autocommit);\nSTART TRANSACTION;\nINSERT INTO parent (note) VALUES ('gone');\nROLLBACK;",
  'V7__Autocommit.sql.conf': 'executeInTransaction=false',
  'V8__Use.sql': 'USE information_schema;\nSELECT COUNT(*) FROM schemata;',
  'V9__Back.sql':
    'INSERT INTO parent (note) VALUES (DATABASE()), (@@collation_connection), (@@character_set_client);',
  'R__view.sql': 'CREATE OR REPLACE VIEW again AS SELECT note FROM parent;',
  'R__other.sql':
    "INSERT INTO parent (note) VALUES (CONCAT('${flyway:defaultSchema}', '${flyway:filename}', '${greeting}'));",
  'beforeMigrate.sql':
    "CREATE TABLE IF NOT EXISTS called (what VARCHAR(99));\nINSERT INTO called VALUES ('beforeMigrate');\nSET @callback = 1;",
  'beforeEachMigrate.sql': "INSERT INTO called VALUES ('beforeEach');",
  'afterEachMigrate.sql':
    "INSERT INTO ${flyway:defaultSchema}.called VALUES (CONCAT('afterEach', COALESCE(@callback, 0)));",
  'afterVersioned.sql': "INSERT INTO called VALUES ('afterVersioned');",
  'beforeRepeatables.sql': "INSERT INTO called VALUES ('beforeRepeatables');",
  'afterMigrateApplied.sql': "INSERT INTO called VALUES ('applied');",
  'afterMigrate__note.sql': "INSERT INTO called VALUES ('after');",
  'beforeValidate.sql': 'CREATE TABLE validated (x INT);',
};

async function withClients() {
  const all = await Promise.all(
    testServers().map(async (server) => ({ server, run: await testClient(server) })),
  );
  return all.flatMap(({ server, run }) => (run ? [{ server, run }] : []));
}
