import path from 'node:path';
import type { AcquireOptions } from '../binary/candidates.ts';
import { DevDatabaseError, hasCode } from '../errors.ts';
import type { ServerAddress, ServerBinary, ServerKind } from '../model.ts';
import { launch } from '../server/launch.ts';
import { isPortFree, nextFreePort } from '../server/port.ts';
import { socketPathFor } from '../server/socket-path.ts';
import { administratorCredentials } from './credentials.ts';
import { prepareData } from './data.ts';
import { correctEnvFiles } from './env-files.ts';
import { withLock } from './lock.ts';
import { checkNamedServer, type AdminConnectionOptions } from './named.ts';
import { otherServer } from './other-server.ts';
import { ensureFolder, privatePaths, type PrivatePaths } from './paths.ts';
import { privateAddress, runningPid, settle } from './probe.ts';
import { readState, writeState, type ServerState } from './state.ts';
import { removeStaleSocket } from './stale.ts';
import { without } from '../without.ts';

/** How to start the private server of a repository. */
export interface StartOptions extends AcquireOptions {
  /** The repository; the server lives in its `.nilecare/`. */
  readonly root: string;
  /** The port wanted; default: the one of last time, else the first free one from 33306 on. */
  readonly port?: number;
}

/** A server that answers its administrator. */
export interface RunningServer {
  /** `named`: DB_HOST or DB_PORT named a server that is not the private one, and nothing was started. */
  readonly outcome: 'started' | 'already-running' | 'named';
  readonly kind: ServerKind;
  readonly version: string;
  readonly address: AdminConnectionOptions;
  /** Absent for a named server. */
  readonly dataDirectory?: string;
  readonly pid?: number;
  /** The services' .env files that were corrected because the port has changed. */
  readonly changedEnvFiles: readonly string[];
}

/** The first port tried. */
const firstPort = 33306;

/**
 * Starts the private server of a repository, or finds it running; one process at a time. Whatever a killed
 * predecessor left half done is completed.
 *
 * @throws DevDatabaseError NAMED_SERVER, NO_SERVER, START_FAILED, LOCKED, NOT_PERMITTED, USAGE, …
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const paths = privatePaths(options.root);
  const address = await otherServer(paths, options.environment);
  if (address)
    return { outcome: 'named', ...(await checkNamedServer(address)), address, changedEnvFiles: [] };
  ensureFolder(paths);
  return withLock(path.join(paths.folder, 'lock'), () => startLocked(paths, options), lockOptions(options));
}

/** How every command on the private server waits for another one. */
export function lockOptions({ onProgress, signal }: Pick<StartOptions, 'onProgress' | 'signal'>): {
  readonly onProgress?: StartOptions['onProgress'] & {};
  readonly signal?: AbortSignal;
} {
  return { ...(onProgress && { onProgress }), ...(signal && { signal }) };
}

/** `startServer` for a caller that holds the lock already. */
export async function startLocked(paths: PrivatePaths, options: StartOptions): Promise<RunningServer> {
  const state = await readState(paths);
  refuseOtherKind(state, options.kind);
  const running = state && (await findRunning(paths, state, options));
  if (running) return running;
  const binary = await prepareData(paths, state, options);
  return startAnew(paths, state, binary, options);
}

function refuseOtherKind(state: ServerState | undefined, kind: ServerKind | undefined): void {
  if (!state || !kind || state.kind === kind) return;
  throw new DevDatabaseError(
    'USAGE',
    `The private server of this repository is ${state.kind}, not ${kind}. 'dev-database reset --server ${kind}' deletes its data and starts afresh.`,
  );
}

async function findRunning(
  paths: PrivatePaths,
  state: ServerState,
  options: StartOptions,
): Promise<RunningServer | undefined> {
  const found = await settle(paths, state, 30_000);
  const pid = await runningPid(paths, state);
  switch (found) {
    case 'gone':
      return undefined;
    case 'silent':
      throw new DevDatabaseError(
        'START_FAILED',
        `The private server (process ${pid ?? 'unknown'}) runs but does not let its administrator in. See ${paths.log}; end that process, then start again.`,
        { context: { log: paths.log } },
      );
    case 'answers':
      if (options.port !== undefined && options.port !== state.port)
        options.onProgress?.(
          `The server already runs on port ${state.port}; stop it first to move it to ${options.port}.`,
        );
      return finish(
        paths,
        { ...state, ...(pid && { pid }) },
        await privateAddress(paths, state),
        'already-running',
      );
  }
}

async function startAnew(
  paths: PrivatePaths,
  state: ServerState | undefined,
  binary: ServerBinary,
  options: StartOptions,
): Promise<RunningServer> {
  const administrator = await administratorCredentials(paths.root);
  const socketPath = socketPathFor(paths.folder);
  if (socketPath !== undefined) await removeStaleSocket(socketPath);
  let wanted = options.port ?? state?.port ?? firstPort;
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(wanted, options);
    const next = nextState(paths, state, binary, { port, socketPath });
    await writeState(paths, next);
    const address: ServerAddress = {
      host: '127.0.0.1',
      port,
      ...(socketPath && { socketPath }),
      ...administrator,
    };
    try {
      const { signal } = options;
      const pid = await launch({
        binary,
        directories: paths,
        address,
        purpose: 'private',
        ...(signal && { signal }),
      });
      return await finish(paths, { ...next, pid }, address, 'started');
    } catch (error) {
      if (attempt === 5 || !hasCode(error, 'PORT_TAKEN', 'FOREIGN_SERVER')) throw error;
      options.onProgress?.(`Port ${port} was taken meanwhile.`);
      wanted = port + 1;
    }
  }
}

async function choosePort(wanted: number, { onProgress }: StartOptions): Promise<number> {
  if (await isPortFree(wanted)) return wanted;
  const port = await nextFreePort(Math.max(wanted + 1, firstPort));
  if (port === undefined)
    throw new DevDatabaseError(
      'PORT_TAKEN',
      `Port ${wanted} is taken, and so are the hundred after it. Name a free one with --port.`,
      { context: { port: wanted } },
    );
  onProgress?.(`Port ${wanted} is taken by another program; using ${port}.`);
  return port;
}

function nextState(
  paths: PrivatePaths,
  state: ServerState | undefined,
  binary: ServerBinary,
  { port, socketPath }: { readonly port: number; readonly socketPath: string | undefined },
): ServerState {
  const formerPort = state?.formerPort ?? state?.port;
  const formerSocketPath = state?.formerSocketPath ?? state?.socketPath;
  return {
    kind: binary.kind,
    version: binary.version,
    program: binary.program,
    port,
    ...(socketPath === undefined ? {} : { socketPath }),
    dataDirectory: paths.data,
    ...(formerPort === undefined || formerPort === port ? {} : { formerPort }),
    ...(formerSocketPath === undefined || formerSocketPath === socketPath ? {} : { formerSocketPath }),
  };
}

/** Corrects what the services know of the server, then forgets where it was before. */
async function finish(
  paths: PrivatePaths,
  state: ServerState,
  address: ServerAddress,
  outcome: 'started' | 'already-running',
): Promise<RunningServer> {
  const changedEnvFiles = await correctEnvFiles(paths.root, state);
  const settled = without(state, 'formerPort', 'formerSocketPath');
  await writeState(paths, settled);
  const { kind, version, dataDirectory, pid } = settled;
  return { outcome, kind, version, address, dataDirectory, ...(pid && { pid }), changedEnvFiles };
}
