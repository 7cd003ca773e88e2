import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What must not outlive this process. */
export interface Watched {
  readonly pid?: number;
  readonly directory?: string;
}

// Beside src/ and dist/ alike, because Node cannot run the TypeScript source.
const script = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'bin', 'watchdog.js');

let dog: ChildProcess | undefined;
let lastId = 0;

/**
 * Has a process killed and a directory removed should this process die before it calls the returned function:
 * a small detached program holds a pipe to this one and acts when it closes.
 */
export function watch(watched: Watched): () => void {
  const id = ++lastId;
  tell({ id, ...watched });
  return () => {
    tell({ id, forget: true });
  };
}

function tell(message: object): void {
  dog ??= start();
  dog.stdin?.write(`${JSON.stringify(message)}\n`);
}

function start(): ChildProcess {
  const child = spawn(process.execPath, [script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // Without its dog a process goes on; only the cleaning after a crash is lost.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
