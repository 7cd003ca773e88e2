/**
 * pm2 for tests and measurements, in a version of our choice and with a home of its own. It is no dependency of any
 * package (its licence is the AGPL): npm fetches it once, into the user's cache.
 */
import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { plainEnvironment } from './clone.ts';

const version = '7.0.4';

/** What a command wrote and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** A process as pm2 knows it. */
export interface Pm2Process {
  readonly name: string;
  /** 0 when it does not run. */
  readonly pid: number;
  readonly status: string;
  readonly restarts: number;
}

/** A pm2 with a daemon of its own. */
export interface Pm2 {
  /** Folder of its logs and its dump. */
  readonly home: string;
  run(cwd: string, args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<Outcome>;
  processes(): Promise<readonly Pm2Process[]>;
  /** Ends its processes and its daemon, and removes its home. */
  remove(): Promise<void>;
}

/**
 * The path of pm2's program, from the cache or the registry.
 * @throws with npm's words when it cannot be had
 */
export async function fetchPm2(): Promise<string> {
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'nilecare');
  const folder = path.join(cache, `pm2-${version}`);
  const program = path.join(folder, 'node_modules', 'pm2', 'bin', 'pm2');
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(path.join(cache, 'pm2-'));
  const options = ['--prefix', fresh, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await execute('npm', ['install', ...options, `pm2@${version}`], {});
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(`npm could not fetch pm2 ${version}.\n${output}`);
  }
  // Another run may have been faster.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return program;
}

/** @param program what `fetchPm2` returned */
export async function openPm2(program: string): Promise<Pm2> {
  const home = await mkdtemp(path.join(tmpdir(), 'pm2-home-'));
  const run: Pm2['run'] = (cwd, args, variables = {}) =>
    execute(process.execPath, [program, ...args], {
      cwd,
      env: { ...plainEnvironment, ...variables, PM2_HOME: home },
    });
  return {
    home,
    run,
    processes: async () => parseList((await run(home, ['--silent', 'jlist'])).output),
    remove: async () => {
      await run(home, ['--silent', 'kill']);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The first command of a home also writes a greeting. */
function parseList(output: string): readonly Pm2Process[] {
  const list = JSON.parse(output.slice(output.search(/\[(\{|\])/))) as {
    name: string;
    pid: number;
    pm2_env: { status: string; restart_time: number };
  }[];
  return list.map(({ name, pid, pm2_env: { status, restart_time: restarts } }) => ({
    name,
    pid,
    status,
    restarts,
  }));
}

function execute(command: string, args: readonly string[], options: object): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    execFile(command, args, { ...options, maxBuffer: 50_000_000 }, done);
  });
}
