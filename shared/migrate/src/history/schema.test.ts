import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { closeSession, openTestSession, type TestSession } from '../../test/session.ts';
import { readCatalogue, type SchemaObject } from './catalogue.ts';
import { createSchema, dropObject, schemaExists } from './schema.ts';
import { quoteName } from './sql.ts';

async function objectsOf({ session, table: { schema } }: TestSession): Promise<readonly SchemaObject[]> {
  return (await readCatalogue(session, { schema })).objects;
}

describe.each(testServers())('a schema on $kind $version', (server) => {
  let opened: TestSession;
  beforeAll(async () => {
    opened = await openTestSession(server);
  });
  afterAll(() => closeSession(opened));

  it('exists or not, and can be made with any name', async () => {
    const { session, table } = opened;
    const name = `${table.schema}_it's \`b`;
    expect(await schemaExists(session, table.schema)).toBe(true);
    expect(await schemaExists(session, name)).toBe(false);
    try {
      await createSchema(session, name);
      expect(await schemaExists(session, name)).toBe(true);
    } finally {
      await session.send(`DROP SCHEMA IF EXISTS ${quoteName(name)}`);
    }
  });

  it('lists all that clean drops, in an order in which it can be dropped, until it is empty', async () => {
    const { session, table } = opened;
    expect(await objectsOf(opened)).toEqual([]);
    await session.send('CREATE TABLE parent (id INT PRIMARY KEY)');
    await session.send(
      'CREATE TABLE `chi``ld` (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))',
    );
    await session.send('CREATE VIEW shown AS SELECT * FROM parent');
    await session.send('CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1');
    await session.send('CREATE PROCEDURE work() SELECT 1');
    await session.send('CREATE TRIGGER before_parent BEFORE INSERT ON parent FOR EACH ROW SET @x = 1');
    await session.send('CREATE EVENT later ON SCHEDULE EVERY 1 YEAR DO SELECT 1');
    const objects = await objectsOf(opened);
    expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'EVENT later',
      'PROCEDURE work',
      'FUNCTION one',
      'VIEW shown',
      expect.stringMatching(/^TABLE (parent|chi`ld)$/),
      expect.stringMatching(/^TABLE (parent|chi`ld)$/),
    ]);
    await session.send('SET foreign_key_checks = 0');
    for (const object of objects) await dropObject(session, table.schema, object);
    expect(await objectsOf(opened)).toEqual([]);
  });
});

describe.each(testServers())('the catalogue of $kind $version', (server) => {
  it('tells global variables beside what is in a schema, in one query', async () => {
    const opened = await openTestSession(server);
    onTestFinished(() => closeSession(opened));
    const { session, table } = opened;
    await session.send('CREATE TABLE port (id INT)');
    const variables = ['port', 'read_only', 'no_such_variable'];
    const found = await readCatalogue(session, { schema: table.schema, variables });
    expect(found.objects).toEqual([{ kind: 'TABLE', name: 'port' }]);
    expect([...found.variables].sort()).toEqual([
      ['port', String(server.port)],
      ['read_only', 'OFF'],
    ]);
  });
});

it.each(testServers().map(({ kind }) => kind))(
  'the catalogue of %s is read where the server lists no events, its scheduler being DISABLED',
  async (kind) => {
    const own = await startThrowawayServer({ kind, flags: ['--event-scheduler=DISABLED'] });
    onTestFinished(() => own.stop());
    const opened = await openTestSession(own.server);
    onTestFinished(() => closeSession(opened));
    const { session, table } = opened;
    await session.send('CREATE TABLE t (id INT)');
    const found = await readCatalogue(session, { schema: table.schema, variables: ['read_only'] });
    expect(found.objects).toEqual([{ kind: 'TABLE', name: 't' }]);
    expect(found.variables.get('read_only')).toBe('OFF');
  },
);

const withSequences = testServers().filter(({ kind }) => kind === 'mariadb');

describe.each(withSequences)('a schema on $kind $version', (server) => {
  it('lists sequences among what clean drops', async () => {
    const opened = await openTestSession(server);
    onTestFinished(() => closeSession(opened));
    const { session, table } = opened;
    await session.send('CREATE SEQUENCE numbers');
    const objects = await objectsOf(opened);
    expect(objects).toEqual([{ kind: 'SEQUENCE', name: 'numbers' }]);
    for (const object of objects) await dropObject(session, table.schema, object);
    expect(await objectsOf(opened)).toEqual([]);
  });
});
