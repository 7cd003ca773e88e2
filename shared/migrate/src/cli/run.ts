import { commandLineFlags, parseArguments, type Arguments } from './arguments.ts';
import type { ConfigSources } from '../config/load-config.ts';
import { ConfigurationError, MigrateError, RefusedError } from '../errors.ts';
import { InterruptedError, PartialRunError } from '../run-errors.ts';
import { exitCodes } from './exit-codes.ts';
import { recordTerminal } from './output-file.ts';
import { openOutput, type Output } from './output.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from '../program-version.ts';

/**
 * The command line: runs what `argv` asks for and tells it on `terminal`. What a command alone needs is imported with it,
 * so that none waits for the others' modules.
 *
 * @returns the exit code
 */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = parseArguments(argv);
  return tellFailure(parsed, terminal, async () => {
    const recorded = recordTerminal(terminal, parsed.outputFile);
    try {
      return await tellFailure(parsed, recorded, (output) => run(parsed, recorded, output));
    } finally {
      recorded.close();
    }
  });
}

async function tellFailure(
  parsed: Arguments,
  terminal: Terminal,
  work: (output: Output) => Promise<number>,
): Promise<number> {
  const output = openOutput(parsed, terminal);
  try {
    return await work(output);
  } catch (thrown) {
    const error = thrown instanceof MigrateError ? thrown : fault(thrown, parsed);
    output.fail(await failure(error, parsed, terminal));
    return exitCodeOf(error);
  } finally {
    output.close();
  }
}

async function failure(error: MigrateError, parsed: Arguments, terminal: Terminal): Promise<string | object> {
  switch (parsed.outputType) {
    case 'text':
      return (await import('../report/describe-error.ts')).describeError(error);
    case 'json':
      return (await import('../report/error-json.ts')).errorJson(error);
    case 'sarif':
      return (await import('./run-object.ts')).errorLog(error, parsed, terminal);
  }
}

/** A mistake in this program; only here a stack trace is of use, and only when asked for. */
function fault(thrown: unknown, { verbosity }: Arguments): MigrateError {
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const shown = verbosity === 'debug' ? (stack ?? message) : `${message} (-X shows where)`;
  return new RefusedError('FAULT', `This is a fault of nilecare-migrate, please report it: ${shown}`, {
    cause: thrown,
  });
}

async function run(parsed: Arguments, terminal: Terminal, output: Output): Promise<number> {
  if (parsed.problems.length > 0) throw new ConfigurationError(parsed.problems);
  if (parsed.request === 'version') return say(terminal, `nilecare-migrate ${programVersion()}`);
  if (parsed.request === 'help' || parsed.helpTopics.length === 0) {
    const { helpText } = await import('../report/help.ts');
    return say(terminal, helpText(parsed.helpTopics, { version: programVersion(), flags: commandLineFlags }));
  }
  const sources: ConfigSources = {
    settings: parsed.settings,
    configFiles: parsed.configFiles,
    ...(parsed.configFileEncoding !== undefined && { configFileEncoding: parsed.configFileEncoding }),
    ...(parsed.envFile !== undefined && { envFile: parsed.envFile }),
    environment: terminal.environment,
    workingDirectory: parsed.workingDirectory ?? terminal.workingDirectory,
  };
  if (parsed.many) {
    const { runManyCommand } = await import('./many/run-many-command.ts');
    return runManyCommand({ many: parsed.many, parsed, sources, terminal, output });
  }
  if (parsed.fileCommand) {
    const { tellFileCommand } = await import('./run-file-command.ts');
    return tellFileCommand(parsed.fileCommand, sources, output);
  }
  const { runConfigured } = await import('./run-configured.ts');
  return runConfigured(parsed, sources, terminal, output);
}

function say(terminal: Terminal, text: string): number {
  terminal.print(text);
  return exitCodes.success;
}

function exitCodeOf(error: MigrateError): number {
  const cause = error instanceof PartialRunError ? error.cause : error;
  if (!(cause instanceof InterruptedError)) return exitCodes.failure;
  return cause.signal === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
}
