import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../errors.ts';
import { launch, type LaunchRequest } from '../server/launch.ts';
import { killHard, waitForEnd } from '../server/process.ts';
import { freezeProcess } from './freeze.ts';
import type { ThrowawayServer } from './start.ts';
import { watch } from './watchdog.ts';

/** A process of a server, with what the watchdog knows of it. */
export interface Process {
  readonly pid: number;
  /** Has the watchdog forget it. */
  readonly release: () => void;
}

/** Starts a process that the watchdog ends should this one die. */
export async function launchWatched(request: Omit<LaunchRequest, 'onSpawn'>): Promise<Process> {
  const releases: (() => void)[] = [];
  const release = (): void => {
    for (const each of releases) each();
  };
  const onSpawn = (pid: number): void => void releases.push(watch({ pid }));
  try {
    return { pid: await launch({ ...request, onSpawn }), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** The handle of a server that runs: ends it, freezes it, starts it again on its own data and port. */
export function handleOf(
  first: Process,
  request: LaunchRequest,
  remove: () => Promise<void>,
): ThrowawayServer {
  const { binary, address, directories } = request;
  let current = first;
  let ended: Promise<void> | undefined;
  const kill = (): Promise<void> => (ended ??= end(current));
  return {
    server: { kind: binary.kind, version: binary.version, ...address },
    get pid() {
      return current.pid;
    },
    dataDirectory: directories.data,
    kill,
    freeze: () => {
      freezeProcess(current.pid);
    },
    thaw: () => void process.kill(current.pid, 'SIGCONT'),
    async restart(flags = request.flags ?? []) {
      await kill();
      current = await launchAgain({ ...request, flags });
      ended = undefined;
    },
    async stop() {
      await kill();
      await remove();
    },
  };
}

/** A frozen process is ended as well. */
async function end({ pid, release }: Process): Promise<void> {
  killHard(pid);
  await waitForEnd(pid, 10_000);
  release();
}

/** The port may be taken for a moment, by an outgoing connection of any program. */
async function launchAgain(request: LaunchRequest): Promise<Process> {
  const { socketPath } = request.address;
  for (let attempt = 1; ; attempt++) {
    // MySQL refuses to start while the number in the lock of a dead server is that of any process.
    if (socketPath !== undefined)
      for (const file of [socketPath, `${socketPath}.lock`]) await rm(file, { force: true });
    try {
      return await launchWatched(request);
    } catch (error) {
      if (attempt === 5 || !hasCode(error, 'PORT_TAKEN', 'FOREIGN_SERVER')) throw error;
      await sleep(300);
    }
  }
}
