/** The same migrations by the engine, with and without its journal, and by the client program. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { testClient, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** Who runs the migrations. The engine is a whole process, as a user starts it. */
export const contestants = ['client', 'engine', 'engine, hooks on', 'engine without journal'] as const;

export type Contestant = (typeof contestants)[number];

/** What one run took. */
export interface Figures {
  readonly seconds: number;
  /** Statements that the server counted, prepared ones once more. */
  readonly queries: number;
}

/** A folder of migrations, each one CREATE TABLE with two indexes and one INSERT. */
export interface Race {
  run(contestant: Contestant): Promise<Figures>;
  end(): Promise<void>;
}

const program = path.resolve(import.meta.dirname, '../../shared/migrate/bin/nilecare-migrate.js');
const hooks = pathToFileURL(path.join(import.meta.dirname, 'hooks.mjs')).href;

/** Writes the files; `end` is the caller's duty. */
export async function prepareRace(server: TestServer, count: number): Promise<Race> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare-journal-'));
  const texts = Array.from({ length: count }, (_, index) => migration(index + 1));
  for (const [index, text] of texts.entries())
    await writeFile(path.join(folder, `V${index + 1}__t.sql`), text);
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  const client = await testClient(server);
  const run = async (contestant: Contestant): Promise<Figures> => {
    const schema = `m_${randomBytes(4).toString('hex')}`;
    await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
    const before = await counted(connection);
    const started = performance.now();
    if (contestant !== 'client') await runEngine(server, { schema, folder, contestant });
    else if (client) {
      const { code, stderr } = await client(texts.join('\n'), { args: [schema], cwd: folder });
      if (code !== 0) throw new Error(stderr);
    } else throw new Error(`There is no client program for ${server.kind}.`);
    const seconds = (performance.now() - started) / 1000;
    const queries = (await counted(connection)) - before - 1;
    await checkJournal(connection, schema, contestant);
    await connection.query(`DROP DATABASE ${schema}`);
    return { seconds, queries };
  };
  const end = async (): Promise<void> => {
    connection.destroy();
    await rm(folder, { recursive: true });
  };
  return { run, end };
}

function migration(number: number): string {
  return `CREATE TABLE t${number} (id INT NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, born DATE NULL, KEY by_name (name), KEY by_born (born));
INSERT INTO t${number} VALUES (${number}, 'one', '2000-01-01');
`;
}

async function runEngine(
  { host, port, user, password }: TestServer,
  race: { readonly schema: string; readonly folder: string; readonly contestant: Contestant },
): Promise<void> {
  const settings = [
    `-url=jdbc:mysql://${host}:${port}/${race.schema}`,
    `-user=${user}`,
    '-table=schema_version',
    `-locations=filesystem:${race.folder}`,
  ];
  const child = spawn(process.execPath, [...hooksFor(race.contestant), program, 'migrate', ...settings], {
    cwd: race.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], FLYWAY_PASSWORD: password },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`nilecare-migrate ended with ${code}`);
}

/** Hooks cost time themselves, so that the engine with its journal runs with idle ones too. */
function hooksFor(contestant: Contestant): readonly string[] {
  if (contestant === 'engine') return [];
  const data = JSON.stringify({ data: { journal: contestant === 'engine without journal' ? 'off' : 'on' } });
  const text = `import { register } from 'node:module'; register(${JSON.stringify(hooks)}, ${data});`;
  return ['--import', `data:text/javascript,${encodeURIComponent(text)}`];
}

/** The measurement would mean nothing if the hooks missed. */
async function checkJournal(connection: Connection, schema: string, contestant: Contestant): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(`SHOW TABLES FROM ${schema} LIKE '%journal'`);
  const expected = contestant === 'engine' || contestant === 'engine, hooks on' ? 1 : 0;
  if (rows.length !== expected)
    throw new Error(`${contestant}: ${rows.length} journals, expected ${expected}`);
}

async function counted(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_stmt_prepare')",
  );
  return rows.reduce((sum, row) => sum + Number(row['Value']), 0);
}
