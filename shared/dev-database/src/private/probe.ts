import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerAddress } from '../model.ts';
import { dataDirectoryOf, isSameDirectory, withConnection } from '../server/connect.ts';
import { servesDirectory } from '../server/process.ts';
import { readCredentials } from './credentials.ts';
import type { PrivatePaths } from './paths.ts';
import type { ServerState } from './state.ts';

/** How to reach the server that server.json describes. */
export async function privateAddress(paths: PrivatePaths, state: ServerState): Promise<ServerAddress> {
  const credentials = await readCredentials(paths.root);
  return {
    host: '127.0.0.1',
    port: state.port,
    // A clean-up of the temporary directory may have taken the socket away; the port still answers.
    ...(state.socketPath !== undefined && existsSync(state.socketPath)
      ? { socketPath: state.socketPath }
      : {}),
    user: credentials['DB_ADMIN_USER'] ?? 'root',
    password: credentials['DB_ADMIN_PASSWORD'] ?? '',
  };
}

/**
 * Whether the private server answers its administrator with its own data directory. Without a process and a socket
 * of its own nobody is asked: the password would go to whoever has taken the port since.
 */
export async function answers(paths: PrivatePaths, state: ServerState): Promise<boolean> {
  const address = await privateAddress(paths, state);
  const hasSigns = address.socketPath !== undefined || (await runningPid(paths, state)) !== undefined;
  if (!hasSigns && process.platform !== 'win32') return false;
  try {
    const found = await withConnection(address, dataDirectoryOf);
    return isSameDirectory(found, paths.data);
  } catch {
    return false;
  }
}

/** The process number of the private server, by its own pid file or server.json; `undefined` when it does not run. */
export async function runningPid(
  paths: PrivatePaths,
  state: ServerState | undefined,
): Promise<number | undefined> {
  const written = Number(await readFile(paths.pidFile, 'utf8').catch(() => ''));
  for (const pid of [written, state?.pid ?? 0])
    if (Number.isInteger(pid) && pid > 0 && (await servesDirectory(pid, paths.data))) return pid;
  return undefined;
}

/**
 * Waits for a server that runs but does not answer yet (its starter was killed), or no longer (it is ending).
 *
 * @returns what it came to, `silent` after `milliseconds`
 */
export async function settle(
  paths: PrivatePaths,
  state: ServerState,
  milliseconds: number,
): Promise<'answers' | 'gone' | 'silent'> {
  const end = Date.now() + milliseconds;
  for (;;) {
    if (await answers(paths, state)) return 'answers';
    if ((await runningPid(paths, state)) === undefined) return 'gone';
    if (Date.now() >= end) return 'silent';
    await sleep(100);
  }
}
