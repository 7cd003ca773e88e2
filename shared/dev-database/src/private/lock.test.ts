import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';

describe('withLock', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nilecare-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const file = (): string => path.join(folder, 'lock');

  it('lets one in at a time, also when a dead holder left its lock', async () => {
    writeFileSync(file(), String(deadPid()));
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(file(), work)));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives the lock back when the work fails', async () => {
    await expect(withLock(file(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives up on a holder that lives on, and names it', async () => {
    writeFileSync(file(), String(process.pid));
    const waiting = withLock(file(), () => Promise.resolve(), { timeout: 100 });
    await expect(waiting).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`${process.pid}`) as string,
    });
  });
});

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}
