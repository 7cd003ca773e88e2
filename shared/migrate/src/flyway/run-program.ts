import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Environment } from '../config/environment.ts';
import { EngineError } from '../engine-errors.ts';
import { stopSignal } from '../execute/stop.ts';
import type { Program } from './program.ts';

/** How a program runs, and who hears of it. */
export interface RunOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string;
  /** Seconds until it is ended; 0 for no end. */
  readonly timeout: number;
  /** Aborted: the program gets that signal. */
  readonly stop: AbortSignal;
  /** Aborted: the program is killed before the listener returns, because this process is about to end. */
  readonly kill: AbortSignal;
  readonly onLine: (stream: 'output' | 'error', line: string) => void;
}

/**
 * Runs a program without a shell and hands on what it writes, line by line.
 *
 * It gets a process group of its own, since Flyway's start script is one process and its Java another: every signal
 * goes to both, and a Ctrl-C on the terminal comes once, from here. The promise settles when the last of them has
 * closed its output.
 *
 * @returns the exit code, null when a signal ended it
 * @throws EngineError when it cannot be started, or does not end in time
 */
export async function runProgram(program: Program, options: RunOptions): Promise<number | null> {
  const child = spawn(program.file, program.args, {
    cwd: options.workingDirectory,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.platform !== 'win32',
    windowsHide: true,
  });
  const send = (signal: NodeJS.Signals) => {
    if (options.platform === 'win32') child.kill(signal);
    else signalGroup(child, signal);
  };
  const onStop = () => send(stopSignal(options.stop));
  const onKill = () => send('SIGKILL');
  const timer = startTimer(send, options.timeout);
  options.stop.addEventListener('abort', onStop);
  options.kill.addEventListener('abort', onKill);
  forward(child.stdout, (line) => options.onLine('output', line));
  forward(child.stderr, (line) => options.onLine('error', line));
  try {
    const code = await ended(child, program.file);
    if (timer.isOver()) throw new EngineError({ kind: 'timeout', seconds: options.timeout });
    return code;
  } finally {
    timer.clear();
    options.stop.removeEventListener('abort', onStop);
    options.kill.removeEventListener('abort', onKill);
  }
}

function ended(child: ChildProcess, file: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new EngineError({ kind: 'no-start', executable: file, reason: cause.message }, { cause }));
    });
    child.once('close', resolve);
  });
}

/** A program that has ended meanwhile is no mistake. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is gone.
  }
}

/** Ends the program after a time: asked to at first, five seconds later by force. */
function startTimer(send: (signal: NodeJS.Signals) => void, seconds: number) {
  let isOver = false;
  let force: NodeJS.Timeout | undefined;
  const end = () => {
    isOver = true;
    send('SIGTERM');
    force = setTimeout(() => send('SIGKILL'), 5000);
  };
  // Node's timers hold 2^31 ms; who asks for more than 24 days asks for no end.
  const milliseconds = seconds * 1000;
  const timer = seconds > 0 && milliseconds < 2 ** 31 ? setTimeout(end, milliseconds) : undefined;
  return {
    isOver: () => isOver,
    clear: () => {
      clearTimeout(timer);
      clearTimeout(force);
    },
  };
}

function forward(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine);
}
