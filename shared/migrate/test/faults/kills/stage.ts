import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { FailpointName } from '../../../src/failpoint/names.ts';
import { watch, type Run } from '../../project.ts';
import { capture, type Capture, type Schemas } from './capture.ts';
import { files } from './migrations.ts';

/** Two empty schemas and a folder with the migration. */
export interface Stage {
  readonly schemas: Schemas;
  /** Starts the command line. */
  start(
    args: readonly string[],
    options?: { readonly failpoint?: string; readonly through?: TestServer },
  ): Run;
  /** Resolves when a run comes to its first failpoint, or has ended. */
  begun(run: Run): Promise<void>;
  /** Names of the failpoints that the run that was started last came to. */
  moments(): Promise<readonly FailpointName[]>;
  /** A file for a failpoint to hold the process by. */
  readonly holdFile: string;
  /** The first row, on a connection of its own; undefined when there is none, or no such table. */
  ask(sql: string): Promise<readonly unknown[] | undefined>;
  capture(): Promise<Capture>;
  remove(): Promise<void>;
}

const program = path.resolve(import.meta.dirname, '../../../bin/nilecare-migrate.js');

/** Makes them; `remove` is the caller's duty. */
export async function makeStage(server: TestServer): Promise<Stage> {
  const root = await mkdtemp(path.join(tmpdir(), 'migrate kills '));
  const [log, holdFile, folder] = ['log', 'held', 'sql'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const name = `t_${randomBytes(4).toString('hex')}`;
  const schemas = { main: `${name}_main`, other: `${name}_other` };
  const all = Object.values(schemas);
  await use(server, async (connection) => {
    for (const schema of all) await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
  });
  return {
    schemas,
    holdFile,
    start: (args, { failpoint = '', through = server } = {}) => {
      const settings = settingsFor(through, schemas);
      const child = spawn(
        process.execPath,
        ['--conditions=nilecare-failpoints', program, ...args, ...settings],
        {
          cwd: root,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            PATH: process.env['PATH'],
            FLYWAY_PASSWORD: server.password,
            NILECARE_FAILPOINT: failpoint,
            NILECARE_FAILPOINT_LOG: log,
          },
        },
      );
      return bounded(watch(child));
    },
    begun: async ({ child }) => {
      while (!existsSync(log) && child.exitCode === null && child.signalCode === null) await delay(5);
    },
    moments: async () => {
      const text = await readFile(log, 'utf8').catch(() => '');
      await rm(log, { force: true });
      return text.split('\n').filter(Boolean) as FailpointName[];
    },
    ask: (sql) =>
      use(server, async (connection) => {
        await connection.query(`USE ${schemas.main}`);
        const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
        return rows[0];
      }).catch(() => undefined),
    capture: () => use(server, (connection) => capture(connection, schemas)),
    remove: async () => {
      await use(server, async (connection) => {
        for (const schema of all) await connection.query(`DROP DATABASE ${schema}`);
      });
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A run that does not end is a fault of the engine, not of this test. */
function bounded(run: Run): Run {
  const timer = setTimeout(() => void run.child.kill('SIGABRT'), 90_000);
  const ended = run.ended.then((result) => {
    clearTimeout(timer);
    if (result.signal === 'SIGABRT') throw new Error(`no end after 90 s:\n${result.stdout}${result.stderr}`);
    return result;
  });
  return { ...run, ended };
}

function settingsFor({ host, port, user }: TestServer, { main, other }: Schemas): readonly string[] {
  return [
    // A proxy finds the text of a statement only without TLS.
    `-url=jdbc:mysql://${host}:${port}/${main}?sslMode=DISABLED`,
    `-user=${user}`,
    '-table=schema_version',
    '-locations=filesystem:sql',
    `-placeholders.other=${other}`,
  ];
}

async function use<Result>(
  { host, port, user, password }: TestServer,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection({ host, port, user, password, multipleStatements: false });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}
