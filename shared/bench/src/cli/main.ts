import path from 'node:path';
import { DevDatabaseError } from '@nilecare/dev-database';
import { BenchError } from '../model.ts';
import { rows } from '../rows/rows.ts';
import { readOptions, usage } from './options.ts';
import { run } from './run.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // What is left then, the watchdog of the servers removes.
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort(signal);
    console.error('\nbench: stopping; servers and files are being removed.');
  });

try {
  const options = readOptions(process.argv.slice(2), rows);
  if (options === 'help') console.log(usage);
  else
    process.exitCode = await run(options, {
      root: path.resolve(import.meta.dirname, '..', '..', '..', '..'),
      environment: process.env,
      signal: interrupted.signal,
      errorStream: process.stderr,
      print: (text) => {
        console.log(text);
      },
    });
} catch (error) {
  if (interrupted.signal.aborted) process.exitCode = interrupted.signal.reason === 'SIGTERM' ? 143 : 130;
  else if (error instanceof BenchError || error instanceof DevDatabaseError) {
    console.error(`bench: ${error.message}`);
    process.exitCode = 1;
  } else throw error;
}
