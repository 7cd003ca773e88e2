import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DevDatabaseError } from '../errors.ts';
import type { ServerBinary, ServerDirectories } from '../model.ts';
import { watch } from '../throwaway/watchdog.ts';
import { diskHint } from './disk-hint.ts';
import { commonFlags } from './flags.ts';

/**
 * Makes an empty data directory: MariaDB from its system-table scripts, MySQL by itself. The only account is
 * `root`@`localhost`, without a password, so the first start must set one before it listens.
 *
 * @throws DevDatabaseError NOT_PERMITTED when the system keeps this program out of the directory (AppArmor does so
 *   with an installed mysqld), INITIALISE_FAILED with the server's words, INTERRUPTED
 */
export async function initialise(
  binary: ServerBinary,
  directories: ServerDirectories,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(directories.data, { recursive: true, mode: 0o700 });
  await mkdir(directories.temporary, { recursive: true, mode: 0o700 });
  const common = commonFlags(binary, directories);
  const run = (flags: readonly string[], input: string): Promise<void> =>
    runServer(binary, [...common, ...flags], { input, folder: path.dirname(directories.data), signal });
  switch (binary.kind) {
    case 'mysql':
      return run(['--initialize-insecure'], '');
    case 'mariadb':
      return run(bootstrapFlags, systemTables(binary));
  }
}

const bootstrapFlags = [
  '--bootstrap',
  '--log-warnings=0',
  '--enforce-storage-engine=',
  '--max-allowed-packet=8M',
  '--net-buffer-length=16K',
];

/** In the order in which MariaDB's own installer reads them; newer releases name them mariadb_*. */
const scripts = [
  'system_tables.sql',
  'performance_tables.sql',
  'system_tables_data.sql',
  'fill_help_tables.sql',
  'maria_add_gis_sp_bootstrap.sql',
  'sys_schema.sql',
] as const;

/** The bootstrap reader wants one statement a line; the scripts are written so. */
function systemTables(binary: ServerBinary): string {
  const folder = binary.shareDirectory;
  if (folder === undefined) throw missingScripts(binary);
  const texts = scripts.map((name) => {
    const file = ['', 'mariadb_', 'mysql_']
      .map((prefix) => path.join(folder, prefix + name))
      .find((each) => existsSync(each));
    if (file === undefined) throw missingScripts(binary);
    return readFileSync(file, 'utf8');
  });
  return [
    'CREATE DATABASE IF NOT EXISTS mysql;',
    'USE mysql;',
    'SET @auth_root_socket=NULL;',
    ...texts,
    "DELETE FROM mysql.global_priv WHERE User='' OR (User='root' AND Host<>'localhost');",
    "DELETE FROM mysql.proxies_priv WHERE Host<>'localhost';",
    '',
  ].join('\n');
}

function missingScripts(binary: ServerBinary): DevDatabaseError {
  return new DevDatabaseError(
    'INITIALISE_FAILED',
    `${binary.program} lies here without its system-table scripts (expected under ${binary.basedir}/share). Install the whole mariadb-server-core package.`,
    { context: { program: binary.program } },
  );
}

interface RunOptions {
  readonly input: string;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

function runServer(
  binary: ServerBinary,
  flags: readonly string[],
  { input, folder, signal }: RunOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary.command, [...binary.prefix, ...flags], {
      stdio: ['pipe', 'ignore', 'pipe'],
      windowsHide: true,
      ...(signal && { signal, killSignal: 'SIGKILL' }),
    });
    // Orphaned, mysqld 9.7 was seen to spin for ever in a directory that had been removed under it.
    const release = child.pid === undefined ? () => undefined : watch({ pid: child.pid });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => {
      reject(
        signal?.aborted
          ? new DevDatabaseError('INTERRUPTED', 'Interrupted.', { cause: error })
          : failure(binary, folder, error.message, error),
      );
    });
    child.on('close', (code) => {
      release();
      if (code === 0) resolve();
      else reject(failure(binary, folder, errorLines(said) || `it ended with code ${code ?? 'none'}`));
    });
    // A server that ends early closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function failure(binary: ServerBinary, folder: string, said: string, cause?: unknown): DevDatabaseError {
  const forbidden = /Errcode: 13\b|errno: 13\b|OS errno 13\b|EACCES|Permission denied/i.test(said);
  return new DevDatabaseError(
    forbidden ? 'NOT_PERMITTED' : 'INITIALISE_FAILED',
    `${binary.program} (${binary.kind} ${binary.version}) could not make a data directory: ${said}.${diskHint(folder)}`,
    { context: { program: binary.program }, cause },
  );
}

/** The last lines of a server's log that report an error. */
export function errorLines(log: string): string {
  const lines = log.split('\n').filter((line) => /\[ERROR\]|\bERROR:/.test(line));
  return lines
    .slice(-4)
    .map((line) => line.replace(/^.*\[ERROR\]\s*/, '').trim())
    .join(' · ');
}
