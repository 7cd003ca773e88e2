import type { RepairOptions } from '../commands/repair.ts';
import type { Config } from '../config/config.ts';
import type { Report } from '../report/json.ts';
import type { CommandName } from './words.ts';

type Command = (config: Config, options: RepairOptions) => Promise<Report>;

/** Each is imported when it is called for. */
const commands: Readonly<Record<CommandName | 'verify', () => Promise<Command>>> = {
  baseline: async () => (await import('../commands/baseline.ts')).baseline,
  clean: async () => (await import('../commands/clean.ts')).clean,
  info: async () => (await import('../commands/info.ts')).info,
  'lock break': async () => (await import('../commands/lock.ts')).lockBreak,
  'lock status': async () => (await import('../commands/lock.ts')).lockStatus,
  migrate: async () => (await import('../commands/migrate.ts')).migrate,
  repair: async () => (await import('../commands/repair.ts')).repair,
  resume: async () => (await import('../commands/resume.ts')).resume,
  undo: async () => (await import('../commands/undo.ts')).undo,
  validate: async () => (await import('../commands/validate.ts')).validate,
  verify: async () => (await import('../commands/verify-undo.ts')).verifyUndo,
};

/**
 * Runs the use case of a command's name.
 *
 * @param mode `verify` tries what `undo` would do
 * @param options `assumeApplied` is for `repair`
 */
export async function runCommand(
  command: CommandName,
  mode: 'run' | 'verify',
  config: Config,
  options: RepairOptions,
): Promise<Report> {
  const run = await commands[mode === 'verify' ? 'verify' : command]();
  return run(config, options);
}
