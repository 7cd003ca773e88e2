import { execFile } from 'node:child_process';
import path from 'node:path';
import { DevDatabaseError, hasCode } from './errors.ts';

/** How to run a program. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the program is ended; default 30 s. */
  readonly timeout?: number;
}

/**
 * Runs a program without a shell and returns what it printed on stdout.
 *
 * @throws DevDatabaseError COMMAND_FAILED with the last lines of what the program said; INTERRUPTED.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, signal, timeout = 30_000 }: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout, maxBuffer: 64 * 1024 * 1024, windowsHide: true };
    execFile(
      command,
      args,
      { ...options, ...(cwd === undefined ? {} : { cwd }), ...(signal === undefined ? {} : { signal }) },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        if (hasCode(error, 'ABORT_ERR'))
          return reject(new DevDatabaseError('INTERRUPTED', 'Interrupted.', { cause: error }));
        const said = lastLines(stderr) || (error.killed ? `no end after ${timeout / 1000} s` : error.message);
        reject(
          new DevDatabaseError('COMMAND_FAILED', `${programName(command, args)} failed: ${said}`, {
            context: { command },
            cause: error,
          }),
        );
      },
    );
  });
}

/** `env A=1 apt-get …` is about apt-get. */
function programName(command: string, args: readonly string[]): string {
  const program = path.basename(command);
  return program === 'env' ? (args.find((argument) => !argument.includes('=')) ?? program) : program;
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' · ');
}
