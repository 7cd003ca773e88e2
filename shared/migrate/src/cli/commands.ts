import { baseline } from '../commands/baseline.ts';
import { clean } from '../commands/clean.ts';
import { info } from '../commands/info.ts';
import { lockBreak, lockStatus } from '../commands/lock.ts';
import { migrate } from '../commands/migrate.ts';
import { repair, type RepairOptions } from '../commands/repair.ts';
import { resume } from '../commands/resume.ts';
import { undo } from '../commands/undo.ts';
import { validate } from '../commands/validate.ts';
import { verifyUndo } from '../commands/verify-undo.ts';
import type { Config } from '../config/config.ts';
import type { Report } from '../report/json.ts';
import type { CommandName } from './words.ts';

const commands: Readonly<Record<CommandName, (config: Config, options: RepairOptions) => Promise<Report>>> = {
  baseline,
  clean,
  info,
  'lock break': lockBreak,
  'lock status': lockStatus,
  migrate,
  repair,
  resume,
  undo,
  validate,
};

/**
 * Runs the use case of a command's name.
 *
 * @param mode `verify` tries what `undo` would do
 * @param options `assumeApplied` is for `repair`
 */
export function runCommand(
  command: CommandName,
  mode: 'run' | 'verify',
  config: Config,
  options: RepairOptions,
): Promise<Report> {
  if (mode === 'verify') return verifyUndo(config, options);
  return commands[command](config, options);
}
