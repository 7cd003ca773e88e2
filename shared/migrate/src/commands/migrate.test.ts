import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, recorder, rejection } from '../../test/project.ts';
import { DuplicateMigrationError, RefusedError, ScriptError, ValidateError } from '../errors.ts';
import { FailedMigrationError, InterruptedError, PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { baseline } from './baseline.ts';
import { info } from './info.ts';
import { migrate } from './migrate.ts';
import { repair } from './repair.ts';
import { validate } from './validate.ts';

const create = (name: string) => `CREATE TABLE ${name} (id INT PRIMARY KEY);`;

describe.each(testServers())('migrate on $kind $version', (server) => {
  it('applies what is pending in order, repeatables last, and then finds nothing to do', async () => {
    const project = await createProject(server, {
      'V10__ten.sql': create('ten'),
      'V2__two.sql': create('two'),
      'V01_1__one.sql': create('one'),
      'R__view.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM one;',
    });
    const first = await migrate(project.config());
    expect(first).toMatchObject({ initialVersion: null, targetVersion: '10' });
    expect(await project.history()).toEqual(['01.1 SQL 1', '2 SQL 1', '10 SQL 1', 'R__view.sql SQL 1']);
    const second = await migrate(project.config());
    expect(second).toMatchObject({ initialVersion: '10', targetVersion: null, applied: [] });
    expect((await validate(project.config())).findings).toEqual([]);
  });

  it('tells of a script as applied only when another connection can see its row', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1;', 'V2__b.sql': 'SELECT 2;' });
    const { events, listener } = recorder();
    const seen: Promise<string[]>[] = [];
    await migrate(project.config(), {
      listener: (event) => {
        listener(event);
        if (event.type === 'script-applied') seen.push(project.history());
      },
    });
    expect((await Promise.all(seen)).map((rows) => rows.length)).toEqual([
      expect.toSatisfy((count: number) => count >= 1),
      2,
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      'planned',
      ...['script-started', 'statement-started', 'query-result'],
      // What begins the next one commits the end of the first.
      ...['script-started', 'script-applied', 'statement-started', 'query-result', 'script-applied'],
    ]);
  });

  it.each([
    ['an unterminated quote', "SELECT 1;\nINSERT INTO a VALUES ('x);", 2],
    ['an unterminated comment', 'SELECT 1;\n\n/* never closed', 3],
    ['an unterminated DELIMITER block', 'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END', 1],
    ['an unknown placeholder', 'SELECT 1;\nSELECT ${nobody};', 2],
  ])('T22: sends nothing when the last file has %s', async (_what, broken, line) => {
    const project = await createProject(server, {
      'beforeMigrate.sql': create('by_callback'),
      'V1__a.sql': create('a'),
      'V2__b.sql': create('b'),
      'V3__broken.sql': broken,
    });
    const error = await rejection(migrate(project.config()), ScriptError);
    expect(error.problems).toMatchObject([{ script: 'V3__broken.sql', line }]);
    expect(describeError(error)).toContain(`V3__broken.sql:${line}`);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T22: sends nothing when a callback is broken', async () => {
    const project = await createProject(server, {
      'V1__a.sql': create('a'),
      'afterMigrate.sql': "SELECT 'x;",
    });
    await rejection(migrate(project.config()), ScriptError);
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T30: refuses two files of one version', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V1.0__b.sql': create('b') });
    const error = await rejection(migrate(project.config()), DuplicateMigrationError);
    expect(error.code).toBe('DUPLICATE_VERSIONED_MIGRATION');
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });

  it('T30: lists every disagreement of files and history and runs nothing', async () => {
    const project = await createProject(server, {
      'V1__a.sql': create('a'),
      'V2__b.sql': create('b'),
      'V3__c.sql': create('c'),
      'V4__d.sql': create('d'),
    });
    await migrate(project.config());
    await project.write({
      'V1__a.sql': `${create('a')} -- edited`,
      'V3__renamed.sql': create('c'),
      'V5__e.sql': create('e'),
    });
    await project.remove('V2__b.sql', 'V3__c.sql');
    const error = await rejection(migrate(project.config()), ValidateError);
    expect(error.findings.map(({ code }) => code)).toEqual([
      'CHECKSUM_MISMATCH',
      'APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED',
      'DESCRIPTION_MISMATCH',
    ]);
    expect(await project.query("SHOW TABLES LIKE 'e'")).toEqual([]);
  });

  it('T31: runs a file below the newest version only with outOfOrder', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V3__c.sql': create('c') });
    await migrate(project.config());
    await project.write({ 'V2__b.sql': create('b') });
    const error = await rejection(migrate(project.config()), ValidateError);
    expect(error.findings.map(({ code }) => code)).toEqual(['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED']);
    await migrate(project.config({ outOfOrder: true }));
    expect((await info(project.config())).infos.map(({ state }) => state)).toEqual([
      'Success',
      'Success',
      'Out of Order',
    ]);
  });

  it('T31: goes past a failed row only after repair', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V2__bad.sql': 'SELECT nope;' });
    await rejection(migrate(project.config()), PartialRunError);
    await project.write({ 'V2__bad.sql': create('b') });
    await rejection(migrate(project.config()), ValidateError);
    await rejection(migrate(project.config({ validateOnMigrate: false })), FailedMigrationError);
    const repaired = await repair(project.config());
    expect(repaired.applied.map(({ step }) => step.kind)).toEqual(['remove']);
    expect((await migrate(project.config())).targetVersion).toBe('2');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
  });

  it('records a script as failed when whoever listens throws', async () => {
    const project = await createProject(server, { 'V1__a.sql': `${create('a')} SELECT 1 AS one;` });
    const listener = ({ type }: { readonly type: string }) => {
      if (type === 'query-result') throw new Error('the listener is broken');
    };
    await rejection(migrate(project.config(), { listener }), Error);
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('stops between two scripts when it is told to', async () => {
    const project = await createProject(server, {
      'V1__a.sql': create('a'),
      'V2__b.sql': create('b'),
      'V3__c.sql': create('c'),
    });
    const stop = new AbortController();
    const listener = ({ type }: { readonly type: string }) => {
      if (type === 'statement-started') stop.abort('SIGINT');
    };
    const error = await rejection(
      migrate(project.config(), { stop: stop.signal, listener }),
      PartialRunError,
    );
    expect(error.cause).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ failed: undefined, applied: { length: 1 }, notRun: { length: 2 } });
    expect(describeError(error)).toMatch(/1 applied.*; 2 not begun/);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('runs the newest baseline file and what is above it on an empty schema, and skips it elsewhere', async () => {
    const files = { 'V1__a.sql': create('a'), 'V2__b.sql': create('b'), 'V3__c.sql': create('c') };
    const state = { 'B2__state.sql': `${create('a')} ${create('b')}` };
    const fresh = await createProject(server, { ...files, ...state });
    await migrate(fresh.config());
    expect(await fresh.history()).toEqual(['2 SQL_BASELINE 1', '3 SQL 1']);
    const old = await createProject(server, files);
    await migrate(old.config({ target: '1' }));
    await old.write(state);
    await migrate(old.config());
    expect(await old.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1']);
  });

  it('refuses a schema with tables but without history, unless baselineOnMigrate is set', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V2__b.sql': create('b') });
    await project.query(create('a'));
    const error = await rejection(migrate(project.config()), RefusedError);
    expect(error.code).toBe('NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE');
    expect(await project.query('SHOW TABLES')).toEqual([['a']]);
    const { events, listener } = recorder();
    await migrate(project.config({ baselineOnMigrate: true }), { listener });
    expect(await project.history()).toEqual(['1 BASELINE 1', '2 SQL 1']);
    // The row of the baseline is none of the files that are counted.
    expect(events).toMatchObject([
      { type: 'planned', steps: { length: 2 } },
      { type: 'script-started', index: 0, total: 1 },
      { type: 'statement-started', total: 1, place: { index: 0, total: 1 } },
      { type: 'script-applied' },
    ]);
  });

  it('creates a missing schema and records it', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a') });
    await project.query(`DROP DATABASE ${project.schema}`);
    const url = `jdbc:mysql://${server.host}:${server.port}/`;
    const there = { url, defaultSchema: project.schema };
    const error = await rejection(migrate(project.config({ ...there, createSchemas: false })), RefusedError);
    expect(error.code).toBe('SCHEMA_DOES_NOT_EXIST');
    expect((await info(project.config(there))).infos.map(({ state }) => state)).toEqual(['Pending']);
    await migrate(project.config(there));
    await project.query(`USE ${project.schema}`);
    expect(await project.query('SELECT installed_rank, type FROM schema_version ORDER BY 1')).toEqual([
      [0, 'SCHEMA'],
      [1, 'SQL'],
    ]);
  });

  it('T19: runs files with a byte order mark, CRLF and no last semicolon', async () => {
    const project = await createProject(server, {
      'V1__a.sql':
        '\uFEFFCREATE TABLE a (id INT);\r\nINSERT INTO a VALUES (1);\r\n\r\nINSERT INTO a VALUES (2)',
    });
    await migrate(project.config());
    expect(await project.query('SELECT id FROM a')).toEqual([[1], [2]]);
  });
});

