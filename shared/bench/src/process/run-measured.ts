import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Command, Figures } from '../model.ts';
import type { Environment } from './environment.ts';
import { watchMemory } from './memory.ts';

/** How a process is measured. */
export interface MeasureOptions {
  /** File that gets everything it prints. */
  readonly outputFile: string;
  readonly folder: string;
  /** What the process gets, beside the variables of its command. */
  readonly environment: Environment;
  /** Kills the process and its children. */
  readonly signal: AbortSignal;
}

/**
 * bash asks the system what the process and its children took, in milliseconds. Node tells it of all its children
 * together only, and in hundredths. The time that bash itself needs to start is not counted.
 */
const timed = `TIMEFORMAT='%3R %3U %3S'; exec 4>&2; { time "$@" 2>&4 3>&- 4>&-; } 2>&3`;

let bash: boolean | undefined;

/** Whether processor time can be measured here. */
export function hasTimer(): boolean {
  bash ??= process.platform !== 'win32' && spawnSync('bash', ['-c', 'exit 7']).status === 7;
  return bash;
}

/**
 * Runs a process to its end.
 *
 * @throws DOMException AbortError when `signal` ended it; Error when the program cannot be started
 */
export async function runMeasured(command: Command, options: MeasureOptions): Promise<Figures> {
  const output = openSync(options.outputFile, 'w');
  const input = command.input === undefined ? undefined : openSync(command.input, 'r');
  try {
    const started = performance.now();
    const child = start(command, options, [input ?? 'ignore', output, output, 'pipe']);
    const memory = watchMemory(child.pid ?? 0, hasTimer() ? 'children' : 'all');
    try {
      const printed = textOf(child.stdio[3] as Readable);
      const code = await endOf(child, options.signal);
      const elapsed = (performance.now() - started) / 1000;
      const highest = memory.end();
      const figures = figuresOf(await printed, elapsed);
      return { code, ...figures, ...(highest !== undefined && { memory: highest }) };
    } finally {
      memory.end();
    }
  } finally {
    closeSync(output);
    if (input !== undefined) closeSync(input);
  }
}

/** In a process group of its own, so that it ends with all its children, and not by Ctrl-C of the terminal. */
function start(
  { program, args, environment, folder }: Command,
  options: MeasureOptions,
  stdio: ('ignore' | 'pipe' | number)[],
): ChildProcess {
  const [file, all] = hasTimer() ? ['bash', ['-c', timed, 'bash', program, ...args]] : [program, [...args]];
  return spawn(file, all, {
    cwd: folder ?? options.folder,
    env: { ...options.environment, ...environment },
    stdio,
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

function endOf(child: ChildProcess, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      killAll(child);
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(new DOMException('Stopped.', 'AbortError'));
      else resolve(code);
    });
  });
}

function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) text += piece as string;
  return text;
}

/** The decimal sign is the locale's. */
function figuresOf(times: string, elapsed: number): Omit<Figures, 'code' | 'memory'> {
  const [wall, user, system] = times.replaceAll(',', '.').trim().split(/\s+/).map(Number);
  return wall === undefined || user === undefined || system === undefined
    ? { wall: elapsed }
    : { wall, user, system };
}
