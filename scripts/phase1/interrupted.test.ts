import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment } from '../test/clone.ts';

const script = path.resolve(import.meta.dirname, '..', 'phase1.ts');
/** What is tried is processes and folders, so one kind of server will do. */
const kinds = testServers()
  .slice(0, 1)
  .map(({ kind }) => kind);

describe.each(kinds)('npm run test:phase1 on %s', { timeout: 180_000 }, (kind) => {
  let folder = '';
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'phase1-test-')));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes its reports, and leaves nothing behind', async () => {
    const report = path.join(folder, 'report');
    const files = [`--report=${report}.md`, `--json=${report}.json`, `--junit=${report}.xml`];
    const { code, output } = await run(folder, [
      '--server',
      kind,
      '--service',
      'auth-service',
      ...only(6),
      ...files,
    ]);
    expect(code, output).toBe(0);
    expect(output).toContain('1 of 1 passed');
    expect(await readFile(`${report}.md`, 'utf8')).toMatch(/^\| 6 Permissions \| auth-service \| .*passed/m);
    expect(JSON.parse(await readFile(`${report}.json`, 'utf8'))).toMatchObject({
      results: [{ test: 6, service: 'auth-service', result: 'passed' }],
    });
    expect(await readFile(`${report}.xml`, 'utf8')).toContain('name="6 Permissions"');
    await expectNothingLeft(folder, output);
  });

  // Windows has no signal that a program could answer.
  it.skipIf(process.platform === 'win32').each([
    ['the set-up runs', 'SIGINT', 130, 'Running the set-up', 700],
    ['a service runs', 'SIGTERM', 143, '4 Service start-up', 4_000],
  ] as const)(
    'ends everything when it is interrupted while %s (%s)',
    async (_, signal, code, moment, wait) => {
      // Behind 4 comes 9, so that a fast machine has not ended before the signal comes.
      const args = ['--server', kind, '--service', 'auth-service', ...only(4, 9)];
      const ended = await run(folder, args, { signal, moment, wait });
      expect(ended.code, ended.output).toBe(code);
      expect(ended.output).toContain('Interrupted: the server was ended and the copy removed.');
      await expectNothingLeft(folder, ended.output);
    },
  );
});

function only(...numbers: readonly number[]): readonly string[] {
  return ['--only', numbers.join(',')];
}

interface Interruption {
  readonly signal: NodeJS.Signals;
  /** What is printed before the signal is sent. */
  readonly moment: string;
  /** Milliseconds from then on; any number must do. */
  readonly wait: number;
}

function run(
  folder: string,
  args: readonly string[],
  interruption?: Interruption,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...environment, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isSent = false;
  const hear = (text: string): void => {
    output += text;
    if (!interruption || isSent || !output.includes(interruption.moment)) return;
    isSent = true;
    setTimeout(() => child.kill(interruption.signal), interruption.wait);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** No process works in the folder, no copy is in it, the server is gone with its files. */
async function expectNothingLeft(folder: string, output: string): Promise<void> {
  const [, port, directory] = /runs on 127\.0\.0\.1:(\d+) in (.+)/.exec(output) ?? [];
  expect(existsSync(directory ?? '/'), output).toBe(false);
  expect(await answers(Number(port))).toBe(false);
  expect((await readdir(folder)).filter((name) => !/^report\.|^tsx-/.test(name))).toEqual([]);
  await expect.poll(() => processesIn(folder), { timeout: 10_000 }).toEqual([]);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

/** Processes whose working folder is, or was, in a folder; only Linux tells. */
function processesIn(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`).startsWith(folder);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}
