import spawn from 'cross-spawn';
import { parseArgsStringToArgv } from 'string-argv';
import type { Environment } from './environment.ts';
import { largestPassword, passwordIn, type FoundPassword } from './password-file.ts';

/** Longest wait for the command, in milliseconds. */
const longestWait = 10_000;

/** Most of standard error that is shown, in characters. */
const longestComplaint = 500;

/**
 * The password that a command prints. It is started without a shell, so that the same text works on every system;
 * quotes group words. Only the program is named in a problem: the words may hold a secret against all advice.
 */
export function runPasswordCommand(
  command: string,
  environment: Environment,
  workingDirectory: string,
): FoundPassword {
  const [program, ...words] = parseArgsStringToArgv(command);
  if (program === undefined) return { problem: 'it is empty' };
  const result = spawn.sync(program, words, {
    cwd: workingDirectory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestWait,
    killSignal: 'SIGKILL',
    maxBuffer: largestPassword * 2,
    windowsHide: true,
  });
  const { error, status, stdout, stderr } = result as Omit<typeof result, 'error'> & {
    /** cross-spawn writes null where Node leaves it out. */
    readonly error?: NodeJS.ErrnoException | null;
  };
  if (error) return { problem: `${program} ${describe(error.code)}` };
  if (status !== 0)
    return { problem: `${program} ended with ${status ?? 'a signal'}${said(stderr, stdout)}` };
  const found = passwordIn(stdout);
  return 'password' in found
    ? found
    : { problem: `the output of ${program} is no password: ${found.problem}` };
}

function describe(code = 'unknown reason'): string {
  switch (code) {
    case 'ETIMEDOUT':
      return `did not end within ${longestWait / 1000} s`;
    case 'ENOBUFS':
      return 'printed more than 64 KB';
    default:
      return `could not be started (${code})`;
  }
}

/** A program may write what it found to both streams. */
function said(stderr: Buffer, stdout: Buffer): string {
  const lines = stdout.toString('utf8').split('\n');
  const secrets = lines.map((line) => line.trim()).filter((line) => line !== '');
  const text = secrets.reduce((kept, secret) => kept.replaceAll(secret, '***'), stderr.toString('utf8'));
  const complaint = text.replace(/\s+/g, ' ').trim();
  return complaint === '' ? '' : `: ${complaint.slice(0, longestComplaint)}`;
}
