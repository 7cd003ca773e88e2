import { readFileSync } from 'node:fs';
import { DatabaseError } from '../errors.ts';
import { withAdministratorPassword } from '../passwords/administrator-password.ts';
import { exitCodes } from './exit-codes.ts';
import { findRoot } from './find-root.ts';
import { parseArguments } from './parse-arguments.ts';
import { run } from './run.ts';

const argv = process.argv.slice(2);

try {
  process.exitCode = await run(parseArguments(argv), {
    root: findRoot(process.cwd()),
    version: readVersion(),
    environment: withAdministratorPassword(process.env),
    terminal: { input: process.stdin, output: process.stderr },
    print: (text) => {
      console.log(text);
    },
    stopSignal,
  });
} catch (error) {
  fail(error);
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isInterrupted = error instanceof DatabaseError && error.code === 'INTERRUPTED';
  process.exitCode = isInterrupted ? exitCodes.interrupted : exitCodes.failure;
  if (!argv.includes('--json') && !argv.includes('-json')) {
    console.error(`nilecare-db: ${message}`);
    return;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNEXPECTED';
  console.log(JSON.stringify({ error: { code, message } }, null, 2));
}
