import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { watch } from '@nilecare/dev-database';
import { optionFile, type Maker } from './option-file.ts';
import { UsageError } from './options.ts';

/** A backup that is whole. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What leaves nothing out and locks no table of InnoDB. */
const flags = [
  '--single-transaction',
  '--routines',
  '--events',
  '--triggers',
  '--hex-blob',
  '--no-tablespaces',
  '--default-character-set=utf8mb4',
];

const ownFlags: Readonly<Record<Maker, readonly string[]>> = {
  mariadb: [],
  mysql: ['--set-gtid-purged=OFF'],
};

/**
 * Dumps the database of DB_NAME into a compressed file that its owner alone may read. The password goes through an option
 * file. The file has its name only when the program has said that the dump is complete.
 *
 * @throws UsageError when no program is there, when it fails, or when its dump is not complete
 */
export async function backUp(environment: Environment, directory: string, now: Date): Promise<Backup> {
  const { program, maker } = dumpProgram(environment);
  const database = environment['DB_NAME'] ?? '';
  if (database === '') throw new UsageError('DB_NAME is not set: it names the database to back up.');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, `${database}-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sql.gz`);
  const options = mkdtempSync(path.join(tmpdir(), 'nilecare-backup-'));
  // A job that is cancelled must not leave the password on its runner.
  const release = watch({ directory: options });
  try {
    const optionsFile = path.join(options, 'client.cnf');
    writeFileSync(optionsFile, optionFile(environment, maker), { mode: 0o600 });
    const args = [`--defaults-file=${optionsFile}`, ...flags, ...ownFlags[maker], database];
    await dump(program, args, `${file}.partial`, environment);
    renameSync(`${file}.partial`, file);
    return { file, bytes: statSync(file).size, sha256: await digest(file) };
  } finally {
    rmSync(options, { recursive: true, force: true });
    release();
    rmSync(`${file}.partial`, { force: true });
  }
}

/** MariaDB's program when it is there, since that is installed where the server is MariaDB. */
function dumpProgram(environment: Environment): { readonly program: string; readonly maker: Maker } {
  for (const program of ['mariadb-dump', 'mysqldump']) {
    const { status, stdout } = spawnSync(program, ['--version'], { env: environment, encoding: 'utf8' });
    if (status === 0) return { program, maker: /mariadb/i.test(stdout) ? 'mariadb' : 'mysql' };
  }
  throw new UsageError(
    'Neither mariadb-dump nor mysqldump is on the PATH. Install the client programs that belong to the server (Debian: mariadb-client, or mysql-client).',
  );
}

async function dump(
  program: string,
  args: readonly string[],
  file: string,
  environment: Environment,
): Promise<void> {
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close') as Promise<[number | null]>;
  let end = '';
  const watch = new PassThrough();
  watch.on('data', (chunk: Buffer) => (end = (end + chunk.toString('latin1')).slice(-200)));
  await pipeline(child.stdout, watch, createGzip(), createWriteStream(file, { mode: 0o600 }));
  const [code] = await ended;
  if (code !== 0) throw new UsageError(`${program} failed (exit code ${code}): ${said.trim()}`);
  if (!/^-- Dump completed/m.test(end))
    throw new UsageError(`The dump of ${program} is not complete. ${said.trim()}`);
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
