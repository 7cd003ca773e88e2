import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isExecutable, scriptName } from './locate.ts';

/**
 * The version that is installed: the newest of those node-flyway 0.0.13 knows that its source still serves. Comes
 * with a Java of its own.
 */
export const installedVersion = '11.1.0';

/** What an installation needs to know. */
export interface InstallOptions {
  /** Folder in which node-flyway keeps its installations, `flyway-<version>` each. */
  readonly installations: string;
  readonly platform: NodeJS.Platform;
  /** Aborted: the download ends. */
  readonly stop: AbortSignal;
}

/**
 * Has node-flyway install Flyway's command line and nothing more: it is never run through node-flyway, which would
 * put the password into the argument list of a shell. Loaded here only, because nobody else needs it.
 *
 * The download goes into a folder beside the final one and is moved when it is whole, so that several services may
 * begin at once and a download that breaks off leaves nothing that looks like an installation.
 *
 * @returns the start script
 * @throws whatever node-flyway throws: no network, no such file, a full disk
 */
export async function installFlyway({ installations, platform, stop }: InstallOptions): Promise<string> {
  await mkdir(installations, { recursive: true });
  const temporary = await mkdtemp(path.join(installations, '.download-'));
  try {
    await runInstaller(temporary, stop);
    const name = `flyway-${installedVersion}`;
    const script = path.join(temporary, name, scriptName(platform));
    if (!isExecutable(script, platform)) throw new Error(`node-flyway left no ${name}`);
    const final = path.join(installations, name);
    await rename(path.join(temporary, name), final).catch(passOverExisting);
    return path.join(final, scriptName(platform));
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInstaller(folder: string, stop: AbortSignal): Promise<void> {
  // Also from the bundle, whose folder stands beside this one.
  const worker = new Worker(new URL('../flyway/install-worker.js', import.meta.url), {
    workerData: { folder, version: installedVersion },
  });
  const end = () => void worker.terminate();
  stop.addEventListener('abort', end);
  try {
    // Rejects on the error that ends the thread.
    await once(worker, 'exit');
  } finally {
    stop.removeEventListener('abort', end);
  }
}

/** Another run was faster. */
function passOverExisting(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code)) throw error;
}
