import path from 'node:path';
import { check } from '../commands/check.ts';
import { newMigration } from '../commands/new.ts';
import { loadFileConfig, type ConfigSources } from '../config/load-config.ts';
import { programVersion } from '../program-version.ts';
import { fileReportJson, hasErrors, type FileReport } from '../report/file-reports.ts';
import { exitCodes } from './exit-codes.ts';
import type { FileCommand } from './file-command.ts';
import type { Output } from './output.ts';

/**
 * Runs a command that needs no database, and tells what it did; neither URL nor user need be configured.
 *
 * @returns the exit code
 * @throws ConfigurationError, RefusedError, ScriptError
 */
export async function tellFileCommand(
  command: FileCommand,
  sources: ConfigSources,
  output: Output,
): Promise<number> {
  const report = await runFileCommand(command, sources);
  for (const warning of report.warnings) output.warn(warning);
  output.report(report);
  output.json(fileReportJson(report, { version: programVersion(), warnings: output.warnings }));
  return hasErrors(report) ? exitCodes.failure : exitCodes.success;
}

function runFileCommand(command: FileCommand, sources: ConfigSources): Promise<FileReport> {
  const config = loadFileConfig(sources);
  const { environment } = sources;
  const workingDirectory = path.resolve(sources.workingDirectory);
  if (command.name === 'check') return check(config, { ...command, workingDirectory, environment });
  const { location, request } = command;
  const folder =
    location === undefined ? undefined : path.resolve(workingDirectory, location.replace(/^filesystem:/, ''));
  return newMigration(config, request, folder);
}
