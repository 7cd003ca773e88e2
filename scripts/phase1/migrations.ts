import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from 'mysql2/promise';
import type { Ended } from './children.ts';
import { select } from './sql.ts';
import type { Trial } from './trial.ts';

/** The files of a service that `migrate:up` applies, in its order. */
export interface MigrationFiles {
  readonly folder: string;
  readonly versioned: readonly { readonly version: string; readonly file: string }[];
  readonly repeatable: readonly string[];
}

/** Lists the migrations in a trial's copy of the service. */
export async function migrationFiles({
  stage,
  service,
}: Pick<Trial<string>, 'stage' | 'service'>): Promise<MigrationFiles> {
  const folder = path.join(stage.workspace.serviceFolder(service.name), 'migrations');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const versioned = names.flatMap((file) => {
    const [, version] = /^V([\d._]+?)__/.exec(file) ?? [];
    return version === undefined ? [] : [{ version: version.replaceAll('_', '.'), file }];
  });
  versioned.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
  return { folder, versioned, repeatable: names.filter((name) => name.startsWith('R__')) };
}

/** A version that was made up, behind all of a service's own. */
export interface LaterVersion {
  readonly version: string;
  /** The V file. */
  readonly file: string;
}

/** Adds a version that makes a table and a column in a table which is there, and the way back from it. */
export async function addLaterVersion(trial: Trial<string>): Promise<LaterVersion> {
  const { folder, versioned } = await migrationFiles(trial);
  const newest = Number.parseInt(versioned.at(-1)?.version ?? '0', 10);
  const version = String(newest + 1);
  const [table] = await trial.asAdministrator(tableNames);
  const file = path.join(folder, `V${version}__Later.sql`);
  await writeFile(
    file,
    `CREATE TABLE phase1_later (id INT NOT NULL PRIMARY KEY);
${table === undefined ? '' : `ALTER TABLE \`${table}\` ADD COLUMN phase1_later VARCHAR(20) NULL DEFAULT 'later';\n`}`,
  );
  await writeFile(
    path.join(folder, `U${version}__Rollback_later.sql`),
    `${table === undefined ? '' : `ALTER TABLE \`${table}\` DROP COLUMN phase1_later;\n`}DROP TABLE phase1_later;\n`,
  );
  return { version, file };
}

/** Gives a file another checksum and the same meaning. */
export async function edit(file: string): Promise<void> {
  await appendFile(file, '\n-- Edited after it was applied.\n');
}

/** Writes the service's sample rows as its user. @returns what is wrong */
export async function writeSampleRows(trial: Trial<string>): Promise<string | undefined> {
  const { stage, service } = trial;
  const name = `microservices/${service.name}/test/sample-rows.sql`;
  try {
    const text = await readFile(path.join(stage.workspace.folder, name), 'utf8');
    await trial.asService((session) => session.query(text));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? `${name} is missing; write some INSERTs into it` : `${name}: ${message}`;
  }
}

/** How many migrations a run with `-outputType=json` has applied or undone; NaN when it has not said so. */
export function executed({ stdout }: Ended): number {
  const [, number] = /"migrationsExecuted": (\d+)/.exec(stdout) ?? [];
  return number === undefined ? NaN : Number(number);
}

/** The tables of the session's database but the engine's. */
export async function tableNames(session: Connection): Promise<readonly string[]> {
  const rows = await select(
    session,
    `SELECT table_name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'schema\\_version%'
     ORDER BY table_name`,
  );
  return rows.map(([name]) => String(name));
}

/** The views of the session's database. */
export async function viewNames(session: Connection): Promise<readonly string[]> {
  const rows = await select(
    session,
    'SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY table_name',
  );
  return rows.map(([name]) => String(name));
}

/** Every line of the history, with all its columns, as one text. */
export async function historyText(session: Connection): Promise<string> {
  const rows = await select(session, 'SELECT * FROM schema_version ORDER BY installed_rank');
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

/** Scripts in the history that are there: applied, and not taken back. */
export async function appliedScripts(
  session: Connection,
): Promise<readonly { readonly script: string; readonly isSuccess: boolean }[]> {
  const rows = await select(session, 'SELECT script, success FROM schema_version ORDER BY installed_rank');
  return rows.map(([script, success]) => ({ script: String(script), isSuccess: Number(success) === 1 }));
}
