import { DevDatabaseError, hasCode, type DevDatabaseErrorCode } from '../errors.ts';
import { run } from './run.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interruption.abort();
  });

try {
  process.exitCode = await run(process.argv.slice(2), {
    environment: process.env,
    directory: process.cwd(),
    signal: interruption.signal,
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY && process.stdout.isTTY ? 'interactive' : 'none',
    print: (text) => {
      console.log(text);
    },
    // Progress goes to stderr, so that --json stays JSON.
    onProgress: (message) => {
      console.error(message);
    },
  });
} catch (error) {
  if (!(error instanceof DevDatabaseError) && !hasCode(error, 'ABORT_ERR'))
    console.error('dev-database: unexpected error');
  console.error(error instanceof DevDatabaseError ? `dev-database: ${error.message}` : error);
  process.exitCode = exitCode(error instanceof DevDatabaseError ? error.code : undefined);
}

function exitCode(code: DevDatabaseErrorCode | undefined): number {
  if (interruption.signal.aborted) return 130;
  return code === 'USAGE' ? 2 : 1;
}
