import { areComparable, digestOf, digestOfNothing, type Sight } from './sight.ts';

/**
 * What is known of the time between sending and now: nothing, that all is as it was, that it changed, or that what was
 * not there before is there now.
 */
export type Moment = 'unknown' | 'unchanged' | 'changed' | 'appeared';

/** @param before digest of the same objects before the statement was sent */
export function momentOf(before: string | undefined, now: readonly Sight[], surroundings: string): Moment {
  const digest = digestOf(now, surroundings);
  if (before === undefined || !areComparable(before, digest)) return 'unknown';
  if (before === digest) return 'unchanged';
  return before === digestOfNothing(now, surroundings) ? 'appeared' : 'changed';
}
