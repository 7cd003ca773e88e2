import path from 'node:path';
import type { Contestant, Figures, PreparedRow, PreparedRun, Row, Setting } from '../model.ts';
import { lastLines } from '../process/last-lines.ts';
import { runMeasured } from '../process/run-measured.ts';
import type { ContestantResult } from '../results/model.ts';
import { countedBetween, readCounters } from '../server/counters.ts';
import { resultOf, type Run } from './result-of.ts';

/** What a row came to, on one server. */
export interface Measured {
  readonly contestants: readonly ContestantResult[];
  readonly leftOut: Readonly<Record<string, string>>;
}

/** How often, and whom to tell. */
export interface RoundOptions {
  readonly runs: number;
  readonly warmUps: number;
  readonly onPrepare: () => void;
  /** Called before each run. */
  readonly onRun: (round: number, contestant: string) => void;
}

/** Makes a row ready, measures its contestants in turns, and removes what it made. */
export async function measureRow(row: Row, setting: Setting, options: RoundOptions): Promise<Measured> {
  options.onPrepare();
  const prepared = await row.prepare(setting);
  try {
    const runs = await measureRounds(prepared, setting, { ...options, usesServer: row.usesServer ?? 'yes' });
    const contestants = prepared.contestants.map((contestant) => {
      const all = runs.get(contestant) ?? [];
      // A warm-up shows failures, queries and memory as well as any other run.
      return resultOf(contestant, all.slice(Math.min(options.warmUps, all.length - 1)), all);
    });
    return { contestants, leftOut: prepared.leftOut };
  } finally {
    await prepared.remove();
  }
}

/** A B C, B C A, C A B: nobody always runs behind the same one. Who has failed once is not asked again. */
async function measureRounds(
  { contestants }: PreparedRow,
  setting: Setting,
  { runs, warmUps, onRun, usesServer }: RoundOptions & Required<Pick<Row, 'usesServer'>>,
): Promise<ReadonlyMap<Contestant, readonly Run[]>> {
  const all = new Map<Contestant, Run[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < runs + warmUps; round++) {
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const own = all.get(contestant) ?? [];
      if (own.some(({ failed }) => failed !== undefined)) continue;
      onRun(round + 1, contestant.name);
      own.push(await runOrFailure(contestant, setting, usesServer));
    }
  }
  return all;
}

/** What fails without an exit code, such as what a run needs, is a failure of that contestant alone. */
async function runOrFailure(
  contestant: Contestant,
  setting: Setting,
  usesServer: 'yes' | 'no',
): Promise<Run> {
  try {
    return await measureRun(contestant, setting, usesServer);
  } catch (error) {
    setting.signal.throwIfAborted();
    return { figures: { code: null, wall: NaN }, failed: (error as Error).message };
  }
}

async function measureRun(contestant: Contestant, setting: Setting, usesServer: 'yes' | 'no'): Promise<Run> {
  const outputFile = path.join(setting.folder, 'output.log');
  const prepared = await contestant.prepareRun();
  try {
    const before = await readCounters(setting.query);
    const figures = await runMeasured(prepared.command, { ...setting, outputFile });
    const counters = countedBetween(before, await readCounters(setting.query));
    const run = usesServer === 'yes' ? { figures, counters } : { figures };
    if (figures.code !== 0) return { ...run, failed: `${endText(figures)}\n${await lastLines(outputFile)}` };
    return { ...run, ...(await checked(prepared, outputFile)) };
  } finally {
    await prepared.remove();
  }
}

async function checked({ check }: PreparedRun, outputFile: string): Promise<Pick<Run, 'more' | 'failed'>> {
  try {
    const more = await check(outputFile);
    return more ? { more } : {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failed: `${message}\n${await lastLines(outputFile)}` };
  }
}

function endText({ code }: Figures): string {
  return code === null ? 'It was ended by a signal.' : `It ended with code ${code}.`;
}
