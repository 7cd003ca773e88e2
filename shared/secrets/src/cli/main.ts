import { readFileSync } from 'node:fs';
import { parseArguments, UsageError, type Arguments } from './arguments.ts';
import { exec } from './exec.ts';
import { help } from './help.ts';

try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  console.error(`nilecare-secrets: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function run(argv: Arguments): Promise<number> {
  switch (argv.command) {
    case 'help':
      console.log(help);
      return 0;
    case 'version':
      console.log(readVersion());
      return 0;
    case 'exec':
      return exec(argv, {
        environment: process.env,
        report: (line) => {
          console.error(`nilecare-secrets: ${line}`);
        },
        onSignal,
      });
  }
}

/** Ctrl-C on a terminal reaches the program too; handed on, it would count twice there. */
function onSignal(forward: (signal: NodeJS.Signals) => void): void {
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) forward('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, forward);
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
