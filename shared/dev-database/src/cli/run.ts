import { createInterface } from 'node:readline/promises';
import { DevDatabaseError } from '../errors.ts';
import type { Environment, Progress } from '../model.ts';
import { findRoot } from '../private/paths.ts';
import { resetServer } from '../private/reset.ts';
import { startServer, type RunningServer, type StartOptions } from '../private/start.ts';
import { serverStatus } from '../private/status.ts';
import { stopServer } from '../private/stop.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import { helpText } from './help.ts';
import type { PromptStreams } from './prompt.ts';
import { startJson, startText, statusText, stopText } from './report.ts';
import { openShell } from './shell.ts';

/** What the program gets from its process. */
export interface Host extends PromptStreams {
  readonly environment: Environment;
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Prints one result. */
  print(text: string): void;
  readonly onProgress: Progress;
}

/**
 * Runs one command line.
 *
 * @returns the exit code
 * @throws DevDatabaseError
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  const args = parseArguments(argv);
  const root = args.root ?? findRoot(host.directory);
  if (args.helpFor) return done(host, helpText(args.helpFor));
  switch (args.command) {
    case 'help':
      return done(host, helpText('help'));
    case 'start':
      return done(
        host,
        render(args, await startServer(startOptions(args, root, host)), startText, startJson),
      );
    case 'stop':
      return done(host, render(args, await stopServer(root, host), stopText));
    case 'status': {
      const status = await serverStatus(root);
      done(host, render(args, status, statusText));
      return status.state === 'running' ? 0 : 3;
    }
    case 'shell':
      return openShell({ ...host, root });
    case 'reset':
      return reset(args, root, host);
  }
}

async function reset(args: Arguments, root: string, host: Host): Promise<number> {
  const word = args.confirm ?? (await ask(host, root));
  if (word !== 'reset')
    throw new DevDatabaseError(
      'NOT_CONFIRMED',
      "Nothing was deleted: reset needs the word 'reset', typed or given as --confirm=reset.",
    );
  const server: RunningServer = await resetServer(startOptions(args, root, host));
  return done(host, render(args, server, startText, startJson));
}

async function ask(host: Host, root: string): Promise<string | undefined> {
  if (host.terminal === 'none') return undefined;
  const lines = createInterface({ input: host.input, output: host.output });
  try {
    const question = `This deletes ALL databases of the private server in ${root}. Type 'reset' to go on: `;
    return (await lines.question(question, { signal: host.signal })).trim();
  } finally {
    lines.close();
  }
}

function startOptions(args: Arguments, root: string, host: Host): StartOptions {
  return {
    root,
    ...(args.kind && { kind: args.kind }),
    ...(args.port !== undefined && { port: args.port }),
    fetch: args.fetch,
    environment: host.environment,
    onProgress: host.onProgress,
    signal: host.signal,
  };
}

function render<T extends object>(
  { output }: Arguments,
  value: T,
  text: (value: T) => string,
  json: (value: T) => object = (each) => each,
): string {
  return output === 'json' ? JSON.stringify(json(value), null, 2) : text(value);
}

function done(host: Host, text: string): number {
  host.print(text);
  return 0;
}
