import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import type { Arguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { isInvalid, runCommands } from './run-commands.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs the commands that need a database, by the engine of the configuration.
 *
 * @returns the exit code
 * @throws MigrateError
 */
export async function runConfigured(
  parsed: Arguments,
  sources: ConfigSources,
  terminal: Terminal,
  output: Output,
): Promise<number> {
  const { config, warnings } = loadConfig(sources);
  const notice = stopNotices[parsed.verify ? 'verify' : config.engine.name];
  terminal.stop.addEventListener('abort', () => terminal.printError(notice), { once: true });
  if (config.engine.name === 'flyway') {
    const { runFlyway } = await import('./flyway.ts');
    return runFlyway({ parsed, sources, config, terminal, output });
  }
  if (config.dryRunOutput !== undefined) (await import('./dry-run.ts')).checkDryRun(parsed, config);
  if (config.dryRunOutput === '-') output.reserveStandardOutput();
  for (const warning of warnings) output.warn(warning);
  const { reports, isProven } = await runCommands(parsed, config, terminal, output);
  if (parsed.outputType !== 'text') {
    const { reportsObject } = await import('./run-object.ts');
    output.json(reportsObject(reports, { parsed, config, terminal, output }));
  }
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
