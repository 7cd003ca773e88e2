import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, recorder, rejection, type Files } from '../../test/project.ts';
import { RefusedError } from '../errors.ts';
import { baseline } from './baseline.ts';
import { clean } from './clean.ts';
import { info } from './info.ts';
import { migrate } from './migrate.ts';
import { validate } from './validate.ts';

const create = (name: string) => `CREATE TABLE ${name} (id INT);`;

/** A project of three schemas, of which none but those named exists; `log` is a fourth one with a table. */
async function projectWithSchemas(server: TestServer, present: readonly string[], files: Files = {}) {
  const project = await createProject(server, { 'V1__a.sql': create('a'), ...files });
  const log = project.schema;
  const name = (schema: string) => `${log}_${schema}`;
  const schemas = ['one', 'two', 'three'].map(name);
  onTestFinished(async () => {
    for (const schema of schemas) await project.query(`DROP DATABASE IF EXISTS ${schema}`);
  });
  for (const schema of present) await project.query(`CREATE DATABASE ${name(schema)}`);
  await project.query(
    'CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50), here VARCHAR(99))',
  );
  const url = `jdbc:mysql://${server.host}:${server.port}/`;
  const config = (more = {}) =>
    project.config({ url, schemas, cleanDisabled: false, confirm: schemas, ...more });
  const short = (text: unknown) => String(text).replaceAll(`${log}_`, '');
  return {
    ...project,
    name,
    config,
    history: async () => {
      const sql = `SELECT installed_rank, type, script FROM ${name('one')}.schema_version ORDER BY 1`;
      return (await project.query(sql)).map((row) => short(row.join(' ')));
    },
    schemas: async () => {
      const rows = await project.query(`SHOW DATABASES LIKE '${log}\\_%'`);
      return rows.flat().map(short).sort();
    },
    logged: async () => {
      const rows = await project.query('SELECT what, here FROM log ORDER BY n');
      await project.query('DELETE FROM log');
      return rows.map(([what, here]) => `${String(what)} in ${short(here)}`);
    },
  };
}

