import type { PlaceholderConfig } from '../config/config.ts';
import { LineCounter, type Chunk, type Edit, type Position } from './position.ts';

/** A placeholder that has no value; its position is that of its first character. */
export interface PlaceholderProblem extends Position {
  readonly message: string;
}

export interface Replaced extends Chunk {
  readonly problems: readonly PlaceholderProblem[];
}

/**
 * Replaces `${name}` wherever it stands, in strings and comments too, without regard to the case of the name.
 * Values are not looked at again. A `$` in front of `${name}` protects it, because Flyway's reader takes `$$` as
 * two plain characters; so it does here. All problems are reported; what has no value stays as it is.
 *
 * @param lines of a text that comes in pieces, none of which ends in a placeholder; one for all of them
 */
export function replacePlaceholders(
  source: string,
  config: Pick<PlaceholderConfig, 'prefix' | 'suffix'>,
  values: ReadonlyMap<string, string>,
  lines = new LineCounter(),
): Replaced {
  const edits: Edit[] = [];
  const problems: PlaceholderProblem[] = [];
  const parts: string[] = [];
  const plain: Chunk = { source, text: source, edits: [] };
  let copied = 0;
  let length = 0;
  let at = findPrefix(source, config.prefix, 0);
  while (at >= 0) {
    const found = readPlaceholder(source, at, config);
    const value = found.name === undefined ? undefined : values.get(found.name.toLowerCase());
    if (value === undefined) {
      problems.push({ ...lines.at(plain, at), message: noValue(found) });
    } else {
      parts.push(source.slice(copied, at), value);
      length += at - copied;
      edits.push({ at: length, length: value.length, sourceAt: at, sourceLength: found.text.length });
      length += value.length;
      copied = at + found.text.length;
    }
    at = findPrefix(source, config.prefix, at + found.text.length);
  }
  lines.leave(plain);
  if (edits.length === 0) return { source, text: source, edits, problems };
  parts.push(source.slice(copied));
  return { source, text: parts.join(''), edits, problems };
}

/** Characters that are searched for a suffix: keeps the time linear where there is none. */
export const longestName = 1000;

interface Found {
  /** The placeholder with prefix and suffix, or only its beginning when it is not closed on its line. */
  readonly text: string;
  readonly name: string | undefined;
  readonly suffix: string;
}

function readPlaceholder(
  source: string,
  at: number,
  { prefix, suffix }: Pick<PlaceholderConfig, 'prefix' | 'suffix'>,
): Found {
  const start = at + prefix.length;
  const line = source.slice(start, start + longestName + suffix.length).split(/[\r\n]/, 1)[0] ?? '';
  const end = line.indexOf(suffix);
  if (end < 0) return { text: prefix, name: undefined, suffix };
  const name = line.slice(0, end);
  return { text: `${prefix}${name}${suffix}`, name, suffix };
}

function noValue({ text, name, suffix }: Found): string {
  if (name === undefined)
    return `The placeholder that begins with ${text} is not closed by ${suffix} on its line.`;
  return (
    `No value provided for placeholder: ${text}. Set flyway.placeholders.${name}, ` +
    'or switch replacement off by placeholderReplacement=false.'
  );
}

/** Where the next prefix begins. A prefix that broke off half-way takes the character behind it along. */
function findPrefix(source: string, prefix: string, from: number): number {
  if (source.indexOf(prefix, from) < 0) return -1;
  const first = prefix.charAt(0);
  let at = source.indexOf(first, from);
  while (at >= 0) {
    let matched = 1;
    while (matched < prefix.length && source.charAt(at + matched) === prefix.charAt(matched)) matched++;
    if (matched === prefix.length) return at;
    at = source.indexOf(first, at + matched + 1);
  }
  return -1;
}
