import { SecretError } from '../errors.ts';
import type { CredentialStore } from '../model.ts';
import { largestSecret, passwordFrom } from '../secret-text.ts';
import type { Environment } from '../settings.ts';

/** What the program printed, as far as it is wanted. */
interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: string;
}

/** Longest wait for the command, in milliseconds. */
const commandTimeout = 10_000;

/** For how long its pipes are read after the command has ended, in milliseconds. */
const grace = 500;

/** Most of standard error that is kept and shown. */
const longestComplaint = 2000;

/**
 * A command that prints the password. It is started without a shell, so that no shell interprets what stands in it and
 * the same text works on every system; quotes group words, and a pipe needs `sh -c '…'`. It has no standard input.
 * Only the program is named in messages: an argument may be a secret against all advice.
 */
export function commandStore(user: string, command: string, environment: Environment): CredentialStore {
  return {
    name: `The command for the password of ${user}`,
    attempts: 1,
    timeout: commandTimeout,
    async fetch(signal) {
      // Most services have no command.
      const { parseArgsStringToArgv } = await import('string-argv');
      const [program, ...words] = parseArgsStringToArgv(command);
      if (program === undefined)
        throw new SecretError('SECRET_SETTINGS_INVALID', 'The command for the password is empty.');
      const { stdout, stderr, end } = await run(program, words, environment, signal);
      if (end !== 'code 0') throw failed(program, end, hide(stderr, stdout));
      return { user, password: passwordFrom(stdout, `The output of ${program}`) };
    },
  };
}

async function run(
  program: string,
  words: readonly string[],
  environment: Environment,
  signal: AbortSignal,
): Promise<Output> {
  const { default: spawn } = await import('cross-spawn');
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], {
      env: environment,
      signal,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const output = { stdout: '', stderr: '' };
    collect(child.stdout, largestSecret + 3, (text) => (output.stdout += text));
    collect(child.stderr, longestComplaint, (text) => (output.stderr += text));
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(program, error.code)));
    child.once('exit', () => {
      // What the program left running, such as an agent, may keep the pipes open for ever.
      const timer = setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => pipe?.destroy()), grace);
      child.once('close', () => clearTimeout(timer));
    });
    child.once('close', (code, killer) => {
      resolve({ ...output, end: killer === null ? `code ${code ?? 'unknown'}` : `signal ${killer}` });
    });
  });
}

/** Reads to the end, so that the program is not blocked, and keeps the beginning. */
function collect(stream: NodeJS.ReadableStream | null, limit: number, keep: (text: string) => void): void {
  let length = 0;
  stream?.setEncoding('utf8').on('data', (text: string) => {
    keep(text.slice(0, Math.max(0, limit - length)));
    length += text.length;
  });
}

function notStarted(program: string, code = 'unknown'): SecretError {
  // A folder of PATH that may not be read makes a program that is nowhere an EACCES.
  const advice = code === 'ENOENT' || code === 'EACCES' ? ' Install it, or write its full path.' : '';
  return new SecretError(
    'SECRET_COMMAND_FAILED',
    `The command ${program} could not be started (${code}).${advice}`,
  );
}

function failed(program: string, end: string, complaint: string): SecretError {
  const said = complaint === '' ? 'without a word' : `and said: ${complaint}`;
  return new SecretError('SECRET_COMMAND_FAILED', `The command ${program} ended with ${end} ${said}`);
}

/** A program may write what it found to both streams. */
function hide(stderr: string, stdout: string): string {
  const secrets = stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), stderr).trim();
}
