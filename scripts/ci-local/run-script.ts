import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NotPossibleError } from './not-possible.ts';

/** A script and its surroundings, all expressions evaluated. */
export interface ScriptRun {
  readonly script: string;
  readonly shell: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the script is put. */
  readonly temporary: string;
  /** Ends it, and all that it started. */
  readonly signal: AbortSignal;
}

/** How GitHub calls the shells; `''` is what a step without `shell` gets. */
const shells: Readonly<Record<string, readonly string[]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
};

/**
 * Runs a script with this terminal's output and no input.
 *
 * @returns its exit code; 1 when it was ended
 * @throws NotPossibleError for a shell that is not known or not installed
 */
export function runScript({ script, shell, cwd, env, temporary, signal }: ScriptRun): Promise<number> {
  const [program, ...args] = shells[shell] ?? [];
  if (program === undefined) throw new NotPossibleError(`it wants the shell ${shell}`);
  const file = path.join(temporary, 'step.sh');
  writeFileSync(file, script);
  const child = spawn(program, [...args, file], {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Of a group of its own, so that its children can be ended with it.
    detached: process.platform !== 'win32',
  });
  const end = () => {
    endGroup(child);
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return new Promise<number>((resolve, reject) => {
    child.once('error', () => {
      reject(new NotPossibleError(`the shell ${program} is not installed`));
    });
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  }).finally(() => {
    signal.removeEventListener('abort', end);
  });
}

/** First politely; two seconds later what is left is killed: tsx, which runs this program, kills it after five. */
function endGroup(child: ChildProcess): void {
  const tell = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // Nothing is left of it.
    }
  };
  tell('SIGTERM');
  const timer = setTimeout(tell, 2_000, 'SIGKILL');
  child.once('close', () => {
    clearTimeout(timer);
  });
}
