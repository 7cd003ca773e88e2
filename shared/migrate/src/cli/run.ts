import path from 'node:path';
import { commandLineFlags, parseArguments, type Arguments } from './arguments.ts';
import type { CommandName } from './words.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { ConfigurationError, MigrateError, RefusedError } from '../errors.ts';
import { InterruptedError, PartialRunError } from '../run-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { fileReportJson, hasErrors, type FileReport } from '../report/file-reports.ts';
import { helpText } from '../report/help.ts';
import { errorJson } from '../report/error-json.ts';
import { reportJson, type JsonContext, type Report } from '../report/json.ts';
import { errorSarif, reportSarif, type SarifContext } from '../report/sarif.ts';
import { checkDryRun } from './dry-run.ts';
import { runFlyway } from './flyway.ts';
import { recordTerminal } from './output-file.ts';
import { openOutput, type Output } from './output.ts';
import { isInvalid, runCommands } from './run-commands.ts';
import { runFileCommand } from './run-file-command.ts';
import type { Terminal } from './terminal.ts';
import { programVersion } from '../program-version.ts';

/** 0 done · 1 failed, refused or invalid · 128 + n stopped by signal n. */
export const exitCodes = { success: 0, failure: 1, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * The command line: runs what `argv` asks for and tells it on `terminal`.
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
    output.fail(failure(error, parsed, terminal));
    return exitCodeOf(error);
  } finally {
    output.close();
  }
}

function failure(error: MigrateError, parsed: Arguments, terminal: Terminal): string | object {
  switch (parsed.outputType) {
    case 'text':
      return describeError(error);
    case 'json':
      return errorJson(error);
    case 'sarif':
      return errorSarif(error, sarifContext(parsed, terminal));
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
  if (parsed.request === 'help' || parsed.helpTopics.length === 0)
    return say(terminal, helpText(parsed.helpTopics, { version: programVersion(), flags: commandLineFlags }));
  const sources: ConfigSources = {
    settings: parsed.settings,
    configFiles: parsed.configFiles,
    ...(parsed.configFileEncoding !== undefined && { configFileEncoding: parsed.configFileEncoding }),
    ...(parsed.envFile !== undefined && { envFile: parsed.envFile }),
    environment: terminal.environment,
    workingDirectory: parsed.workingDirectory ?? terminal.workingDirectory,
  };
  if (parsed.fileCommand) return tellFileReport(await runFileCommand(parsed.fileCommand, sources), output);
  const { config, warnings } = loadConfig(sources);
  const notice = stopNotices[parsed.verify ? 'verify' : config.engine.name];
  terminal.stop.addEventListener('abort', () => terminal.printError(notice), { once: true });
  if (config.engine.name === 'flyway') return runFlyway({ parsed, sources, config, terminal, output });
  checkDryRun(parsed, config);
  if (config.dryRunOutput === '-') output.reserveStandardOutput();
  for (const warning of warnings) output.warn(warning);
  const { reports, isProven } = await runCommands(parsed, config, terminal, output);
  output.json(
    parsed.outputType === 'sarif'
      ? reportSarif(reports, sarifContext(parsed, terminal))
      : reportsJson(reports, parsed.commands, jsonContext(config, output)),
  );
  return reports.some(isInvalid) || !isProven ? exitCodes.failure : exitCodes.success;
}

const stopNotices = {
  native:
    'Stopping behind the running statement, which is ended when it takes longer than 5 s; what is not committed is rolled back. Once more to end at once.',
  verify:
    'Stopping behind the running statement. Once more to end at once; the scratch schema (…_verify_…) is left behind then.',
  flyway:
    'Stopping Flyway, which breaks off; what it has not committed is rolled back. Once more to kill it.',
} as const;

function say(terminal: Terminal, text: string): number {
  terminal.print(text);
  return exitCodes.success;
}

function tellFileReport(report: FileReport, output: Output): number {
  for (const warning of report.warnings) output.warn(warning);
  output.report(report);
  output.json(fileReportJson(report, { version: programVersion(), warnings: output.warnings }));
  return hasErrors(report) ? exitCodes.failure : exitCodes.success;
}

function sarifContext({ workingDirectory }: Arguments, terminal: Terminal): SarifContext {
  return {
    version: programVersion(),
    workingDirectory: path.resolve(terminal.workingDirectory, workingDirectory ?? ''),
    helpPage: helpPage(terminal.environment),
  };
}

/** In GitHub's pipelines the repository is known, and with it the address of its documentation. */
function helpPage(environment: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = environment;
  if (!server || !repository || !commit) return undefined;
  return `${server}/${repository}/blob/${commit}/docs/error-codes.md`;
}

/** The report of one command by itself, those of several in a list, as Flyway prints them. */
function reportsJson(
  reports: readonly Report[],
  { length }: readonly CommandName[],
  context: JsonContext,
): object {
  const individualResults = reports.map((report) => reportJson(report, context));
  const [first] = individualResults;
  return first && length === 1 ? first : { individualResults };
}

function jsonContext({ connection, defaultSchema }: Config, { warnings }: Output) {
  const database = connection.database ?? defaultSchema;
  return { database, version: programVersion(), warnings, timestamp: new Date() };
}

function exitCodeOf(error: MigrateError): number {
  const cause = error instanceof PartialRunError ? error.cause : error;
  if (!(cause instanceof InterruptedError)) return exitCodes.failure;
  return cause.signal === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
}