// Everything here was measured with Flyway 11.8.2.
describe.each(testServers())('schemas on $kind $version', (server) => {
  it('migrate creates the missing ones in order and records them in one row, at any time', async () => {
    const project = await projectWithSchemas(server, ['two']);
    await migrate(project.config());
    expect(await project.history()).toEqual(['0 SCHEMA `one`,`three`', '1 SQL V1__a.sql']);
    await project.query(`DROP DATABASE ${project.name('three')}`);
    await migrate(project.config());
    expect(await project.history()).toEqual([
      '0 SCHEMA `one`,`three`',
      '1 SQL V1__a.sql',
      '2 SCHEMA `three`',
    ]);
    expect(await project.schemas()).toEqual(['one', 'three', 'two']);
    expect((await validate(project.config())).findings).toEqual([]);
  });

  it('clean drops those that were created and empties the others', async () => {
    const project = await projectWithSchemas(server, ['two'], {
      'beforeClean.sql': "INSERT INTO ${log}.log (what, here) VALUES ('beforeClean', DATABASE());",
      'afterClean.sql': "INSERT INTO ${log}.log (what, here) VALUES ('afterClean', DATABASE());",
    });
    const config = project.config({ placeholders: { log: project.schema } });
    await migrate(config);
    await project.query(`CREATE TABLE ${project.name('two')}.x (id INT)`);
    expect(await clean(config)).toMatchObject({
      schemasCleaned: [project.name('two')],
      schemasDropped: [project.name('one'), project.name('three')],
    });
    expect(await project.schemas()).toEqual(['two']);
    expect(await project.query(`SHOW TABLES FROM ${project.name('two')}`)).toEqual([]);
    expect(await project.logged()).toEqual(['beforeClean in one', 'afterClean in null']);
    const { events, listener } = recorder();
    expect(await clean(config, { listener })).toMatchObject({
      schemasCleaned: [project.name('two')],
      schemasDropped: [],
    });
    expect(events.filter(({ type }) => type === 'warning')).toHaveLength(2);
  });

  it('clean names all of them to confirm, not only those that are left', async () => {
    const project = await projectWithSchemas(server, ['one']);
    const error = await rejection(clean(project.config({ confirm: [project.name('one')] })), RefusedError);
    expect(error.message).toContain(`for ${project.name('two')}, ${project.name('three')}.`);
    expect(error.message).toContain(`-confirm=${['one', 'two', 'three'].map(project.name).join(',')}.`);
  });

  it('migrate refuses any that holds something, unless one is created or the baseline is allowed', async () => {
    const project = await projectWithSchemas(server, ['one', 'two', 'three']);
    await project.query(`CREATE TABLE ${project.name('two')}.x (id INT)`);
    const error = await rejection(migrate(project.config()), RefusedError);
    expect(error).toMatchObject({ code: 'NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE' });
    expect(error.message).toContain(`schema(s) \`${project.name('two')}\` but`);
    expect((await info(project.config())).allSchemasEmpty).toBe(false);
    await migrate(project.config({ baselineOnMigrate: true, baselineVersion: '0' }));
    expect(await project.history()).toEqual(['1 BASELINE << Flyway Baseline >>', '2 SQL V1__a.sql']);

    const created = await projectWithSchemas(server, ['two', 'three']);
    await created.query(`CREATE TABLE ${created.name('two')}.x (id INT)`);
    await migrate(created.config());
    expect(await created.history()).toEqual(['0 SCHEMA `one`', '1 SQL V1__a.sql']);
  });

  it('skipExecutingMigrations takes over a schema that is not empty', async () => {
    const project = await projectWithSchemas(server, ['one', 'two', 'three']);
    await project.query(`CREATE TABLE ${project.name('one')}.a (id INT)`);
    await migrate(project.config({ skipExecutingMigrations: true }));
    expect(await project.history()).toEqual(['1 SQL V1__a.sql']);
  });

  it('baseline creates the missing ones and records them behind its own row', async () => {
    const project = await projectWithSchemas(server, []);
    expect(await baseline(project.config())).toMatchObject({ created: true });
    const history = ['1 BASELINE << Flyway Baseline >>', '2 SCHEMA `one`,`two`,`three`'];
    expect(await project.history()).toEqual(history);
    expect(await baseline(project.config())).toMatchObject({ created: false });
    expect(await project.history()).toEqual(history);
  });

  it('createSchemas=false creates none: the default one must be there, others need not', async () => {
    const project = await projectWithSchemas(server, []);
    const config = project.config({ createSchemas: false });
    for (const command of [migrate, baseline])
      expect(await rejection(command(config), RefusedError)).toMatchObject({ code: 'SCHEMA_DOES_NOT_EXIST' });
    await project.query(`CREATE DATABASE ${project.name('one')}`);
    await migrate(config);
    expect(await project.history()).toEqual(['1 SQL V1__a.sql']);
    expect(await project.schemas()).toEqual(['one']);
  });

  it('a default schema that is none of them is the first', async () => {
    const project = await projectWithSchemas(server, []);
    const schemas = [project.name('two'), project.name('three')];
    await migrate(project.config({ schemas, defaultSchema: project.name('one') }));
    expect(await project.history()).toEqual(['0 SCHEMA `one`,`two`,`three`', '1 SQL V1__a.sql']);
  });

  it('createSchema callbacks run before the creation, and at every migrate and baseline', async () => {
    const line = (event: string) => `INSERT INTO \${log}.log (what, here) VALUES ('${event}', DATABASE());`;
    const events = ['createSchema', 'beforeCreateSchema', 'beforeMigrate', 'beforeBaseline'];
    const project = await projectWithSchemas(
      server,
      [],
      Object.fromEntries(events.map((event) => [`${event}.sql`, line(event)])),
    );
    const config = project.config({ placeholders: { log: project.schema } });
    await migrate(config);
    expect(await project.logged()).toEqual([
      'createSchema in null',
      'beforeCreateSchema in null',
      'beforeMigrate in one',
    ]);
    await migrate(config);
    expect(await project.logged()).toEqual([
      'createSchema in one',
      'beforeCreateSchema in one',
      'beforeMigrate in one',
    ]);
    await migrate(project.config({ placeholders: { log: project.schema }, createSchemas: false }));
    expect(await project.logged()).toEqual(['beforeMigrate in one']);
    await rejection(baseline(config), RefusedError);
    expect(await project.logged()).toEqual([
      'createSchema in one',
      'beforeCreateSchema in one',
      'beforeBaseline in one',
    ]);
  });
});
