import type { Contestant, Counters, Figures } from '../model.ts';
import type { ContestantResult } from '../results/model.ts';
import { median, spreadOf } from '../results/statistics.ts';

/** One run, measured and checked. */
export interface Run {
  readonly figures: Figures;
  /** Undefined where it used a server of its own. */
  readonly counters?: Counters;
  readonly more?: Readonly<Record<string, number>>;
  readonly failed?: string;
}

/**
 * Sums runs up.
 *
 * @param counted those whose times count
 * @param all the warm-ups too
 */
export function resultOf(
  { name, version }: Pick<Contestant, 'name' | 'version'>,
  counted: readonly Run[],
  all: readonly Run[],
): ContestantResult {
  const who = { name, ...(version !== undefined && { version }) };
  const failed = all.find((run) => run.failed !== undefined)?.failed;
  if (failed !== undefined || counted.length === 0)
    return { ...who, runs: 0, failed: failed ?? 'It never ran.' };
  return {
    ...who,
    runs: counted.length,
    wall: spreadOf(counted.map(({ figures }) => figures.wall)),
    ...middle('user', counted, ({ figures }) => figures.user),
    ...middle('system', counted, ({ figures }) => figures.system),
    ...highestMemory(all),
    ...middle('queries', counted, ({ counters }) => counters?.queries),
    ...middle('fsyncs', counted, ({ counters }) => counters?.fsyncs),
    ...moreOf(counted),
  };
}

function middle<Name extends string>(
  name: Name,
  runs: readonly Run[],
  value: (run: Run) => number | undefined,
): Partial<Record<Name, number>> {
  const numbers = runs.map(value).filter((number) => number !== undefined);
  return numbers.length === 0 ? {} : ({ [name]: rounded(median(numbers)) } as Record<Name, number>);
}

function highestMemory(runs: readonly Run[]): Pick<ContestantResult, 'memory'> {
  const numbers = runs.flatMap(({ figures }) => figures.memory ?? []);
  return numbers.length === 0 ? {} : { memory: Math.round(Math.max(...numbers) * 10) / 10 };
}

function moreOf(runs: readonly Run[]): Pick<ContestantResult, 'more'> {
  const names = [...new Set(runs.flatMap(({ more }) => Object.keys(more ?? {})))];
  if (names.length === 0) return {};
  const more = names.map((name) => [name, rounded(median(runs.flatMap(({ more }) => more?.[name] ?? [])))]);
  return { more: Object.fromEntries(more) as Record<string, number> };
}

/** Thousandths. */
function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}
