/** How many queries the engine sends, by the server's own count: a line of 50 ms makes each of them felt. */
import { startThrowawayServer, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { info } from '../src/commands/info.ts';
import { migrate } from '../src/commands/migrate.ts';
import { validate } from '../src/commands/validate.ts';
import { createProject, type Project } from './project.ts';

/** Of a fresh run, beside two for each statement; the goodbye counts. */
const perRun = 12;

describe.each(testServers())('the queries sent to $kind $version', ({ kind }) => {
  it('are two for each statement, and few beside', async () => {
    const own = await startThrowawayServer({ kind });
    onTestFinished(() => own.stop());
    const { project, sentBy } = await counting(own.server, 30);
    expect(await sentBy(() => migrate(project.config()))).toBe(2 * 60 + perRun);
    expect(await sentBy(() => migrate(project.config()))).toBe(7);
    expect(await sentBy(() => info(project.config()))).toBe(6);
    expect(await sentBy(() => validate(project.config()))).toBe(6);
  });
});

interface Counting {
  readonly project: Project;
  /** Nobody else may use the server meanwhile. */
  readonly sentBy: (run: () => Promise<unknown>) => Promise<number>;
}

async function counting(server: TestServer, scripts: number): Promise<Counting> {
  const names = Array.from({ length: scripts }, (_, index) => index + 1);
  const project = await createProject(
    server,
    Object.fromEntries(
      names.map((n) => [
        `V${n}__t.sql`,
        `CREATE TABLE t${n} (id INT PRIMARY KEY, name VARCHAR(50), KEY by_name (name));\nINSERT INTO t${n} VALUES (${n}, 'one');`,
      ]),
    ),
  );
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  onTestFinished(() => connection.destroy());
  return {
    project,
    sentBy: async (run) => {
      const before = await whenAlone(connection);
      await run();
      const after = await whenAlone(connection);
      return after.queries - before.queries - after.asked;
    },
  };
}

/** The project's connection, and the one that asks. */
const ours = 2;

/**
 * Another's goodbye counts as well, and may come a moment later; what a thread that ends has counted is for a moment in no
 * sum. So two answers must agree, with nothing between them but the asking.
 */
async function whenAlone(connection: Connection): Promise<{ queries: number; asked: number }> {
  let before = NaN;
  for (let asked = 1; ; asked++) {
    const { queries, threads } = await statusOf(connection);
    if (threads <= ours && queries === before + 1) return { queries, asked };
    before = queries;
  }
}

async function statusOf(connection: Connection): Promise<{ queries: number; threads: number }> {
  const sql = "SHOW GLOBAL STATUS WHERE Variable_name IN ('Queries', 'Threads_connected')";
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  const values = new Map(rows.map((row) => [row['Variable_name'], Number(row['Value'])]));
  return { queries: values.get('Queries') ?? NaN, threads: values.get('Threads_connected') ?? NaN };
}
