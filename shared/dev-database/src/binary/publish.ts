import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../errors.ts';
import { isAlive } from '../server/process.ts';
import { watch } from '../throwaway/watchdog.ts';

/**
 * Makes a folder whole or not at all: `fill` gets one with a temporary name beside it, which is renamed when it is
 * done. Whatever happens the temporary one goes, even when this process is killed; leftovers of dead processes go too.
 */
export async function publishDirectory(
  folder: string,
  fill: (directory: string) => Promise<unknown>,
): Promise<void> {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  await sweep(parent);
  const directory = temporaryName(folder);
  mkdirSync(directory, { mode: 0o700 });
  const release = watch({ directory });
  try {
    await fill(directory);
    await replace(directory, folder);
  } finally {
    await rm(directory, { recursive: true, force: true });
    release();
  }
}

/** Takes a folder away at once, by a rename; what a killed process leaves of it is swept later. */
export async function removeDirectory(folder: string): Promise<void> {
  const aside = temporaryName(folder);
  try {
    await rename(folder, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Names its process, so that others can tell whether it is still at work. */
function temporaryName(folder: string): string {
  const unique = `${process.pid}.${randomBytes(3).toString('hex')}`;
  return path.join(path.dirname(folder), `.${path.basename(folder)}.${unique}.part`);
}

/** Another process may have published the same folder meanwhile: either is good. */
async function replace(directory: string, folder: string): Promise<void> {
  try {
    await rename(directory, folder);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^\..*\.(\d+)\.[0-9a-f]{6}\.part$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(path.join(parent, name), { recursive: true, force: true });
  }
}
