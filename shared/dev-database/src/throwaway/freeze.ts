import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Stops a process where it is (SIGSTOP) and returns when that has reached each of its threads: the signal is sent in
 * no time, but on a busy machine a thread may still answer for a while. Blocks, so that a listener of an event, for
 * which nobody waits, can freeze a server before the next statement is sent. Not on Windows.
 *
 * @throws Error when the process does not exist, or has not stopped after ten seconds
 */
export function freezeProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const end = Date.now() + 10_000;
  while (!isStopped(pid)) {
    if (Date.now() > end) throw new Error(`Process ${pid} did not stop.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

/** Linux tells of every thread, `ps` elsewhere of the process only. */
function isStopped(pid: number): boolean {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T');
  const threads = `/proc/${pid}/task`;
  return readdirSync(threads).every((thread) => isThreadStopped(`${threads}/${thread}/stat`));
}

/** A thread that ended meanwhile answers nothing either. */
function isThreadStopped(file: string): boolean {
  try {
    return /^\d+ \(.*\) T/is.test(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}
