import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../src/cli/run.ts';
import type { Environment } from '../src/model.ts';
import { privatePaths } from '../src/private/paths.ts';
import { startServer, type RunningServer, type StartOptions } from '../src/private/start.ts';
import { killHard, servesDirectory, waitForEnd } from '../src/server/process.ts';
import { socketPathFor } from '../src/server/socket-path.ts';
import { roomyDirectory } from '../src/throwaway/roomy-directory.ts';
import { watch } from '../src/throwaway/watchdog.ts';

/** The environment of this process without anything that names a server. */
export const environment: Environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^DB_|^NILECARE_MYSQLD$/.test(name)),
);

/** A repository of its own, with a blank in its path, that leaves nothing behind. */
export interface Scratch {
  readonly root: string;
  start(options?: Partial<StartOptions>): Promise<RunningServer>;
  /** Runs the command line on this repository, in this process. */
  cli(args: readonly string[]): Promise<Outcome>;
  remove(): Promise<void>;
}

/** What a command line came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes an empty repository, in memory where there is room. */
export function scratchRepository(): Scratch {
  const parent = mkdtempSync(path.join(roomyDirectory('mysql'), 'nilecare scratch '));
  const root = path.join(parent, 'a clone');
  mkdirSync(root);
  // A killed server leaves its socket outside the repository.
  const socket = socketPathFor(privatePaths(root).folder) ?? parent;
  const remains = [parent, socket, `${socket}.lock`];
  const releases = remains.map((directory) => watch({ directory }));
  return {
    root,
    async start(options) {
      const server = await startServer({ root, environment, ...options });
      if (server.outcome === 'started' && server.pid !== undefined) releases.push(watch({ pid: server.pid }));
      return server;
    },
    cli: (args) => runHere([...args, '--root', root]),
    async remove() {
      await endServer(path.join(root, '.nilecare'));
      for (const file of remains) await rm(file, { recursive: true, force: true });
      for (const release of releases) release();
    },
  };
}

/** Whoever started it. */
async function endServer(folder: string): Promise<void> {
  try {
    const pid = Number(readFileSync(path.join(folder, 'server.pid'), 'utf8'));
    if (!(await servesDirectory(pid, path.join(folder, 'data')))) return;
    killHard(pid);
    await waitForEnd(pid, 10_000);
  } catch {
    // It never ran.
  }
}

async function runHere(argv: readonly string[]): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const code = await run(argv, {
    environment,
    directory: '/',
    signal: new AbortController().signal,
    input: Readable.from([]),
    output: new Writable(),
    terminal: 'none',
    print: (text) => (stdout += `${text}\n`),
    onProgress: (message) => (stderr += `${message}\n`),
  });
  return { code, stdout, stderr };
}
