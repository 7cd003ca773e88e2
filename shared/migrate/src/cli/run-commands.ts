import type { Config } from '../config/config.ts';
import { stopSignal } from '../execute/stop.ts';
import type { Report } from '../report/json.ts';
import { InterruptedError } from '../run-errors.ts';
import type { Arguments } from './arguments.ts';
import { runCommand } from './commands.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';
import type { CommandName } from './words.ts';

/** What the commands of one call did. */
interface Done {
  readonly reports: readonly Report[];
  /** False when evidence that was asked for is missing; the last report is what it would have told. */
  readonly isProven: boolean;
}

/** One after the other; the first that fails, or whose evidence is missing, ends it, as in Flyway. */
export async function runCommands(
  parsed: Arguments,
  config: Config,
  terminal: Terminal,
  output: Output,
): Promise<Done> {
  const { stop } = terminal;
  const reports: Report[] = [];
  for (const command of parsed.commands) {
    if (stop.aborted) throw new InterruptedError(stopSignal(stop));
    const { report, finish } = await runOne(command, parsed, { config, terminal, output });
    if ('dryRun' in report) {
      const { writeDryRun } = await import('./dry-run.ts');
      await writeDryRun(report.dryRun, (text) => {
        terminal.print(text);
      });
    }
    reports.push(report);
    output.report(report);
    if (!(await finish())) return { reports, isProven: false };
    if (isInvalid(report)) break;
  }
  return { reports, isProven: true };
}

interface Surroundings {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly output: Output;
}

/** @returns its report, and what completes its evidence once that is told */
async function runOne(
  command: CommandName,
  { verify, assumeApplied }: Arguments,
  { config, terminal, output }: Surroundings,
): Promise<{ readonly report: Report; readonly finish: () => Promise<boolean> }> {
  const { stop } = terminal;
  const allowed =
    output.canAsk && !verify
      ? await (await import('./confirm.ts')).askForConfirmation(command, config, stop, assumeApplied)
      : config;
  const evidence =
    verify || !leavesEvidence(command, allowed)
      ? undefined
      : await (await import('./evidence.ts')).openEvidence(command, allowed, terminal, output);
  try {
    const report = await runCommand(command, verify ? 'verify' : 'run', allowed, {
      listener: output.listener,
      stop,
      record: evidence?.record,
      ...(assumeApplied !== undefined && { assumeApplied }),
    });
    return { report, finish: () => evidence?.done(report) ?? Promise.resolve(true) };
  } catch (error) {
    await evidence?.failed(error);
    throw error;
  }
}

/** Commands that change a database when they are asked to. */
const changing: readonly CommandName[] = ['baseline', 'clean', 'migrate', 'repair', 'resume', 'undo'];

/** Not where it is not wanted, of a command that changes nothing, and of a dry run. */
export function leavesEvidence(command: CommandName, { evidence, dryRunOutput }: Config): boolean {
  return evidence.kind !== 'none' && dryRunOutput === undefined && changing.includes(command);
}

/** Flyway exits with 0 here in JSON; a pipeline would not notice, so this engine does not. */
export function isInvalid(report: Report): boolean {
  if (report.operation === 'verify-undo')
    return report.verified.some(({ differences }) => differences.length > 0);
  return report.operation === 'validate' && report.findings.length > 0;
}
