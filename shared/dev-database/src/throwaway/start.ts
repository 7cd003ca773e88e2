import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { candidates, type AcquireOptions } from '../binary/candidates.ts';
import { hasCode } from '../errors.ts';
import type { ServerAddress, ServerBinary, ServerDirectories, ServerKind } from '../model.ts';
import { generatePassword } from '../password-hash.ts';
import type { LaunchRequest } from '../server/launch.ts';
import { anyFreePort } from '../server/port.ts';
import { roomyDirectory } from './roomy-directory.ts';
import { handleOf, launchWatched, type Process } from './running.ts';
import { templateFor } from './template.ts';
import { watch } from './watchdog.ts';

/** A server for tests, reachable as its administrator. */
export interface TestServer extends ServerAddress {
  readonly kind: ServerKind;
  readonly version: string;
}

/** A server of one's own, which may be ended in any way. */
export interface ThrowawayServer {
  readonly server: TestServer;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  readonly dataDirectory: string;
  /** Ends the process by SIGKILL and leaves its files, as a crash would; `stop` is still due. */
  kill(): Promise<void>;
  /** Stops the process where it is (SIGSTOP); then connections stay open and nothing answers. Not on Windows. */
  freeze(): void;
  /** Lets a frozen process go on (SIGCONT). */
  thaw(): void;
  /**
   * Ends the process as `kill` does, unless that was done, and starts a new one on the same files and port; resolves
   * when it answers.
   *
   * @param flags in place of those that the server was started with
   * @throws DevDatabaseError START_FAILED, …
   */
  restart(flags?: readonly string[]): Promise<void>;
  /** Ends the process if it still runs and removes all its files. */
  stop(): Promise<void>;
}

/** What a throw-away server may need beyond a program. */
export interface ThrowawayOptions extends AcquireOptions {
  /** Where its directory is made; default: a tmpfs with enough room, else the temporary directory. */
  readonly parent?: string;
  /** Options of the server program that stand behind those it is given anyway, and so win over them. */
  readonly flags?: readonly string[];
  /** Whether what is committed survives `kill`; default: no, which is faster. */
  readonly durable?: boolean;
}

/**
 * Starts a server on a copy of a cached template: 0.2 s with MariaDB, about 1 s with MySQL. Should this process
 * die, a watchdog ends the server and removes its directory.
 *
 * @throws DevDatabaseError NO_SERVER, START_FAILED, …
 */
export async function startThrowaway(options: ThrowawayOptions): Promise<ThrowawayServer> {
  const { binary, template } = await usableTemplate(options);
  const directory = await mkdtemp(path.join(options.parent ?? roomyDirectory(binary.kind), 'nilecare-test-'));
  const releaseDirectory = watch({ directory });
  const remove = async (): Promise<void> => {
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    releaseDirectory();
  };
  try {
    const directories = directoriesIn(directory);
    await cp(template, directories.data, { recursive: true });
    const { started, request } = await launchOnFreePort(binary, directories, options);
    return handleOf(started, request, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** An installed program may be kept out of every folder but its own; then the next candidate is asked. */
async function usableTemplate(
  options: ThrowawayOptions,
): Promise<{ readonly binary: ServerBinary; readonly template: string }> {
  for await (const binary of candidates(options)) {
    try {
      return { binary, template: await templateFor(binary, options.environment, options.signal) };
    } catch (error) {
      if (!hasCode(error, 'NOT_PERMITTED')) throw error;
      options.onProgress?.(
        `${binary.program} may not write to the cache; looking for another server program.`,
      );
    }
  }
  throw new Error('unreachable: the candidates end with an error');
}

function directoriesIn(directory: string): ServerDirectories {
  return {
    data: path.join(directory, 'data'),
    temporary: path.join(directory, 'tmp'),
    log: path.join(directory, 'server.log'),
    pidFile: path.join(directory, 'server.pid'),
  };
}

/** Between finding a free port and listening on it another process may take it; three times is enough. */
async function launchOnFreePort(
  binary: ServerBinary,
  directories: ServerDirectories,
  { flags = [], durable, signal }: ThrowawayOptions,
): Promise<{ readonly started: Process; readonly request: LaunchRequest }> {
  const password = generatePassword();
  const socketPath = socketIn(path.dirname(directories.data));
  for (let attempt = 1; ; attempt++) {
    const port = await anyFreePort();
    const address: ServerAddress = {
      host: '127.0.0.1',
      port,
      ...(socketPath && { socketPath }),
      user: 'root',
      password,
    };
    const purpose = durable ? 'durable-throwaway' : 'throwaway';
    const request = { binary, directories, address, purpose, flags, ...(signal && { signal }) } as const;
    try {
      return { started: await launchWatched(request), request };
    } catch (error) {
      if (attempt === 3 || !hasCode(error, 'PORT_TAKEN', 'FOREIGN_SERVER')) throw error;
    }
  }
}

function socketIn(directory: string): string | undefined {
  const file = path.join(directory, 's.sock');
  return process.platform === 'win32' || Buffer.byteLength(file) > 103 ? undefined : file;
}
