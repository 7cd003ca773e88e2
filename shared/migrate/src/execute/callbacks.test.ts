import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, recorder, rejection, type Files, type Project } from '../../test/project.ts';
import { baseline } from '../commands/baseline.ts';
import { info } from '../commands/info.ts';
import { migrate } from '../commands/migrate.ts';
import { repair } from '../commands/repair.ts';
import { undo } from '../commands/undo.ts';
import { validate } from '../commands/validate.ts';
import { RefusedError } from '../errors.ts';
import { PartialRunError, StatementError } from '../run-errors.ts';
import { callbackEvents } from '../callback-event.ts';

/** One file an event, each of which leaves a line in the table `log`. */
function loggingCallbacks(): Files {
  const line = (event: string) => `INSERT INTO log (what) VALUES ('${event}');`;
  return Object.fromEntries(callbackEvents.map((event) => [`${event}.sql`, line(event)]));
}

async function projectWithLog(server: Parameters<typeof createProject>[0], files: Files): Promise<Project> {
  const project = await createProject(server, files);
  await project.query('CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50)) ENGINE=InnoDB');
  await baseline(project.config({ baselineVersion: '0', skipDefaultCallbacks: true }));
  return project;
}

async function logged(project: Project): Promise<unknown[]> {
  const rows = await project.query('SELECT what FROM log ORDER BY n');
  await project.query('DELETE FROM log');
  return rows.flat();
}

