import path from 'node:path';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { MigrateError } from '../errors.ts';
import { programVersion } from '../program-version.ts';
import { reportJson, type Report } from '../report/json.ts';
import { errorSarif, reportSarif, type SarifContext } from '../report/sarif.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** What the object of a run is made of beside its reports. */
interface Run {
  readonly parsed: Arguments;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly output: Output;
}

/** The one object of a run: in JSON the report of one command by itself, those of several in a list, as Flyway prints them. */
export function reportsObject(reports: readonly Report[], run: Run): object {
  const { parsed, terminal } = run;
  if (parsed.outputType === 'sarif') return reportSarif(reports, sarifContext(parsed, terminal));
  const context = jsonContext(run);
  const individualResults = reports.map((report) => reportJson(report, context));
  const [first] = individualResults;
  return first && parsed.commands.length === 1 ? first : { individualResults };
}

/** The SARIF log of an error that ended a run. */
export function errorLog(error: MigrateError, parsed: Arguments, terminal: Terminal): object {
  return errorSarif(error, sarifContext(parsed, terminal));
}

/** Facts of a call that stand in its SARIF log. */
export function sarifContext({ workingDirectory }: Arguments, terminal: Terminal): SarifContext {
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

function jsonContext({ config: { connection, defaultSchema }, output: { warnings } }: Run) {
  const database = connection.database ?? defaultSchema;
  return { database, version: programVersion(), warnings, timestamp: new Date() };
}
