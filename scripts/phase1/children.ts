import { spawn } from 'node:child_process';

/** What a program came to. */
export interface Ended {
  /** 128 and more for a signal, as a shell counts. */
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error as they came. */
  readonly output: string;
  readonly seconds: number;
}

/** How to run a program. */
export interface ChildOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the program and everything that it has started. */
  readonly signal: AbortSignal;
  /** Standard input; default: none. */
  readonly input?: NodeJS.ReadableStream;
  /** Standard output goes here instead. */
  readonly outputTo?: NodeJS.WritableStream;
}

/** A program that runs. */
export interface Child {
  /** Everything that it has written so far. */
  readonly output: () => string;
  readonly ended: Promise<Ended>;
  /** Asks the program to end, as a terminal or a process manager does. */
  readonly stop: () => void;
  /** Ends it and everything that it has started, at once. */
  readonly kill: () => void;
}

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

/** Runs a program to its end. @throws the reason of the signal when that comes first */
export async function runChild(command: Command, options: ChildOptions): Promise<Ended> {
  return startChild(command, options).ended;
}

/**
 * Starts a program as the leader of a process group, so that the shells and programs between npm and what it runs end
 * with it. On Windows, which has no groups, `taskkill /T` follows the tree.
 */
export function startChild([program, ...args]: Command, options: ChildOptions): Child {
  const { cwd, env, signal, input, outputTo } = options;
  signal.throwIfAborted();
  const started = performance.now();
  const isWindows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    detached: !isWindows,
    windowsHide: true,
    // npm is a .cmd file on Windows unless its own script is known, and only a shell starts those.
    shell: isWindows && !/\.exe$/i.test(program),
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const [stdout, all]: [string[], string[]] = [[], []];
  if (outputTo) child.stdout?.pipe(outputTo);
  else
    child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout.push(text), all.push(text)));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void all.push(text));
  // A program that fails does not read to the end.
  if (child.stdin) input?.pipe(child.stdin.on('error', () => undefined));
  const kill = (): void => signalTree(child.pid, 'SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, name) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const seconds = (performance.now() - started) / 1000;
      const number = code ?? (name === 'SIGINT' ? 130 : 137);
      resolve({ code: number, stdout: stdout.join(''), output: all.join(''), seconds });
    });
  }).finally(() => {
    signal.removeEventListener('abort', kill);
  });
  return { output: () => all.join(''), ended, kill, stop: () => signalTree(child.pid, 'SIGTERM') };
}

function signalTree(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    else process.kill(-pid, signal);
  } catch {
    // Nothing is left of it.
  }
}
