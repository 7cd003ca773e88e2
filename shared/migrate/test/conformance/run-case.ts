import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestServer } from '@nilecare/dev-database/testing';
import type { Connection } from 'mysql2/promise';
import { connectTo } from '../connect-to.ts';
import type { Engine } from './engines.ts';
import type { Answers, Case, CommandAnswer, Snapshot, Step } from './model.ts';
import { normalise, type Names } from './normalise.ts';
import { readHistories, schemasOf, takeSnapshot } from './observe.ts';

/** A case while it runs: its own folder and its own schema. */
interface Place {
  readonly engine: Engine;
  readonly server: TestServer;
  readonly connection: Connection;
  readonly schema: string;
  readonly folder: string;
  readonly names: Names;
}

/** Runs the steps of a case with one engine on a schema of its own; leaves nothing behind. */
export async function runCase(testCase: Case, engine: Engine, server: TestServer): Promise<Answers> {
  const schema = `t_${randomBytes(6).toString('hex')}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  const connection = await connectTo(server, { charset: 'utf8mb4', dateStrings: true });
  const names = new Map([
    [schema, '{schema}'],
    [folder, '{folder}'],
  ]);
  const place = { engine, server, connection, schema, folder, names };
  try {
    if (testCase.schema === 'created') await connection.query(createSchema(schema));
    await prepareFolder(testCase, place);
    const commands: CommandAnswer[] = [];
    for (const step of testCase.steps) {
      const answer = await takeStep(step, testCase, place);
      if (answer) commands.push(answer);
    }
    return { commands, schemas: await takeSnapshots(place) };
  } finally {
    await connection.query('SET foreign_key_checks = 0');
    for (const name of await schemasOf(connection, schema))
      await connection.query(`DROP DATABASE \`${name}\``);
    connection.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

function createSchema(schema: string): string {
  return `CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;
}

/** Migrations byte by byte; in configuration files the schema and the server are put in. */
async function prepareFolder({ folder: source }: Case, place: Place): Promise<void> {
  const { folder, server } = place;
  await cp(source, folder, { recursive: true, verbatimSymlinks: true });
  await lengthenNames(folder);
  const { host, port, user, password } = server;
  const base = [
    `flyway.url=jdbc:mysql://${host}:${port}/{schema}?allowPublicKeyRetrieval=true&useSSL=false`,
    `flyway.user=${user}`,
    `flyway.password=${password}`,
    'flyway.locations=filesystem:migrations',
  ].join('\n');
  const own = await readFile(path.join(folder, 'flyway.conf'), 'utf8').catch(() => '');
  await writeFile(path.join(folder, 'flyway.conf'), `${base}\n${own}`);
  for (const name of await readdir(folder)) {
    if (/\.(?:conf|toml)$/.test(name)) await fillIn(path.join(folder, name), place);
  }
}

/** `{200 x}` in a file's name: the longest names are too long for a checkout on Windows. */
async function lengthenNames(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = entry.name.replace(/\{(\d+) (.)\}/g, (_, count: string, letter: string) =>
      letter.repeat(Number(count)),
    );
    if (name !== entry.name)
      await rename(path.join(entry.parentPath, entry.name), path.join(entry.parentPath, name));
  }
}

async function fillIn(file: string, { schema, folder, server }: Place): Promise<void> {
  const text = await readFile(file, 'utf8');
  const filled = text
    .replaceAll('{schema}', schema)
    .replaceAll('{folder}', folder)
    .replaceAll('{host}', server.host)
    .replaceAll('{port}', String(server.port))
    .replaceAll('{user}', server.user)
    .replaceAll('{password}', server.password);
  await writeFile(file, filled);
}

async function takeStep(step: Step, testCase: Case, place: Place): Promise<CommandAnswer | undefined> {
  const { folder, connection, schema } = place;
  switch (step.kind) {
    case 'command':
      return runCommand(step.args, place);
    case 'sql': {
      const text = await readFile(path.join(testCase.folder, step.file), 'utf8');
      if ((await schemasOf(connection, schema)).includes(schema)) await connection.query(`USE \`${schema}\``);
      for (const sql of text.replaceAll('{schema}', schema).split(/;;\s*/)) {
        if (sql.trim() !== '') await connection.query(sql);
      }
      return undefined;
    }
    case 'add':
      await cp(path.join(folder, step.folder), path.join(folder, 'migrations'), { recursive: true });
      return undefined;
    case 'remove':
      await rm(path.join(folder, 'migrations', step.file));
      return undefined;
  }
}

async function runCommand(args: readonly string[], place: Place): Promise<CommandAnswer> {
  const { engine, folder, schema, connection, names, server } = place;
  const filled = args.map((word) => word.replaceAll('{schema}', schema).replaceAll('{folder}', folder));
  const config = filled.some((word) => word.startsWith('-configFiles='))
    ? []
    : [`-configFiles=${path.join(folder, 'flyway.conf')}`];
  const { exitCode, stdout } = await engine.run(
    [`-workingDirectory=${folder}`, ...config, '-outputType=json', '-skipCheckForUpdate', ...filled],
    await ownSchemas(place),
  );
  const history = await readHistories(connection, await ownSchemas(place));
  return normalise(
    {
      command: args.join(' '),
      exitCode,
      json: parseJson(stdout),
      history: history?.map((row) => row.replace(`| ${server.user} |`, '| {user} |')) ?? null,
    },
    names,
    server,
  ) as CommandAnswer;
}

/** The case's own schema first, there or not; then what it has besides. */
async function ownSchemas({ connection, schema }: Place): Promise<readonly string[]> {
  return [...new Set([schema, ...(await schemasOf(connection, schema))])];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { notJson: text };
  }
}

async function takeSnapshots({ connection, schema, names, server }: Place): Promise<Answers['schemas']> {
  const snapshots: Record<string, Snapshot> = {};
  for (const name of await schemasOf(connection, schema)) {
    snapshots[name] = await takeSnapshot(connection, name);
  }
  return normalise(snapshots, names, server) as Answers['schemas'];
}
