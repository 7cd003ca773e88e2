import path from 'node:path';
import type { Row } from '../model.ts';
import type { Environment } from '../process/environment.ts';
import { rowText } from '../report/row-table.ts';
import { merged, readResults, writeResults } from '../results/results-file.ts';
import type { RowResult } from '../results/model.ts';
import { rows as allRows } from '../rows/rows.ts';
import { defaultPeers, findTools } from '../tools/find-tools.ts';
import { measureAll } from './measure-all.ts';
import type { BenchOptions } from './options.ts';
import { estimate, progressOn } from './progress.ts';

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
  if (options.action === 'list') return list(surroundings);
  const { root, environment, signal } = surroundings;
  const file = path.join(root, 'shared', 'bench', 'results.json');
  const tools = await findTools({
    ...{ peers: options.peers ?? defaultPeers(environment), without: options.without, environment },
  });
  const progress = progressOn(surroundings.errorStream, totalSeconds(options));
  progress.say(`About ${Math.ceil(totalSeconds(options) / 60)} minutes.`);
  const measured: RowResult[] = [];
  await measureAll({
    ...options,
    ...{ root, environment, signal, tools, progress },
    warmUps: options.runs === 1 ? 'none' : 'as the row wants',
    async onResult(result) {
      measured.push(result);
      progress.clear();
      surroundings.print(rowText(result));
      if (options.action !== 'measure and write') return;
      const ids = allRows.map(({ id }) => id);
      await writeResults(file, merged(await readResults(file), result, ids));
    },
  });
  return measured.some(({ contestants }) => contestants.some(({ failed }) => failed !== undefined)) ? 1 : 0;
}

function list({ print }: Surroundings): number {
  for (const row of allRows) {
    const time = `${Math.ceil(estimate({ row, rounds: roundsOf(row, 5) }) / 6) / 10} min`;
    const when = row.selection === 'default' ? '' : ', on demand only';
    print(`${row.id.padEnd(16)} ${row.title} (${time} on each server${when})`);
  }
  return 0;
}

function totalSeconds({ rows, runs, kinds }: BenchOptions): number {
  const one = rows.reduce((sum, row) => sum + estimate({ row, rounds: roundsOf(row, runs) }), 3);
  return one * kinds.length;
}

function roundsOf(row: Row, runs: number): number {
  return Math.min(runs, row.mostRuns ?? Infinity) + (runs === 1 ? 0 : (row.warmUps ?? 1));
}
