/** A schema of its own and a folder of migrations, with the engine as a library and as a command. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestSchema, type TestServer } from '@nilecare/dev-database/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import type { Config } from '../src/config/config.ts';
import { resolveConfig, type FlywayOptions } from '../src/config/resolve-config.ts';
import type { RunEvent } from '../src/execute/events.ts';
import { connectTo } from './connect-to.ts';
import { runHere } from './run-here.ts';

export type Files = Readonly<Record<string, string>>;

export interface Project {
  readonly schema: string;
  readonly server: TestServer;
  /** Where the command line runs; holds `flyway.conf` and the folder of the migrations. */
  readonly root: string;
  /** Has blanks in its path. */
  readonly folder: string;
  /** Writes into the folder of the migrations. */
  write(files: Files): Promise<void>;
  remove(...names: string[]): Promise<void>;
  config(options?: FlywayOptions): Config;
  /** Rows as arrays, on a connection of its own that has entered the schema. */
  query(sql: string): Promise<unknown[][]>;
  /** Another connection, ended with the test. */
  connect(): Promise<Connection>;
  /** `version type success` of every row of the history, by rank. */
  history(): Promise<string[]>;
  /** The command line as a process, with a `flyway.conf` that has everything but the password. */
  start(args: readonly string[], options?: StartOptions): Run;
  /** The same in this process, which takes a tenth of the time; with a failpoint as a process. */
  run(args: readonly string[], options?: StartOptions): Promise<Ended>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Lines after those that every project has. */
  readonly conf?: string;
  /** What NILECARE_FAILPOINT says (src/failpoint/active.ts); with it the failpoints are switched on. */
  readonly failpoint?: string;
  /** The server as it is reached through a proxy. */
  readonly through?: TestServer;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output and error hold this text. */
  printed(text: string): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Everything is removed when the test has finished. */
export async function createProject(server: TestServer, files: Files = {}): Promise<Project> {
  const root = await mkdtemp(path.join(tmpdir(), 'migrate test '));
  const created = await createTestSchema(server);
  const schema = created.name;
  const connection = await connectTo(server, { database: schema });
  onTestFinished(async () => {
    connection.destroy();
    await created.drop();
    await rm(root, { recursive: true, force: true });
  });
  const folder = path.join(root, 'migrations');
  await mkdir(folder);
  const project: Project = {
    schema,
    server,
    root,
    folder,
    write: async (added) => {
      for (const [name, text] of Object.entries(added)) await writeFile(path.join(folder, name), text);
    },
    remove: async (...names) => {
      for (const name of names) await rm(path.join(folder, name));
    },
    config: (options) => resolveConfig({ ...settingsFor(server, schema, folder), ...options }),
    query: async (sql) => (await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }))[0],
    connect: async () => {
      const other = await connectTo(server, { database: schema });
      onTestFinished(() => other.destroy());
      return other;
    },
    history: async () => {
      const rows = await project.query(
        'SELECT COALESCE(version, script), type, success FROM schema_version ORDER BY installed_rank',
      );
      return rows.map((row) => row.join(' '));
    },
    start: (args, options = {}) => start(server, { schema, root }, args, options),
    run: async (args, options = {}) => {
      if (options.failpoint !== undefined) return project.start(args, options).ended;
      writeConf(server, { schema, root }, options);
      return { ...(await runHere(args, root, environmentOf(server, options))), signal: null };
    },
  };
  await project.write(files);
  return project;
}

/** A listener and what it heard. */
export function recorder(): { readonly events: RunEvent[]; readonly listener: (event: RunEvent) => void } {
  const events: RunEvent[] = [];
  return { events, listener: (event) => events.push(event) };
}

/** What a promise is rejected with, of the expected class. */
export async function rejection<Expected extends Error>(
  promise: Promise<unknown>,
  expected: abstract new (...args: never[]) => Expected,
): Promise<Expected> {
  const error = await promise.then(
    (value) => new Error(`expected ${expected.name}, but it resolved to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof expected) return error;
  throw error;
}

/** Asks again and again until the answer is true. */
export async function until(question: () => Promise<boolean>, seconds = 15): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await question())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${question.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A script that takes a while and is in a transaction meanwhile. */
export const slow = `CREATE TABLE slow (id INT);
INSERT INTO slow VALUES (1);
SELECT SLEEP(1.5);
INSERT INTO slow VALUES (2);`;

/** Resolves when the server runs a SLEEP in the schema of the project. */
export function sleeping(project: Project, seconds?: number): Promise<void> {
  return until(async () => {
    const rows = await project.query(
      "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'",
    );
    return rows.length > 0;
  }, seconds);
}

function settingsFor(
  { host, port, user, password }: TestServer,
  schema: string,
  folder: string,
): FlywayOptions {
  return {
    url: `jdbc:mysql://${host}:${port}/${schema}`,
    user,
    password,
    table: 'schema_version',
    locations: [`filesystem:${folder}`],
  };
}

const program = path.resolve(import.meta.dirname, '../bin/nilecare-migrate.js');

/** A proxy finds the text of a statement only without TLS. */
const readable = '?sslMode=DISABLED';

function start(
  server: TestServer,
  { schema, root }: { readonly schema: string; readonly root: string },
  args: readonly string[],
  options: StartOptions,
): Run {
  writeConf(server, { schema, root }, options);
  const { failpoint } = options;
  const condition = failpoint === undefined ? [] : ['--conditions=nilecare-failpoints'];
  const child = spawn(process.execPath, [...condition, program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environmentOf(server, options), NILECARE_FAILPOINT: failpoint },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return watch(child);
}

function writeConf(
  server: TestServer,
  { schema, root }: { readonly schema: string; readonly root: string },
  { conf = '', through }: StartOptions,
): void {
  const { host, port, user } = through ?? server;
  const lines = [
    `flyway.url=jdbc:mysql://${host}:${port}/${schema}${through ? readable : ''}`,
    `flyway.user=${user}`,
    'flyway.password=${DB_PASSWORD}',
    'flyway.table=schema_version',
    'flyway.locations=filesystem:migrations',
    conf,
  ];
  writeFileSync(path.join(root, 'flyway.conf'), lines.join('\n'));
}

/** Without the variables that are not set, as a process has it. */
function environmentOf({ password }: TestServer, { through, env }: StartOptions): NodeJS.ProcessEnv {
  const variables = { PATH: process.env['PATH'], DB_PASSWORD: through?.password ?? password, ...env };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

/** Collects what a process prints. */
export function watch(child: ChildProcess): Run {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]: unknown[]): Ended => {
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
  });
  const printed = (text: string) => until(() => Promise.resolve(`${stdout}${stderr}`.includes(text)));
  return { child, ended, printed };
}
