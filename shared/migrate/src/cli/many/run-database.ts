import type { Work } from '../../commands/many/attempt.ts';
import type { DatabaseOutcome } from '../../commands/many/many.ts';
import { noRoom } from '../../commands/many/no-room.ts';
import type { Config } from '../../config/config.ts';
import { MigrateError } from '../../errors.ts';
import { stopSignal } from '../../execute/stop.ts';
import type { Report } from '../../report/json.ts';
import type { Finished } from '../../report/many/result.ts';
import { InterruptedError } from '../../run-errors.ts';
import type { Arguments } from '../arguments.ts';
import { runCommand } from '../commands.ts';
import type { OpenEvidence } from '../evidence.ts';
import { isInvalid, leavesEvidence } from '../run-commands.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandName } from '../words.ts';

/** The commands of a call on each of its databases. */
export interface DatabaseWork {
  readonly work: Work<Finished>;
  readonly reportsOf: (name: string) => readonly Report[];
  /** Ends the evidence of those that found no connection. */
  readonly settle: (outcomes: readonly DatabaseOutcome<Finished>[]) => Promise<void>;
}

/** What is kept of a database between two attempts. */
interface Begun {
  readonly reports: Report[];
  evidence?: OpenEvidence | undefined;
}

/** @param warn told with the name of the database */
export function databaseWork(
  { commands }: Arguments,
  terminal: Terminal,
  warn: (name: string, message: string) => void,
): DatabaseWork {
  const all = new Map<string, Begun>();
  const begunOf = (name: string): Begun => {
    const begun = all.get(name) ?? { reports: [] };
    all.set(name, begun);
    return begun;
  };
  const work: Work<Finished> = async (config, options, name) => {
    const begun = begunOf(name);
    for (const command of commands.slice(begun.reports.length)) {
      if (options.stop?.aborted) throw new InterruptedError(stopSignal(options.stop));
      const evidence = (begun.evidence ??= await beginEvidence(command, config, terminal, (text) =>
        warn(name, text),
      ));
      const report = await runCommand(command, 'run', config, { ...options, record: evidence?.record }).catch(
        (error: unknown) => failed(begun, error),
      );
      await writeIfDry(report);
      begun.reports.push(report);
      const isProven = (await evidence?.done(report)) ?? true;
      begun.evidence = undefined;
      if (!isProven || isInvalid(report)) return { reports: begun.reports, isProven };
    }
    return { reports: begun.reports, isProven: true };
  };
  return {
    work,
    reportsOf: (name) => all.get(name)?.reports ?? [],
    settle: async (outcomes) => {
      for (const outcome of outcomes)
        if ('error' in outcome) await all.get(outcome.name)?.evidence?.failed(outcome.error);
    },
  };
}

async function beginEvidence(
  command: CommandName,
  config: Config,
  terminal: Terminal,
  warn: (message: string) => void,
): Promise<OpenEvidence | undefined> {
  if (!leavesEvidence(command, config)) return undefined;
  const { openEvidence } = await import('../evidence.ts');
  return openEvidence(command, config, terminal, { warn });
}

/** To a file: standard output is refused for several databases. */
async function writeIfDry(report: Report): Promise<void> {
  if (!('dryRun' in report)) return;
  const { writeDryRun } = await import('../dry-run.ts');
  await writeDryRun(report.dryRun, () => undefined);
}

/** One that found no connection may be tried again, with the same evidence. */
async function failed(begun: Begun, error: unknown): Promise<never> {
  if (!(error instanceof MigrateError) || noRoom(error) === undefined) {
    await begun.evidence?.failed(error);
    begun.evidence = undefined;
  }
  throw error;
}
