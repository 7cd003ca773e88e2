import { isDeepStrictEqual } from 'node:util';
import type { Answers, DeliberateDifference } from './model.ts';

/** A value on which the two tools disagree. */
export interface Difference {
  /** As in `commands[1].json.migrations[0].state`. */
  readonly path: string;
  readonly flyway: unknown;
  readonly native: unknown;
}

/** The differences between two answers that are declared, and those that are not. */
export interface Judged {
  readonly deliberate: readonly DeliberateDifference[];
  readonly unexplained: readonly Difference[];
  /** Declared, and none any more. */
  readonly unused: readonly DeliberateDifference[];
}

/**
 * Compares what the two tools answered.
 *
 * @param everywhere declared for all cases: need not occur
 * @param declared for this case: must occur
 */
export function judge(
  flyway: Answers,
  native: Answers,
  everywhere: readonly DeliberateDifference[],
  declared: readonly DeliberateDifference[],
): Judged {
  const found = compare(flyway, native);
  const explains = (known: DeliberateDifference) => (difference: Difference) =>
    covers(known.path, difference.path) &&
    holdsFor(known, difference, flyway) &&
    (known.flyway === undefined || isDeepStrictEqual(known.flyway, difference.flyway)) &&
    (known.native === undefined || isAs(known.native, difference.native));
  const known = [...everywhere, ...declared];
  return {
    deliberate: known.filter((each) => found.some(explains(each))),
    unexplained: found.filter((difference) => !known.some((each) => explains(each)(difference))),
    unused: declared.filter((each) => !found.some(explains(each))),
  };
}

function holdsFor({ command }: DeliberateDifference, { path }: Difference, { commands }: Answers): boolean {
  if (command === undefined) return true;
  const index = /^commands\[(\d+)\]/.exec(path)?.[1];
  return index !== undefined && commands[Number(index)]?.command.split(' ')[0] === command;
}

/** Every place where two answers differ; keys that only one has count as `undefined` in the other. */
function isAs(expected: unknown, native: unknown): boolean {
  return expected instanceof RegExp ? expected.test(String(native)) : isDeepStrictEqual(expected, native);
}

function compare(flyway: unknown, native: unknown, path = ''): readonly Difference[] {
  if (isRecord(flyway) && isRecord(native)) {
    const keys = [...new Set([...Object.keys(flyway), ...Object.keys(native)])];
    return keys.flatMap((key) => compare(flyway[key], native[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(flyway) && Array.isArray(native)) {
    const length = Math.max(flyway.length, native.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      compare(flyway[index], native[index], `${path}[${index}]`),
    );
  }
  return flyway === native ? [] : [{ path, flyway, native }];
}

/** Whether a path of a deliberate difference, which may hold `*` for any index or key, covers a place. */
function covers(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^.\\]]*');
  return new RegExp(`^${escaped}(?:[.[].*)?$`).test(path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
