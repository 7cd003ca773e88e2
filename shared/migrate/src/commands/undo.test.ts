import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, rejection } from '../../test/project.ts';
import { RefusedError, UndoError, ValidateError } from '../errors.ts';
import { FailedMigrationError, PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { clean } from './clean.ts';
import { info } from './info.ts';
import { migrate } from './migrate.ts';
import { repair } from './repair.ts';
import { undo } from './undo.ts';
import { validate } from './validate.ts';

const create = (name: string) => `CREATE TABLE ${name} (id INT PRIMARY KEY);`;
const three = {
  'V1__a.sql': create('a'),
  'V2__b.sql': create('b'),
  'V3__c.sql': create('c'),
  'U2__b.sql': 'DROP TABLE b;',
  'U3__c.sql': 'DROP TABLE c;',
};
const production = { placeholders: { environment: 'production' } };

describe.each(testServers())('undo on $kind $version', (server) => {
  it('takes back the newest version, which is then pending and applies again', async () => {
    const project = await createProject(server, three);
    await migrate(project.config());
    expect(await undo(project.config())).toMatchObject({ initialVersion: '3', targetVersion: '2' });
    expect(await project.query("SHOW TABLES LIKE '_'")).toEqual([['a'], ['b']]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1', '3 DELETE 1']);
    expect((await info(project.config())).infos.map(({ state }) => state)).toContain('Pending');
    await migrate(project.config());
    expect((await validate(project.config())).findings).toEqual([]);
    expect((await undo(project.config())).targetVersion).toBe('2');
    expect((await undo(project.config())).targetVersion).toBe('1');
  });

  it('goes down to the target, newest first', async () => {
    const project = await createProject(server, three);
    await migrate(project.config());
    const { applied, targetVersion } = await undo(project.config({ target: '2' }));
    expect(applied.map(({ step }) => step.row.version?.text)).toEqual(['3', '2']);
    expect(targetVersion).toBe('1');
  });

  it('lists every missing undo file and touches nothing', async () => {
    const project = await createProject(server, three);
    await project.remove('U2__b.sql');
    await migrate(project.config());
    const error = await rejection(undo(project.config({ target: '1' })), UndoError);
    expect(error.withoutUndo.map(({ script }) => script)).toEqual(['V2__b.sql', 'V1__a.sql']);
    expect(describeError(error)).toContain('Nothing was touched.');
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1']);
  });

  it('leaves a failed DELETE row when it fails, which stops everything until repair', async () => {
    const project = await createProject(server, { ...three, 'U3__c.sql': 'DROP TABLE c;\nDROP TABLE nope;' });
    await migrate(project.config());
    const error = await rejection(undo(project.config()), PartialRunError);
    expect(describeError(error)).toContain('Statement 1 is committed.');
    expect((await project.history()).at(-1)).toBe('3 DELETE 0');
    await rejection(undo(project.config()), FailedMigrationError);
    await rejection(migrate(project.config()), ValidateError);
    await project.write({ 'U3__c.sql': 'DROP TABLE IF EXISTS c;' });
    await repair(project.config());
    await undo(project.config());
    expect((await project.history()).at(-1)).toBe('3 DELETE 1');
    await migrate(project.config());
  });

  it('needs the database named under the production configuration', async () => {
    const project = await createProject(server, three);
    await migrate(project.config(production));
    const error = await rejection(undo(project.config(production)), RefusedError);
    expect(error.code).toBe('CONFIRMATION_REQUIRED');
    expect(describeError(error)).toContain(`-confirm=${project.schema}`);
    const named = project.config({ ...production, confirm: ['other', project.schema] });
    expect((await undo(named)).targetVersion).toBe('2');
  });

  it('finds nothing to undo in a schema without history', async () => {
    const project = await createProject(server, three);
    expect(await undo(project.config())).toMatchObject({
      applied: [],
      initialVersion: null,
      targetVersion: null,
    });
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });
});

describe.each(testServers())('clean on $kind $version', (server) => {
  const everything = {
    'V1__all.sql':
      'CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT, FOREIGN KEY (id) REFERENCES a (id)); CREATE VIEW v AS SELECT * FROM b;\nCREATE PROCEDURE p() SELECT 1; CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1; CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = 1;\nCREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO SELECT 1;',
  };

  it('drops everything when it is allowed and the database is named', async () => {
    const project = await createProject(server, everything);
    await migrate(project.config());
    const report = await clean(project.config({ cleanDisabled: false, confirm: [project.schema] }));
    expect(report).toMatchObject({ schemasCleaned: [project.schema], schemasDropped: [] });
    const left = await project.query(
      'SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()) + (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = DATABASE()) + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = DATABASE())',
    );
    expect(left).toEqual([[0]]);
    await migrate(project.config());
  });

  it.each([
    ['by default', {}, 'ERROR'],
    ['under the production configuration', { ...production, cleanDisabled: false }, 'CLEAN_REFUSED'],
    ['without a confirmation', { cleanDisabled: false, confirm: [] }, 'CONFIRMATION_REQUIRED'],
  ])('refuses %s', async (_when, options, code) => {
    const project = await createProject(server, everything);
    await migrate(project.config());
    const config = project.config({ confirm: [project.schema], ...options });
    const error = await rejection(clean(config), RefusedError);
    expect(error.code).toBe(code);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });
});