describe.each(testServers())('baseline and repair on $kind $version', (server) => {
  it('baselines once, again the same without an error, and never differently', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V5__b.sql': create('b') });
    await project.query(create('a'));
    const config = project.config({ baselineVersion: '3', baselineDescription: 'from 2019' });
    expect(await baseline(config)).toMatchObject({ created: true, baselineVersion: '3' });
    expect(await baseline(config)).toMatchObject({ created: false });
    await rejection(baseline(project.config({ baselineVersion: '4' })), RefusedError);
    await migrate(config);
    expect(await project.history()).toEqual(['3 BASELINE 1', '5 SQL 1']);
  });

  it('aligns edited files, marks missing ones as deleted, and validates then', async () => {
    const project = await createProject(server, {
      'V1__a.sql': create('a'),
      'V2__b.sql': create('b'),
      'V3__c.sql': create('c'),
    });
    await migrate(project.config());
    await project.write({ 'V1__a.sql': `${create('a')}-- edited` });
    await project.remove('V2__b.sql');
    const { applied } = await repair(project.config());
    expect(applied.map(({ step }) => step.kind)).toEqual(['write', 'align']);
    expect((await validate(project.config())).findings).toEqual([]);
    expect((await repair(project.config())).applied).toEqual([]);
  });

  it('changes nothing of the history when one of its repairs fails', async () => {
    const project = await createProject(server, { 'V1__a.sql': create('a'), 'V2__b.sql': create('b') });
    await migrate(project.config());
    await project.write({ 'V1__a.sql': `${create('a')}-- edited`, 'V2__b.sql': `${create('b')}-- edited` });
    await project.query(
      "CREATE TRIGGER refuse BEFORE UPDATE ON schema_version FOR EACH ROW IF NEW.version = '2' THEN SIGNAL SQLSTATE '45000'; END IF",
    );
    const before = await project.query('SELECT checksum FROM schema_version ORDER BY installed_rank');
    const error = await rejection(repair(project.config()), PartialRunError);
    expect(error).toMatchObject({ applied: [], failed: { kind: 'align' }, notRun: [{ kind: 'align' }] });
    expect(describeError(error)).toContain('Nothing was applied before it; 1 not begun.');
    expect(await project.query('SELECT checksum FROM schema_version ORDER BY installed_rank')).toEqual(
      before,
    );
  });
});
