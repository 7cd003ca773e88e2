import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevDatabaseError, hasCode } from '../errors.ts';
import type { Progress } from '../model.ts';
import { isAlive } from '../server/process.ts';

/** How to wait for a lock. */
export interface LockOptions {
  /** Milliseconds; default three minutes, longer than any start. */
  readonly timeout?: number;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Runs `use` while no other process holds this lock file; the lock of a process that died is taken over.
 *
 * @throws DevDatabaseError LOCKED when the holder does not finish in time, INTERRUPTED
 */
export async function withLock<T>(
  file: string,
  use: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  await take(file, options);
  try {
    return await use();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string, { timeout = 180_000, onProgress, signal }: LockOptions): Promise<void> {
  const end = Date.now() + timeout;
  let told = false;
  while (!(await tryToTake(file))) {
    const holder = await holderOf(file);
    if (holder !== undefined && !isAlive(holder)) {
      await discard(file, holder);
      continue;
    }
    if (signal?.aborted) throw new DevDatabaseError('INTERRUPTED', 'Interrupted.');
    if (Date.now() >= end)
      throw new DevDatabaseError(
        'LOCKED',
        `Process ${holder ?? 'unknown'} has held ${file} for ${timeout / 1000} s. Wait for it or end it, then try again.`,
        { context: { file } },
      );
    if (!told && holder !== undefined)
      onProgress?.(`Waiting for process ${holder}, which is at work on this server …`);
    told ||= holder !== undefined;
    await sleep(50);
  }
}

async function tryToTake(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** `undefined` when the lock was just given back, or its holder has not written its number yet. */
async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text === '' ? undefined : Number(text);
}

/** Two processes may find the same dead holder; only the one that renames its very file away goes on. */
async function discard(file: string, holder: number): Promise<void> {
  const aside = `${file}.${process.pid}.dead`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await holderOf(aside)) === holder) await rm(aside, { force: true });
  else await rename(aside, file);
}