describe.each(testServers())('callbacks on $kind $version', (server) => {
  // The order was seen with Flyway 11.8.2, but for afterEachMigrateError: there its effects are rolled back.
  it('run in the order of Flyway', async () => {
    const project = await projectWithLog(server, {
      ...loggingCallbacks(),
      'V1__a.sql': "INSERT INTO log (what) VALUES ('V1');",
      'V2__b.sql': "INSERT INTO log (what) VALUES ('V2');",
      'U2__b.sql': "INSERT INTO log (what) VALUES ('U2');",
      'R__r.sql': "INSERT INTO log (what) VALUES ('R');",
    });
    const statement = ['beforeEachMigrateStatement', 'afterEachMigrateStatement'] as const;
    const around = (script: string) => [statement[0], script, statement[1]];
    const each = (script: string) => ['beforeEachMigrate', ...around(script), 'afterEachMigrate'];
    const creation = ['createSchema', 'beforeCreateSchema'];
    const validation = ['beforeValidate', 'afterValidate'];
    await migrate(project.config());
    expect(await logged(project)).toEqual([
      ...validation,
      ...creation,
      'beforeMigrate',
      ...each('V1'),
      ...each('V2'),
      ...['afterVersioned', 'beforeRepeatables'],
      ...each('R'),
      ...['afterMigrateApplied', 'afterMigrate', 'afterMigrateOperationFinish'],
    ]);
    await migrate(project.config());
    expect(await logged(project)).toEqual([
      ...validation,
      ...creation,
      'beforeMigrate',
      'afterVersioned',
      'afterMigrate',
      'afterMigrateOperationFinish',
    ]);
    await undo(project.config());
    expect(await logged(project)).toEqual([
      'beforeUndo',
      'beforeEachUndo',
      'beforeEachUndoStatement',
      'U2',
      'afterEachUndoStatement',
      'afterEachUndo',
      'afterUndo',
    ]);
    await info(project.config());
    expect(await logged(project)).toEqual(['beforeInfo', 'afterInfo', 'afterInfoOperationFinish']);
    await validate(project.config());
    expect(await logged(project)).toEqual(['beforeValidate', 'afterValidateError']);
    await project.write({ 'V2__b.sql': "INSERT INTO log (what) VALUES ('V2');\nSELECT nope;" });
    await rejection(migrate(project.config()), PartialRunError);
    expect(await logged(project)).toEqual([
      ...validation,
      ...creation,
      'beforeMigrate',
      'afterEachMigrateError',
      'afterMigrateError',
    ]);
    await repair(project.config());
    expect(await logged(project)).toEqual(['beforeRepair', 'afterRepair']);
    await rejection(baseline(project.config()), RefusedError);
    expect(await logged(project)).toEqual([...creation, 'beforeBaseline', 'afterBaselineError']);
  });

  it('belong to the transaction of their script, and otherwise have one of their own', async () => {
    const project = await projectWithLog(server, {
      'beforeMigrate__a.sql': "INSERT INTO log (what) VALUES ('a');",
      'beforeMigrate__b.sql': "INSERT INTO log (what) VALUES ('b'); SELECT nope;",
      'V1__a.sql': 'SELECT 1;',
    });
    const error = await rejection(migrate(project.config()), StatementError);
    expect(error).toMatchObject({
      code: 'ERROR',
      committed: 0,
      migration: { script: 'beforeMigrate__b.sql' },
    });
    expect(await logged(project)).toEqual(['a']);
    await project.remove('beforeMigrate__b.sql');
    await project.write({ 'afterEachMigrate.sql': "INSERT INTO log (what) VALUES ('each'); SELECT nope;" });
    await rejection(migrate(project.config()), PartialRunError);
    expect(await logged(project)).toEqual(['a']);
    expect(await project.history()).toEqual(['0 BASELINE 1', '1 SQL 0']);
  });

  it('see a session as it was before them', async () => {
    const project = await projectWithLog(server, {
      'beforeMigrate__a.sql': "SET @mine = 'set', foreign_key_checks = 0; USE information_schema;",
      'beforeMigrate__b.sql':
        "INSERT INTO log (what) VALUES (CONCAT_WS(' ', IFNULL(@mine, 'none'), @@foreign_key_checks + 0));",
    });
    await migrate(project.config());
    expect(await logged(project)).toEqual(['none 1']);
  });

  it('around statements belong to the transaction of the script, those of a failure are rolled back with it', async () => {
    const project = await projectWithLog(server, {
      'V1__a.sql': "INSERT INTO log (what) VALUES ('one'); SELECT nope;",
      'beforeEachMigrateStatement.sql': "INSERT INTO log (what) VALUES ('before');",
      'afterEachMigrateStatementError.sql':
        "INSERT INTO log (what) VALUES ('error'); SELECT wrong_in_the_callback;",
    });
    const { events, listener } = recorder();
    const error = await rejection(migrate(project.config(), { listener }), PartialRunError);
    expect(error.cause).toMatchObject({ statement: { number: 2 }, committed: 0 });
    expect(await logged(project)).toEqual([]);
    expect(events.flatMap((event) => (event.type === 'callback' ? [event.callback.event] : []))).toEqual([
      'beforeEachMigrateStatement',
      'beforeEachMigrateStatement',
      'afterEachMigrateStatementError',
    ]);
    await project.write({ 'beforeEachMigrateStatement.sql': 'CREATE TABLE IF NOT EXISTS other (id INT);' });
    await repair(project.config());
    const committing = await rejection(migrate(project.config()), PartialRunError);
    expect(committing.cause).toMatchObject({ statement: { number: 2 }, committed: 1 });
    expect(await logged(project)).toEqual(['one']);
  });

  it('that fail after an error do not hide it', async () => {
    const project = await projectWithLog(server, {
      'V1__a.sql': 'SELECT wrong_in_the_script;',
      'afterEachMigrateError.sql': 'SELECT wrong_in_the_callback;',
      'afterMigrateError.sql': 'SELECT wrong_in_the_callback;',
    });
    const { events, listener } = recorder();
    const error = await rejection(migrate(project.config(), { listener }), PartialRunError);
    expect(error.message).toContain('wrong_in_the_script');
    expect(events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))).toEqual([
      expect.stringMatching(/afterEachMigrateError.*wrong_in_the_callback/),
      expect.stringMatching(/afterMigrateError.*wrong_in_the_callback/),
    ]);
    expect(await project.history()).toEqual(['0 BASELINE 1', '1 SQL 0']);
  });

  it('do not run with skipDefaultCallbacks', async () => {
    const project = await projectWithLog(server, { ...loggingCallbacks(), 'V1__a.sql': 'SELECT 1;' });
    await migrate(project.config({ skipDefaultCallbacks: true }));
    expect(await logged(project)).toEqual([]);
  });

  it('disturb a script only where they run', async () => {
    const project = await projectWithLog(server, {
      'V1__a.sql':
        "INSERT INTO log (what) VALUES ('a'), ('b'), ('c');\nINSERT INTO log (what) SELECT ROW_COUNT();",
      'afterEachMigrateStatementError.sql': 'COMMIT;',
    });
    await migrate(project.config());
    expect(await logged(project)).toEqual(['a', 'b', 'c', '3']);
  });
});
