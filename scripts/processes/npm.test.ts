import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeClone, plainEnvironment, type Clone, type ClonedService } from './clone.ts';

/** What is tested is npm, tsx and our processes, so one kind of server will do. Windows has no signals. */
const kinds = testServers()
  .slice(0, 1)
  .map(({ kind }) => kind);

describe.skipIf(process.platform === 'win32').each(kinds)(
  'a service run by npm, with %s',
  { timeout: 120_000 },
  (kind) => {
    let clone: Clone;
    let service: ClonedService;

    beforeAll(async () => {
      clone = await makeClone(kind);
      [service] = clone.services as [ClonedService];
    });
    afterAll(() => clone.remove());

    it('is restarted by `npm run dev` when a file changes: the old one stops first, and Ctrl-C ends all', async () => {
      const { output, group, ended } = runNpm(service.folder, ['run', 'dev']);
      await expect.poll(output, { timeout: 60_000 }).toContain('Server listening');
      await appendFile(path.join(service.folder, 'src', 'app.ts'), '\n');

      await expect.poll(() => output().split('Server listening').length, { timeout: 60_000 }).toBe(3);
      expect(output()).toMatch(/auth-service stops: SIGTERM[^]*Server listening/);
      expect(output()).not.toMatch(/EADDRINUSE|another program listens/);
      await expect.poll(() => statusOf(`${service.url}/ready`), { timeout: 60_000 }).toBe(200);

      // The service alone at first: on Ctrl-C tsx hurries its child, whose last line may then be lost.
      process.kill(Number(/.*"pid":(\d+)/s.exec(output())?.[1]), 'SIGINT');
      await expect.poll(output, { timeout: 60_000 }).toContain('auth-service stops: SIGINT');
      await expect.poll(() => isListening(service.url), { timeout: 60_000 }).toBe(false);

      await appendFile(path.join(service.folder, 'src', 'app.ts'), '\n');
      await expect.poll(() => output().split('Server listening').length, { timeout: 60_000 }).toBe(4);
      group('SIGINT');
      await ended;
      expect(await isListening(service.url)).toBe(false);
    });

    it('says in one line that it is not built', async () => {
      const built = path.join(service.folder, 'dist');
      await rename(built, `${built}.away`);
      const { output, ended } = runNpm(service.folder, ['start']);
      expect(await ended).toBe(1);
      await rename(`${built}.away`, built);
      expect(output()).toMatch(/^Not built yet\. Try: npm run build$/m);
      expect(output()).not.toMatch(/^ +at /m);
    });
  },
);

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** Starts npm as the leader of a process group, as a terminal does, so that a signal can reach all of it. */
function runNpm(cwd: string, args: readonly string[]) {
  const child = spawn('npm', args, {
    cwd,
    env: plainEnvironment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => signalGroup(child, 'SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // Not before the output of the last process of the group has ended.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { output: () => text, group: (signal: NodeJS.Signals) => signalGroup(child, signal), ended };
}

function isListening(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nothing is left of it.
  }
}
