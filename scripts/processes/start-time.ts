/** How long a service takes to get ready, and how much memory it then holds. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { plainEnvironment, type ClonedService } from './clone.ts';

/** Of one service. */
export interface Figures {
  /** From the start of the process to the first 200 of `/ready`, in milliseconds, one a round, shortest first. */
  readonly starts: readonly number[];
  /** From SIGTERM to the end of the process, in milliseconds, one a round, shortest first. */
  readonly stops: readonly number[];
  /** Resident memory after ten idle seconds, in MiB. */
  readonly memory: number;
}

const idleTime = 10_000;
const deadline = 60_000;

/** Starts and stops a service as often as told, one after the other. */
export async function measureService(service: ClonedService, rounds: number): Promise<Figures> {
  const [starts, stops]: number[][] = [[], []];
  let memory = 0;
  for (let round = 1; round <= rounds; round++) {
    const began = performance.now();
    const child = spawn(process.execPath, ['dist/index.js'], {
      cwd: service.folder,
      env: plainEnvironment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      await untilReady(service, child);
      starts?.push(performance.now() - began);
      if (round === rounds) {
        await delay(idleTime);
        memory = await residentMemory(child);
      }
      stops?.push(await stop(child));
    } finally {
      child.kill('SIGKILL');
    }
  }
  return { starts: ascending(starts), stops: ascending(stops), memory };
}

/** The middle one of numbers in order. */
export function median(numbers: readonly number[]): number {
  return numbers[Math.floor((numbers.length - 1) / 2)] ?? NaN;
}

async function untilReady({ name, url }: ClonedService, child: ChildProcess): Promise<void> {
  const end = performance.now() + deadline;
  while (performance.now() < end && child.exitCode === null) {
    const isReady = await fetch(`${url}/ready`, { headers: { connection: 'close' } }).then(
      async (response) => {
        await response.text();
        return response.ok;
      },
      () => false,
    );
    if (isReady) return;
    await delay(5);
  }
  throw new Error(`${name} was not ready within ${deadline} ms.`);
}

async function stop(child: ChildProcess): Promise<number> {
  const began = performance.now();
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
  return performance.now() - began;
}

/** In MiB, as `ps` knows it. */
async function residentMemory({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

function ascending(numbers: readonly number[] = []): readonly number[] {
  return [...numbers].sort((left, right) => left - right);
}
