import { specifiedSeconds } from '../criteria.ts';
import type { Result } from '../trial.ts';

/** What a run came to. */
export interface Report {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  /** As in `Node.js 20.20.0 on linux`. */
  readonly platform: string;
  /** Kinds of servers that could not be had, and why. */
  readonly warnings: readonly string[];
  readonly results: readonly Result[];
}

/** As in `33 of 33 passed, 62.1 s`. */
export function headline({ results, seconds }: Pick<Report, 'results' | 'seconds'>): string {
  const passed = results.filter(({ result }) => result === 'passed').length;
  return `${passed} of ${results.length} passed, ${seconds.toFixed(1)} s`;
}

/** As in `MariaDB 10.11.19`. */
export function serverName({ kind, version }: Result['server']): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}

/** The column of notes: what failed first, or what was seen and how long its parts took. */
export function notesOf({ criteria, notes, measured, result }: Result): string {
  if (result === 'passed')
    return [...measured.map(({ what, seconds }) => `${what} ${seconds.toFixed(1)} s`), ...notes].join('; ');
  const problems = criteria.flatMap((each) => each.problems);
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return `${problems[0] ?? notes[0] ?? 'a criterion was not reached'}${more}`;
}

/** One line of the comparison with the specification. */
export interface Comparison {
  readonly result: Result;
  /** What was measured inside of the procedure. */
  readonly what: string;
  readonly seconds: number;
  readonly specified: number;
}

/** The procedures for which the specification gives a time. */
export function comparisons(results: readonly Result[]): readonly Comparison[] {
  return results.flatMap((result) => {
    const given = specifiedSeconds[result.test];
    const specified = typeof given === 'number' ? given : given?.[result.service];
    const [first] = result.measured;
    return specified === undefined || !first ? [] : [{ result, specified, ...first }];
  });
}
