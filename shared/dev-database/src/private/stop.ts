import { existsSync } from 'node:fs';
import path from 'node:path';
import { DevDatabaseError } from '../errors.ts';
import type { Progress, ServerKind } from '../model.ts';
import { withConnection } from '../server/connect.ts';
import { killHard, waitForEnd } from '../server/process.ts';
import { without } from '../without.ts';
import { withLock } from './lock.ts';
import { privatePaths, type PrivatePaths } from './paths.ts';
import { answers, privateAddress, runningPid } from './probe.ts';
import { readState, writeState, type ServerState } from './state.ts';

/** What a stop found and did. */
export interface StopResult {
  readonly outcome: 'stopped' | 'not-running';
  readonly kind?: ServerKind;
}

/** Milliseconds; an orderly end writes everything down first. */
const stopTimeout = 60_000;

/**
 * Ends the private server in an orderly way; one that does not run is fine.
 *
 * @throws DevDatabaseError START_FAILED when it does not end within a minute, LOCKED, STATE_UNREADABLE
 */
export async function stopServer(
  root: string,
  options: { readonly onProgress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<StopResult> {
  const paths = privatePaths(root);
  if (!existsSync(paths.folder)) return { outcome: 'not-running' };
  return withLock(path.join(paths.folder, 'lock'), () => stopLocked(paths, 'wait'), options);
}

/** `stopServer` for a caller that holds the lock already; `kill` ends a server whose data nobody needs. */
export async function stopLocked(paths: PrivatePaths, ifStubborn: 'wait' | 'kill'): Promise<StopResult> {
  const state = await readState(paths);
  if (!state) return { outcome: 'not-running' };
  const pid = await shutDown(paths, state);
  const stopped = without(state, 'pid');
  if (pid === 'not-running') {
    if (state.pid !== undefined) await writeState(paths, stopped);
    return { outcome: 'not-running', kind: state.kind };
  }
  if (!(await waitForEnd(pid, ifStubborn === 'kill' ? 10_000 : stopTimeout))) {
    if (ifStubborn === 'wait') throw stillRunning(paths, pid);
    killHard(pid);
    await waitForEnd(pid, 10_000);
  }
  await writeState(paths, stopped);
  return { outcome: 'stopped', kind: state.kind };
}

/** By SQL, because a signal is a hard end on Windows; by SIGTERM only when the administrator is not let in. */
async function shutDown(paths: PrivatePaths, state: ServerState): Promise<number | 'not-running'> {
  const pid = await runningPid(paths, state);
  if (await answers(paths, state)) {
    await withConnection(await privateAddress(paths, state), (connection) => connection.query('SHUTDOWN'));
    return pid ?? state.pid ?? 'not-running';
  }
  if (pid === undefined) return 'not-running';
  process.kill(pid, 'SIGTERM');
  return pid;
}

function stillRunning({ log }: PrivatePaths, pid: number): DevDatabaseError {
  return new DevDatabaseError(
    'START_FAILED',
    `The private server (process ${pid}) has not ended within ${stopTimeout / 1000} s; it may still be writing. See ${log}.`,
    { context: { pid, log } },
  );
}
