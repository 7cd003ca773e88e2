import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, rejection, until, type Project } from '../../test/project.ts';
import { ConnectionError, QueryError } from '../errors.ts';
import { ServerError, type Session } from '../session.ts';
import { killQuery, openCompanion, type Companion } from './companion.ts';
import { withConnection } from './connection.ts';

function companionOf(project: Project): Companion {
  const companion = openCompanion(project.config().connection);
  onTestFinished(() => companion.close());
  return companion;
}

/** What is connected to the schema beside the test itself. */
async function connections(project: Project): Promise<unknown[]> {
  const rows = await project.query(
    'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() ORDER BY id',
  );
  return rows.map(([id]) => Number(id));
}

const idOf = (session: Session) => Promise.resolve(session.connectionId);

describe.each(testServers())('the companion on $kind $version', (server) => {
  it('is opened when it is first used, stays open, and is closed', async () => {
    const project = await createProject(server);
    const companion = companionOf(project);
    expect(await connections(project)).toEqual([]);
    const id = await companion.use(idOf);
    expect(await companion.use(idOf)).toBe(id);
    expect(await connections(project)).toEqual([id]);
    await companion.close();
    await until(async () => (await connections(project)).length === 0);
  });

  it('has a session of its own: autocommit, short waits for locks, and nothing that scripts are given', async () => {
    const project = await createProject(server);
    const { connection } = project.config({
      url: `jdbc:mysql://${server.host}:${server.port}/${project.schema}?sessionVariables=time_zone='%2B07:00'`,
    });
    const companion = openCompanion(connection);
    onTestFinished(() => companion.close());
    const [row] = await companion.use((session) =>
      session.query(
        'look',
        'SELECT @@autocommit AS a, @@innodb_lock_wait_timeout AS i, @@lock_wait_timeout AS m, @@time_zone AS z',
      ),
    );
    expect(row).toEqual({ a: 1, i: 2, m: 2, z: 'SYSTEM' });
  });

  it('lets one user work at a time, in the order in which they came', async () => {
    const companion = companionOf(await createProject(server));
    const seen: string[] = [];
    const work = (name: string) =>
      companion.use(async (session) => {
        seen.push(`${name} begins`);
        await session.query('wait', 'SELECT SLEEP(0.1)');
        seen.push(`${name} ends`);
      });
    await Promise.all([work('a'), work('b')]);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('goes on after a user whose work failed', async () => {
    const companion = companionOf(await createProject(server));
    const failing = companion.use((session) => session.query('fail', 'SELECT * FROM nowhere'));
    await rejection(failing, QueryError);
    expect(await companion.use(idOf)).toBeGreaterThan(0);
  });

  it('is opened again for the next user when it was lost in the middle of work', async () => {
    const project = await createProject(server);
    const companion = companionOf(project);
    const id = await companion.use(idOf);
    const working = rejection(
      companion.use((session) => session.query('wait', 'SELECT SLEEP(20)')),
      ConnectionError,
    );
    const next = companion.use(idOf);
    await project.query(`KILL ${id}`);
    await working;
    expect(await next).not.toBe(id);
  });

  it('is opened again before its work when it was lost while nobody used it', async () => {
    const project = await createProject(server);
    const companion = companionOf(project);
    const id = await companion.use(async (session) => {
      await session.query('be ended soon', 'SET wait_timeout = 1');
      return session.connectionId;
    });
    await until(async () => (await connections(project)).length === 0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await companion.use(idOf)).not.toBe(id);
  });

  it('says that it could not be opened, and tries again at the next use', async () => {
    const own = await startThrowawayServer({ kind: server.kind });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server);
    const companion = companionOf(project);
    await project.query('SET GLOBAL max_connections = 10');
    const others = await Promise.all(Array.from({ length: 12 }, () => project.connect().catch(() => null)));
    await rejection(companion.use(idOf), ConnectionError);
    for (const other of others) other?.destroy();
    await until(() =>
      companion.use(idOf).then(
        () => true,
        () => false,
      ),
    );
  });

  it('ends the statement of another connection, and nothing when there is none', async () => {
    const project = await createProject(server);
    await withConnection(project.config().connection, {}, async (session, companion) => {
      await session.query('make a table', 'CREATE TABLE t (id INT)');
      const other = await project.connect();
      await other.query('LOCK TABLES t WRITE');
      const running = rejection(session.send('INSERT INTO t VALUES (1)'), ServerError);
      await until(async () => {
        const [row] = await project.query(
          "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT INTO t%'",
        );
        return Number(row?.[0]) === 1;
      });
      await killQuery(companion, session.connectionId);
      expect((await running).fault.errno).toBe(1317);
      await killQuery(companion, 4_000_000_000);
    });
  });
});
