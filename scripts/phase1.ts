/** `npm run test:phase1`: the eleven procedures of docs/PHASE1_MIGRATION_TESTING_GUIDE.md. */
import path from 'node:path';
import { readOptions, usage, UsageError, type Phase1Options } from './phase1/options.ts';

const root = path.resolve(import.meta.dirname, '..');
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const interrupted = new AbortController();
let exitCode: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    exitCode = exitCodes[signal];
    // The watchdog of the server and of the copy does what is left undone by a second one.
    if (interrupted.signal.aborted) process.exit(exitCode);
    interrupted.abort(new Error('interrupted'));
  });
// The reader of the output may go away (`| head`).
process.stdout.on('error', () => undefined);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else process.exitCode = await run(options);
} catch (error) {
  if (interrupted.signal.aborted) {
    console.error('\nInterrupted: the server was ended and the copy removed. No report was written.');
    process.exitCode = exitCode ?? 130;
  } else {
    const { name, message, stack } = error as Error;
    const isExpected = error instanceof UsageError || name === 'DevDatabaseError';
    console.error(`test:phase1: ${isExpected ? message : (stack ?? message)}`);
    process.exitCode = 1;
  }
}

/** Imported late, because usage can be told before anything is built. @returns the exit code */
async function run(options: Phase1Options): Promise<number> {
  const { runPhase1 } = await import('./phase1/run.ts');
  const { textReport } = await import('./phase1/report/text.ts');
  const { openProgress } = await import('./phase1/report/progress.ts');
  const progress = openProgress(process.stderr);
  const { signal } = interrupted;
  const report = await runPhase1({ options, root, environment: process.env, signal, progress });
  console.log(`\n${textReport(report, process.stdout.columns || 160)}`);
  return report.results.every(({ result }) => result === 'passed') ? 0 : 1;
}
