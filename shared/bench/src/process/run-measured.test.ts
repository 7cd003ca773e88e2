import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainEnvironment } from './environment.ts';
import { hasTimer, runMeasured } from './run-measured.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'nilecare-measured-'))));
afterAll(() => rm(folder, { recursive: true }));

async function measure(code: string, input?: string, signal = new AbortController().signal) {
  const outputFile = path.join(folder, 'output.log');
  const command = { program: process.execPath, args: ['-e', code], ...(input !== undefined && { input }) };
  const options = { outputFile, folder, signal, environment: plainEnvironment(process.env) };
  const figures = await runMeasured(command, options);
  return { figures, output: await readFile(outputFile, 'utf8') };
}

test('tells the exit code, and keeps what both streams got', async () => {
  const { figures, output } = await measure('console.log("out"); console.error("err"); process.exitCode = 3');
  expect(figures.code).toBe(3);
  expect(output).toBe('out\nerr\n');
});

test('a process reads the file that it is given', async () => {
  const input = path.join(folder, 'input.sql');
  await writeFile(input, 'SELECT 1;\n');
  const { output } = await measure('process.stdin.pipe(process.stdout)', input);
  expect(output).toBe('SELECT 1;\n');
});

test.runIf(hasTimer())('counts the processor time of children', async () => {
  const child = 'const end = performance.now() + 150; while (performance.now() < end);';
  const parent = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(child)}])`;
  const { figures } = await measure(parent);
  expect(figures.user).toBeGreaterThan(0);
  expect(figures.system).toBeDefined();
});

test.runIf(process.platform === 'linux')('sees the memory of a child, too', async () => {
  const child = 'const all = Buffer.alloc(2e8, 1); setTimeout(() => all, 200);';
  const parent = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(child)}])`;
  const { figures } = await measure(parent);
  expect(figures.memory).toBeGreaterThan(190 + 20);
});

test('a process and its children end when the measurement is stopped', async () => {
  const stop = new AbortController();
  const file = path.join(folder, 'pid');
  const child = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1e6);`;
  const parent = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(child)}])`;
  const measured = measure(parent, undefined, stop.signal);
  const pid = await untilWritten(file);
  stop.abort();
  await expect(measured).rejects.toThrow('Stopped.');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test('settings that would lead a tool elsewhere do not reach it', () => {
  const environment = { PATH: '/bin', FLYWAY_URL: 'jdbc:x', DB_HOST: 'h', AUTH_DB_PASSWORD: 'p', CI: '1' };
  expect(plainEnvironment(environment)).toEqual({ PATH: '/bin', CI: '1', NO_COLOR: '1' });
});

async function untilWritten(file: string): Promise<number> {
  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 20_000 }).not.toBe('');
  return Number(await readFile(file, 'utf8'));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
