import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevDatabaseError, hasCode, messageOf } from '../errors.ts';
import type { ServerAddress, ServerBinary, ServerDirectories } from '../model.ts';
import { hashPassword } from '../password-hash.ts';
import { dataDirectoryOf, isSameDirectory, withConnection } from './connect.ts';
import { diskHint } from './disk-hint.ts';
import { runFlags, type Purpose } from './flags.ts';
import { errorLines } from './initialise.ts';
import { killHard, waitForEnd } from './process.ts';

/** One start of one server. */
export interface LaunchRequest {
  readonly binary: ServerBinary;
  readonly directories: ServerDirectories;
  readonly address: ServerAddress;
  readonly purpose: Purpose;
  /** Options that win over those of the purpose; default: none. */
  readonly flags?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called with the process number as soon as there is one. */
  readonly onSpawn?: (pid: number) => void;
}

/** Milliseconds; a first start on a slow disk recovers, and writes its files anew. */
const startTimeout = 90_000;

/**
 * Starts a server in a session of its own and waits until it answers the administrator with its own data directory.
 * The administrator's password is set by its hash while the server starts, before it listens: there is no moment
 * with an empty password, and no clear one in an argument or a log.
 *
 * @returns the process number
 * @throws DevDatabaseError PORT_TAKEN, FOREIGN_SERVER, NOT_PERMITTED, START_FAILED with the server's words, INTERRUPTED
 */
export async function launch(request: LaunchRequest): Promise<number> {
  const { binary, directories, address } = request;
  await mkdir(directories.temporary, { recursive: true, mode: 0o700 });
  const initFile = path.join(directories.temporary, 'init.sql');
  await writeFile(initFile, `${passwordStatement(binary, address)}\n`, { mode: 0o600 });
  try {
    const started = spawnServer(request, initFile);
    request.onSpawn?.(started.pid);
    try {
      await untilItAnswers(request, started);
    } catch (error) {
      killHard(started.pid);
      await waitForEnd(started.pid, 10_000);
      throw error;
    }
    return started.pid;
  } finally {
    await rm(initFile, { force: true });
  }
}

function passwordStatement(binary: ServerBinary, { user, password }: ServerAddress): string {
  const hash = hashPassword(binary.kind, password);
  const how = binary.kind === 'mysql' ? `WITH caching_sha2_password AS ${hash}` : `BY PASSWORD '${hash}'`;
  return `ALTER USER '${user}'@'localhost' IDENTIFIED ${how};`;
}

interface Started {
  readonly pid: number;
  /** How the process ended, once it did. */
  ended(): string | undefined;
}

function spawnServer(request: LaunchRequest, initFile: string): Started {
  const { binary, directories, address, purpose, flags: extra = [] } = request;
  const flags = [...runFlags(binary, directories, address, purpose), ...extra, `--init-file=${initFile}`];
  // Inherited output would keep a reader such as `npm run … | cat` waiting for as long as the server runs.
  const log = openSync(directories.log, 'a', 0o600);
  const child = spawn(binary.command, [...binary.prefix, ...flags], {
    cwd: path.dirname(directories.log),
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code ?? 'none'}`}`));
  child.unref();
  if (child.pid === undefined)
    throw new DevDatabaseError('START_FAILED', `${binary.command} could not be started.`, {
      context: { program: binary.program },
    });
  return { pid: child.pid, ended: () => ended };
}

async function untilItAnswers(request: LaunchRequest, started: Started): Promise<void> {
  const { address, directories, signal } = request;
  const logStart = logLength(directories.log);
  const end = Date.now() + startTimeout;
  let last: unknown;
  while (Date.now() < end) {
    if (signal?.aborted) throw new DevDatabaseError('INTERRUPTED', 'Interrupted.');
    const ended = started.ended();
    if (ended !== undefined) throw startFailure(request, ended, logStart);
    try {
      return await checkIdentity(address, directories);
    } catch (error) {
      if (error instanceof DevDatabaseError) throw error;
      if (hasCode(error, 'ER_ACCESS_DENIED_ERROR')) throw lockedOut(address, error);
      last = error;
    }
    await sleep(25);
  }
  throw startFailure(request, `no answer after ${startTimeout / 1000} s (${messageOf(last)})`, logStart);
}

/** Somebody else's server may have taken the port in the meantime; only the data directory tells. */
async function checkIdentity(address: ServerAddress, directories: ServerDirectories): Promise<void> {
  const found = await withConnection(address, dataDirectoryOf);
  if (isSameDirectory(found, directories.data)) return;
  throw new DevDatabaseError(
    'FOREIGN_SERVER',
    `Another server answers on port ${address.port}: its data directory is ${found}, expected ${directories.data}.`,
    { context: { port: address.port, dataDirectory: found } },
  );
}

/** A socket is the server's own; behind a port another server may stand. */
function lockedOut({ socketPath, port, user }: ServerAddress, cause: unknown): DevDatabaseError {
  return socketPath === undefined
    ? new DevDatabaseError('FOREIGN_SERVER', `Another server answers on port ${port}.`, {
        context: { port },
        cause,
      })
    : new DevDatabaseError(
        'START_FAILED',
        `The server started, but it does not let ${user}@localhost in: was that account dropped? 'dev-database reset' starts afresh.`,
        { context: { port }, cause },
      );
}

function logLength(file: string): number {
  return readFileSync(file).length;
}

function startFailure(
  { binary, directories, address }: LaunchRequest,
  ended: string,
  from: number,
): DevDatabaseError {
  const log = readFileSync(directories.log).subarray(from).toString('utf8');
  const context = { program: binary.program, port: address.port, log: directories.log };
  const name = `${binary.program} (${binary.kind} ${binary.version})`;
  if (/Bind on TCP\/IP port|Do you already have another.*running on port/i.test(log))
    return new DevDatabaseError('PORT_TAKEN', `Port ${address.port} is taken by another program.`, {
      context,
    });
  const said = errorLines(log) || ended;
  const forbidden = /Errcode: 13\b|errno: 13\b|OS errno 13\b/i.test(log);
  return new DevDatabaseError(
    forbidden ? 'NOT_PERMITTED' : 'START_FAILED',
    `${name} did not start: ${said}. Its log is ${directories.log}.${diskHint(directories.data)}`,
    { context },
  );
}
