import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../engine-errors.ts';
import { runProgram } from './run-program.ts';

/** Runs a shell script; `signals` are sent when it has printed `ready`. */
async function run(script: string, options: { timeout?: number; stop?: string; kill?: boolean } = {}) {
  const stop = new AbortController();
  const kill = new AbortController();
  const lines: string[] = [];
  const begun = Date.now();
  const code = await runProgram(
    { file: '/bin/sh', args: ['-c', script] },
    {
      environment: { PATH: process.env['PATH'] },
      platform: process.platform,
      workingDirectory: tmpdir(),
      timeout: options.timeout ?? 0,
      stop: stop.signal,
      kill: kill.signal,
      onLine: (stream, line) => {
        lines.push(`${stream} ${line}`);
        if (line !== 'ready') return;
        if (options.stop) stop.abort(options.stop);
        if (options.kill) kill.abort();
      },
    },
  ).catch((error: unknown) => error);
  return { code, lines, milliseconds: Date.now() - begun };
}

/** Two processes, as Flyway's start script and its Java; both would go on for half a minute. */
const twoThatIgnoreSignals = `trap '' INT TERM; sh -c 'trap "" INT TERM; echo ready; sleep 30; sleep 30'; sleep 30`;

describe.skipIf(process.platform === 'win32')('a program', () => {
  it('hands on lines of both streams, the last one without its end too, and its exit code', async () => {
    const { code, lines } = await run('echo a; echo b >&2; printf c; exit 35');
    expect(code).toBe(35);
    expect(lines.toSorted()).toEqual(['error b', 'output a', 'output c']);
  });

  it.each([
    ['SIGINT', 'INT'],
    ['SIGTERM', 'TERM'],
  ])('gets %s, and so does what it started', async (signal, name) => {
    const script = `trap 'echo outer; exit 7' ${name}; sh -c 'trap "echo inner; exit 3" ${name}; echo ready; while :; do sleep 0.1; done'`;
    const { code, lines } = await run(script, { stop: signal });
    expect(code).toBe(7);
    // Some shells write "Terminated" to standard error.
    const output = lines.filter((line) => line.startsWith('output'));
    expect(output.toSorted()).toEqual(['output inner', 'output outer', 'output ready']);
  });

  it('is killed with what it started, however it takes signals', async () => {
    const { code, milliseconds } = await run(twoThatIgnoreSignals, { stop: 'SIGINT', kill: true });
    expect(code).toBeNull();
    expect(milliseconds).toBeLessThan(4000);
  });

  it('is ended after a time, by force if need be', async () => {
    const { code, milliseconds } = await run(twoThatIgnoreSignals, { timeout: 1 });
    expect(code).toBeInstanceOf(EngineError);
    expect((code as EngineError).problem).toEqual({ kind: 'timeout', seconds: 1 });
    expect(milliseconds).toBeGreaterThan(5900);
    expect(milliseconds).toBeLessThan(12_000);
  });

  it('that cannot be started is named', async () => {
    const never = new AbortController().signal;
    const promise = runProgram(
      { file: '/no/such/flyway', args: [] },
      {
        environment: {},
        platform: process.platform,
        workingDirectory: tmpdir(),
        timeout: 0,
        stop: never,
        kill: never,
        onLine: () => undefined,
      },
    );
    await expect(promise).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      problem: { kind: 'no-start', executable: '/no/such/flyway' },
    });
  });
});
