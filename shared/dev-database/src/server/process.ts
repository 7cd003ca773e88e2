import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../errors.ts';
import { runCommand } from '../run-command.ts';

/** Whether a process of this number runs (EPERM: it runs, as somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Waits until a process has ended; `false` when it still runs after `milliseconds`. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() >= end) return false;
    await sleep(20);
  }
  return true;
}

/** Ends a process at once; one that is already gone is fine. */
export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/**
 * Whether this process is the server of that data directory: numbers are used again, so the one in a pid file may
 * belong to anybody by now. On Windows, where a command line is not easily seen, the answer is no.
 */
export async function servesDirectory(pid: number, dataDirectory: string): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)).includes(`--datadir=${dataDirectory}`);
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (process.platform === 'win32') return '';
    return await runCommand('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  } catch {
    return '';
  }
}

/** In a container whose first process reaps nobody, an ended server stays in the table for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
