import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a command came to. */
export interface Outcome {
  /** 128 and more for a signal, as a shell counts; 124 when it took longer than it may. */
  readonly exitCode: number;
  readonly output: string;
}

/** A shell whose folder and variables stay from command to command. */
export interface Shell {
  run(text: string): Promise<Outcome>;
}

/**
 * Opens a shell in a folder. Each command is a process of bash that begins where the last one ended.
 *
 * @param environment of the first command
 * @param seconds that one command may take
 */
export function openShell(
  folder: string,
  environment: NodeJS.ProcessEnv,
  { seconds, stop }: { readonly seconds: number; readonly stop?: AbortSignal },
): Shell {
  const state = path.join(folder, '.git', 'docs-check-state');
  let isOpen = false;
  return {
    async run(text) {
      if (!isOpen) await writeFile(state, '');
      isOpen = true;
      const script = [
        `. "$DOCS_CHECK_STATE"`,
        text,
        'docs_check_code=$?',
        '{ export -p; printf "cd %q\\n" "$PWD"; } > "$DOCS_CHECK_STATE"',
        'exit "$docs_check_code"',
      ].join('\n');
      return start(script, folder, { ...environment, DOCS_CHECK_STATE: state }, seconds, stop);
    },
  };
}

function start(
  script: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  seconds: number,
  stop: AbortSignal | undefined,
): Promise<Outcome> {
  const child = spawn('bash', ['-c', script], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const end = (): void => void endGroup(child.pid);
  const timer = setTimeout(end, seconds * 1000);
  stop?.addEventListener('abort', end, { once: true });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', end);
      resolve({ exitCode: code ?? 124, output });
    });
  });
}

/** The command and what it started, all of which this program started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
