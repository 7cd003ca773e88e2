import path from 'node:path';
import { check } from '../commands/check.ts';
import { newMigration } from '../commands/new.ts';
import { loadFileConfig, type ConfigSources } from '../config/load-config.ts';
import type { FileReport } from '../report/file-reports.ts';
import type { FileCommand } from './file-command.ts';

/**
 * Runs a command that needs no database; neither URL nor user need be configured.
 *
 * @throws ConfigurationError, RefusedError, ScriptError
 */
export function runFileCommand(command: FileCommand, sources: ConfigSources): Promise<FileReport> {
  const config = loadFileConfig(sources);
  const { environment } = sources;
  const workingDirectory = path.resolve(sources.workingDirectory);
  if (command.name === 'check') return check(config, { ...command, workingDirectory, environment });
  const { location, request } = command;
  const folder =
    location === undefined ? undefined : path.resolve(workingDirectory, location.replace(/^filesystem:/, ''));
  return newMigration(config, request, folder);
}
