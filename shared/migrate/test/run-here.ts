/** The command line in this process: the same code without the start of a program, for tests that need none of its own. */
import { homedir } from 'node:os';
import { runCommandLine } from '../src/cli/run.ts';
import type { Environment } from '../src/config/environment.ts';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nobody is at the terminal, and nobody stops it. */
export async function runHere(
  argv: readonly string[],
  workingDirectory: string,
  environment: Environment,
): Promise<Printed> {
  let stdout = '';
  let stderr = '';
  const never = new AbortController().signal;
  const code = await runCommandLine(argv, {
    environment,
    workingDirectory,
    isInteractive: false,
    size: () => ({ rows: 24, columns: 80 }),
    hasColors: false,
    platform: process.platform,
    home: environment['HOME'] ?? homedir(),
    stop: never,
    kill: never,
    print: (text) => (stdout += `${text}\n`),
    printError: (text) => (stderr += `${text}\n`),
  });
  return { code, stdout, stderr };
}
