import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployedService } from './services.ts';

/**
 * Starts the built service with this process's environment on a free loopback port, waits until `/ready` answers 200, and
 * ends it. Shows that the build and the schema belong together, before the build goes anywhere.
 *
 * @param deadline seconds
 * @returns 0 when it got ready, else 1, with the reason printed
 */
export async function becomesReady(
  root: string,
  { name }: DeployedService,
  deadline: number,
  print: (text: string) => void,
): Promise<number> {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join('dist', 'index.js')], {
    cwd: path.join(root, 'microservices', name),
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    const until = performance.now() + deadline * 1000;
    let reason = 'it did not answer';
    while (performance.now() < until && child.exitCode === null) {
      const answer = await ask(`http://127.0.0.1:${port}/ready`);
      if (answer?.status === 200) {
        print(`${name} is ready: ${answer.text}`);
        return 0;
      }
      if (answer) reason = answer.text;
      await sleep(500);
    }
    print(
      `${name} did not get ready: ${child.exitCode === null ? reason : `it ended with ${child.exitCode}`}`,
    );
    return 1;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function ask(url: string): Promise<{ readonly status: number; readonly text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
