import path from 'node:path';
import type { Row } from '../model.ts';
import type { Environment } from '../process/environment.ts';
import { goalText } from '../report/goal-table.ts';
import { rowText } from '../report/row-table.ts';
import { goalsOf } from '../results/goals.ts';
import type { RowResult } from '../results/model.ts';
import { merged, readResults, writeResults } from '../results/results-file.ts';
import { rows as allRows } from '../rows/rows.ts';
import { defaultPeers, findTools } from '../tools/find-tools.ts';
import { measureAll } from './measure-all.ts';
import type { BenchOptions } from './options.ts';
import { estimate, progressOn } from './progress.ts';
import { writeDocuments } from './write-documents.ts';

/** What the program gets from its process. */
export interface Surroundings {
  readonly root: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly errorStream: NodeJS.WriteStream;
  readonly print: (text: string) => void;
}

/** @returns the exit code: 1 when a tool failed */
export async function run(options: BenchOptions, surroundings: Surroundings): Promise<number> {
  const { root, print } = surroundings;
  const file = path.join(root, 'shared', 'bench', 'results.json');
  switch (options.action) {
    case 'list':
      list(print);
      return 0;
    case 'documents':
      await writeDocuments(root, await readResults(file));
      return 0;
    case 'measure and show':
      return measure(options, surroundings, () => Promise.resolve());
    case 'measure and write':
      return measure(options, surroundings, async (result) => {
        const ids = allRows.map(({ id }) => id);
        await writeResults(file, merged(await readResults(file), result, ids));
        await writeDocuments(root, await readResults(file));
      });
  }
}

async function measure(
  options: BenchOptions,
  { root, environment, signal, errorStream, print }: Surroundings,
  keep: (result: RowResult) => Promise<void>,
): Promise<number> {
  const folder = options.peers ?? defaultPeers(environment);
  const tools = await findTools({ peers: folder, without: options.without, environment });
  const total = totalSeconds(options);
  const progress = progressOn(errorStream, total);
  progress.say(`About ${Math.ceil(total / 60)} min on two idle cores.`);
  const measured: RowResult[] = [];
  await measureAll({
    ...options,
    ...{ root, environment, signal, tools, progress },
    warmUps: options.runs === 1 ? 'none' : 'as the row wants',
    async onResult(result) {
      measured.push(result);
      progress.clear();
      print(rowText(result));
      await keep(result);
    },
  });
  print(goalText(goalsOf({ rows: measured })));
  return measured.some(({ contestants }) => contestants.some(({ failed }) => failed !== undefined)) ? 1 : 0;
}

function list(print: (text: string) => void): void {
  for (const row of allRows) {
    const time = `${Math.ceil(estimate({ row, rounds: roundsOf(row, 5) }) / 6) / 10} min`;
    const when = row.selection === 'default' ? '' : ', on demand only';
    const runs = Math.min(5, row.mostRuns ?? Infinity);
    print(`${row.id.padEnd(16)} ${row.title} (${runs} runs, ${time} on each server${when})`);
  }
}

/** Starting and ending a server takes three seconds. */
function totalSeconds({ rows, runs, kinds }: BenchOptions): number {
  const all = kinds.flatMap((kind) => rows.filter(({ servers }) => servers?.includes(kind) ?? true));
  return all.reduce((sum, row) => sum + estimate({ row, rounds: roundsOf(row, runs) }), 3 * kinds.length);
}

function roundsOf(row: Row, runs: number): number {
  return Math.min(runs, row.mostRuns ?? Infinity) + (runs === 1 ? 0 : (row.warmUps ?? 1));
}
