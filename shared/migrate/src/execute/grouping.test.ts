import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, recorder, rejection, type Files } from '../../test/project.ts';
import { migrate } from '../commands/migrate.ts';
import { RefusedError } from '../errors.ts';
import { PartialRunError } from '../run-errors.ts';

const insert = (what: string) => `INSERT INTO log VALUES ('${what}');`;
const log = 'CREATE TABLE log (what VARCHAR(40)) ENGINE=InnoDB;';

describe.each(testServers())('group on $kind $version', (server) => {
  const start = async (files: Files) => {
    const project = await createProject(server, { 'V1__log.sql': log });
    await migrate(project.config());
    await project.write(files);
    const logged = async () => (await project.query('SELECT what FROM log')).flat();
    return { ...project, logged };
  };

  it('commits the migrations together, with their callbacks', async () => {
    const project = await start({
      'V2__b.sql': insert('V2'),
      'V3__c.sql': insert('V3'),
      'R__r.sql': insert('R'),
      'afterEachMigrate.sql': insert('each'),
      'afterVersioned.sql': insert('versioned'),
    });
    const other = await project.connect();
    const seen: Promise<unknown>[] = [];
    const { events, listener } = recorder();
    await migrate(project.config({ group: true }), {
      listener: (event) => {
        listener(event);
        if (event.type === 'script-applied') seen.push(other.query('SELECT COUNT(*) AS n FROM log'));
      },
    });
    expect(await project.logged()).toEqual(['V2', 'each', 'V3', 'each', 'versioned', 'R', 'each']);
    expect((await Promise.all(seen)).map((answer) => (answer as [{ n: number }[]])[0][0]?.n)).toEqual([
      7, 7, 7,
    ]);
    expect(events.filter(({ type }) => type === 'warning')).toHaveLength(1);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1', 'R__r.sql SQL 1']);
  });

  // As Flyway 11.8.2.
  it('takes all of them back when one fails', async () => {
    const project = await start({ 'V2__b.sql': insert('V2'), 'V3__c.sql': `${insert('V3')} SELECT nope;` });
    const error = await rejection(migrate(project.config({ group: true })), PartialRunError);
    expect(error.applied).toEqual([]);
    expect(error.notRun).toMatchObject([{ row: { script: 'V2__b.sql' } }]);
    expect(await project.logged()).toEqual([]);
    expect(await project.history()).toEqual(['1 SQL 1', '3 SQL 0']);
  });

  it('takes all of them back when a callback between them fails, whatever the callback for errors does', async () => {
    const project = await start({
      'V2__b.sql': insert('V2'),
      'R__r.sql': insert('R'),
      'afterVersioned.sql': 'SELECT nope;',
      'afterMigrateError.sql': insert('error'),
    });
    const error = await rejection(migrate(project.config({ group: true })), PartialRunError);
    expect(error.applied).toEqual([]);
    expect(error.notRun).toHaveLength(2);
    expect(await project.logged()).toEqual(['error']);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  // Flyway would lose the row of V3 here and keep its table.
  it('commits a migration with DDL by itself, so that its row stays with its tables', async () => {
    const project = await start({
      'V2__b.sql': insert('V2'),
      'V3__c.sql': `CREATE TABLE c (id INT); ${insert('V3')}`,
      'V4__d.sql': insert('V4'),
      'V5__e.sql': `${insert('V5')} SELECT nope;`,
    });
    const error = await rejection(migrate(project.config({ group: true })), PartialRunError);
    expect(error.applied).toHaveLength(2);
    expect(await project.logged()).toEqual(['V2', 'V3']);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 1', '5 SQL 0']);
  });

  it('restores the session between its migrations without a commit', async () => {
    const project = await start({
      'V2__b.sql': `SET @x = 'set', foreign_key_checks = 0; ${insert('V2')}`,
      'V3__c.sql': "INSERT INTO log VALUES (CONCAT_WS(' ', IFNULL(@x, 'none'), @@foreign_key_checks + 0));",
      'V4__d.sql': 'SELECT nope;',
    });
    await rejection(migrate(project.config({ group: true })), PartialRunError);
    expect(await project.logged()).toEqual([]);
    await project.remove('V4__d.sql');
    await project.query('DELETE FROM schema_version WHERE success = 0');
    await migrate(project.config({ group: true }));
    expect(await project.logged()).toEqual(['V2', 'none 1']);
  });

  it('refuses migrations with and without transactions together, unless mixed: then none has one', async () => {
    const project = await start({
      'V2__b.sql': insert('V2'),
      'V3__c.sql': `${insert('V3')} SELECT nope;`,
      'V3__c.sql.conf': 'executeInTransaction=false',
    });
    const error = await rejection(migrate(project.config({ group: true })), PartialRunError);
    expect(error.cause).toBeInstanceOf(RefusedError);
    expect(error.message).toContain('First offending migration: "3 c" [non-transactional]');
    expect(await project.history()).toEqual(['1 SQL 1']);
    await rejection(migrate(project.config({ group: true, mixed: true })), PartialRunError);
    expect(await project.logged()).toEqual(['V2', 'V3']);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1', '3 SQL 0']);
  });

  it('commits what is done when it is told to stop', async () => {
    const project = await start({
      'V2__b.sql': insert('V2'),
      'V3__c.sql': insert('V3'),
      'V4__d.sql': insert('V4'),
    });
    const stop = new AbortController();
    const listener = ({ type }: { readonly type: string }) => {
      if (type === 'statement-started') stop.abort('SIGINT');
    };
    const error = await rejection(
      migrate(project.config({ group: true }), { stop: stop.signal, listener }),
      PartialRunError,
    );
    expect(error).toMatchObject({ applied: { length: 1 }, notRun: { length: 2 } });
    expect(await project.logged()).toEqual(['V2']);
  });
});
