import type { DatabaseEvent, DatabaseOutcome, ManyOptions } from '../../commands/many/many.ts';
import { runMany } from '../../commands/many/run-many.ts';
import type { ConfigSources } from '../../config/load-config.ts';
import { stopSignal } from '../../execute/stop.ts';
import { finishedStatus, statusOf, type DatabaseResult, type Finished } from '../../report/many/result.ts';
import type { Arguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { Many } from './arguments.ts';
import { checkFiles, refuseFlyway } from './check-files.ts';
import { openLiveTable } from './live-table.ts';
import { loadDatabases, type CalledDatabase } from './load-databases.ts';
import { openProgress, type ManyProgress } from './progress.ts';
import { databaseWork } from './run-database.ts';
import { tellResults } from './tell-results.ts';

/** A call for several databases. */
export interface ManyCall {
  readonly many: Many;
  readonly parsed: Arguments;
  readonly sources: ConfigSources;
  readonly terminal: Terminal;
  readonly output: Output;
}

/**
 * Runs the commands on every database of the call. Configurations and files of all of them are read and checked before
 * anything is sent to any.
 *
 * @returns the exit code
 * @throws MigrateError when nothing was begun
 */
export async function runManyCommand(call: ManyCall): Promise<number> {
  const { many, sources, terminal, output } = call;
  const { databases, warnings } = await loadDatabases(many, sources);
  refuseFlyway(databases);
  for (const warning of warnings) output.warn(warning);
  await checkFiles(databases);
  const results = await runAll(databases, call);
  tellResults(results, call);
  return exitCodeOf(results, terminal.stop);
}

const stopNotice =
  'No other database is begun. Stopping behind the running statements, which are ended when they take longer than 5 s; what is not committed is rolled back. Once more to end at once.';

async function runAll(
  databases: readonly CalledDatabase[],
  { many, parsed, terminal, output }: ManyCall,
): Promise<readonly DatabaseResult[]> {
  const isLive = terminal.isInteractive && parsed.outputType === 'text' && parsed.verbosity !== 'quiet';
  const names = databases.map(({ name }) => name);
  const table = isLive ? openLiveTable(names, terminal.size) : undefined;
  const progress = openProgress(output, table);
  const onStop = () => {
    table?.clear();
    terminal.printError(stopNotice);
  };
  terminal.stop.addEventListener('abort', onStop, { once: true });
  const { work, reportsOf, settle } = databaseWork(parsed, terminal, progress.warn);
  let narrowed: number | undefined;
  const options: ManyOptions<Finished> = {
    ...many,
    stop: terminal.stop,
    isFailure: (finished) => finishedStatus(finished) !== 'done',
    listener: (name, event) => {
      if (isFull(event)) narrowed = event.concurrency;
      progress.listener(name, event);
    },
  };
  const outcomes = await runMany(databases, work, options).finally(() => table?.close());
  await settle(outcomes);
  if (narrowed !== undefined) output.warn(tooMany(narrowed));
  return outcomes.map((outcome, index) => resultOf(outcome, databases[index], { progress, reportsOf }));
}

function isFull(
  event: DatabaseEvent<Finished>,
): event is Extract<DatabaseEvent<Finished>, { type: 'connection-refused' }> {
  return event.type === 'connection-refused' && event.error.fault.errno !== undefined;
}

function tooMany(concurrency: number): string {
  return `The server had no connection left, so that at most ${concurrency} were migrated at once in the end. Say -concurrency=${concurrency}, or have max_connections (of the account: max_user_connections) raised.`;
}

function resultOf(
  outcome: DatabaseOutcome<Finished>,
  database: CalledDatabase | undefined,
  {
    progress,
    reportsOf,
  }: { readonly progress: ManyProgress; readonly reportsOf: (name: string) => DatabaseResult['reports'] },
): DatabaseResult {
  const { name } = outcome;
  const { config, project } = database ?? {};
  return {
    name,
    ...(project !== undefined && { project }),
    database: config?.connection.database ?? config?.defaultSchema ?? name,
    warnings: progress.warningsOf(name),
    outcome,
    reports: reportsOf(name),
  };
}

/** Stopped by a signal as alone; otherwise 1 when any is not done. */
function exitCodeOf(results: readonly DatabaseResult[], stop: AbortSignal): number {
  const statuses = results.map(statusOf);
  if (statuses.every((status) => status === 'done')) return exitCodes.success;
  const isStopped = statuses.some((status) => status === 'stopped' || status === 'not begun');
  return stop.aborted && isStopped ? exitCodes[stopSignal(stop)] : exitCodes.failure;
}
