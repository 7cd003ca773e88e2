import type { Invocation } from './parse-arguments.ts';
import type { Surroundings } from './surroundings.ts';

/** Prints a report as text or as JSON. */
export function print<T>(
  invocation: Invocation,
  around: Surroundings,
  report: T,
  toText: (report: T) => string,
): void {
  around.print(invocation.output === 'json' ? JSON.stringify(report, null, 2) : toText(report));
}
