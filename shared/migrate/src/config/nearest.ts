import { distance } from 'fastest-levenshtein';

/**
 * The known name that a misspelt one most likely means. Upper and lower case count as equal.
 *
 * @returns undefined when more than half of the letters would have to change.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly changes: number } | undefined;
  for (const candidate of known) {
    const changes = distance(name.toLowerCase(), candidate.toLowerCase());
    if (!best || changes < best.changes) best = { name: candidate, changes };
  }
  return best && best.changes <= Math.max(2, Math.floor(name.length / 2)) ? best.name : undefined;
}
