import { refuseClean } from '../commands/clean.ts';
import { unconfirmed } from '../commands/confirmation.ts';
import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { InterruptedError } from '../run-errors.ts';
import { stopSignal } from '../execute/stop.ts';
import type { CommandName } from './words.ts';

/**
 * Asks the person at the terminal to type the name of each database that a destructive command would change.
 *
 * @returns the configuration with what was typed as confirmed
 * @throws RefusedError where `clean` never runs, before anything is asked, or when another name is typed
 * @throws InterruptedError when the question is answered by Ctrl-C, or `stop` is aborted meanwhile
 */
export async function askForConfirmation(
  command: CommandName,
  config: Config,
  stop: AbortSignal,
  assumeApplied?: number | 'all',
): Promise<Config> {
  if (command === 'clean') refuseClean(config);
  const isDangerous = command === 'undo' || assumeApplied !== undefined;
  const isDestructive =
    command === 'clean' || command === 'lock break' || (isDangerous && config.environment === 'production');
  if (!isDestructive || config.dryRunOutput !== undefined) return config;
  const { text } = await import('@clack/prompts');
  const typed: string[] = [];
  for (const schema of unconfirmed(config)) {
    const answer = await text({
      message: `${questions[command] ?? `${command} changes the database`} ${schema}. Type its name to go on.`,
      signal: stop,
    });
    if (typeof answer !== 'string') throw new InterruptedError(stopSignal(stop));
    if (answer.trim() !== schema) throw notTheName(command, schema);
    typed.push(schema);
  }
  return { ...config, confirm: [...config.confirm, ...typed] };
}

const questions: Readonly<Partial<Record<CommandName, string>>> = {
  'lock break': 'lock break ends whoever migrates the database',
};

function notTheName(command: CommandName, schema: string): RefusedError {
  const message = `That is not the name of the database, ${schema}. ${command} did nothing.`;
  return new RefusedError('CONFIRMATION_REQUIRED', message);
}
