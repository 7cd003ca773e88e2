import type { NamePrefixes } from '../config/config.ts';
import { callbackEvents, type CallbackEvent } from '../callback-event.ts';
import { parseVersion, type Version } from '../version.ts';

/** What the name of a file says about it. */
export type ParsedName =
  | {
      readonly kind: 'versioned';
      readonly category: 'Versioned' | 'Undo' | 'Baseline';
      readonly version: Version;
      readonly description: string;
    }
  | { readonly kind: 'repeatable'; readonly category: 'Repeatable'; readonly description: string }
  | { readonly kind: 'callback'; readonly event: CallbackEvent; readonly description: string }
  /** An event that Flyway knows and this engine does not serve. */
  | { readonly kind: 'unserved'; readonly event: string }
  /** A migration or callback for the shell, which Flyway runs and this engine does not. */
  | { readonly kind: 'program' }
  /** Ends like a migration and fits no convention; `reason` is a whole sentence. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** Does not end in one of the suffixes. */
  | { readonly kind: 'unrelated' };

/** Flyway's other events (`Event.java`), which its MySQL support never calls: seen with 11.8.2. */
const unservedEvents = ['beforeConnect', 'afterConnect'];

type Meaning = 'Versioned' | 'Undo' | 'Baseline' | 'Repeatable' | { readonly event: string };

/**
 * Reads a file's name as Flyway does: the longest fitting prefix wins, the description is all that follows the
 * first separator, `_` in it is a blank, `V1.sql` has an empty description, and `.SQL` is a suffix like `.sql`.
 */
export function parseName(fileName: string, prefixes: NamePrefixes): ParsedName {
  const suffix = prefixes.suffixes.find((end) => fileName.toUpperCase().endsWith(end.toUpperCase()));
  if (suffix === undefined) return { kind: isProgram(fileName, prefixes) ? 'program' : 'unrelated' };
  const stem = fileName.slice(0, fileName.length - suffix.length);
  const [prefix, meaning] = meanings(prefixes).find(([start]) => stem.startsWith(start)) ?? [];
  if (prefix === undefined || meaning === undefined) {
    return { kind: 'invalid', reason: `Unrecognised migration name format: ${fileName}` };
  }
  const [head, tail] = splitOnce(stem.slice(prefix.length), prefixes.separator);
  const description = tail.replaceAll('_', ' ');
  const example = `${prefixes.separator}${tail || 'description'}${fileName.slice(stem.length)}`;
  if (meaning === 'Versioned' || meaning === 'Undo' || meaning === 'Baseline') {
    return versioned(fileName, meaning, head, description, `${prefix}1.2${example}`);
  }
  if (head !== '') return notVersioned(fileName, `${prefix}${example}`);
  if (meaning === 'Repeatable') return { kind: 'repeatable', category: meaning, description };
  return isServed(meaning.event)
    ? { kind: 'callback', event: meaning.event, description }
    : { kind: 'unserved', event: meaning.event };
}

function isProgram(fileName: string, prefixes: NamePrefixes): boolean {
  const suffix = fileName.includes('.') ? programSuffix.exec(fileName)?.[0] : '';
  if (suffix === undefined) return false;
  const name = parseName(fileName, { ...prefixes, suffixes: [suffix] });
  const isMigration = name.kind === 'versioned' || name.kind === 'repeatable';
  return isMigration ? name.category !== 'Undo' : name.kind === 'callback';
}

/** Flyway 11.8.2 also takes a file without any, except on Windows. */
const programSuffix = /\.(?:cmd|bat|ps1|py|sh|bash)$/i;

/** Each prefix and what it means. */
type Meanings = readonly (readonly [string, Meaning])[];

/** Of the prefixes of a run, which has thousands of names. */
const knownMeanings = new WeakMap<NamePrefixes, Meanings>();

function meanings(prefixes: NamePrefixes): Meanings {
  const known = knownMeanings.get(prefixes) ?? listMeanings(prefixes);
  knownMeanings.set(prefixes, known);
  return known;
}

/** Longest prefix first, so that `beforeMigrate` does not hide `beforeMigrateX`, nor `B` the callbacks. */
function listMeanings(prefixes: NamePrefixes): Meanings {
  const own: (readonly [string, Meaning])[] = [
    [prefixes.versioned, 'Versioned'],
    [prefixes.repeatable, 'Repeatable'],
    [prefixes.undo, 'Undo'],
    [prefixes.baseline, 'Baseline'],
  ];
  const events = [...callbackEvents, ...unservedEvents].map((event) => [event, { event }] as const);
  return [...own, ...events].sort(([a], [b]) => b.length - a.length);
}

function versioned(
  fileName: string,
  category: 'Versioned' | 'Undo' | 'Baseline',
  head: string,
  description: string,
  example: string,
): ParsedName {
  if (head === '') {
    return {
      kind: 'invalid',
      reason: `Invalid versioned migration name format: ${fileName} (It must contain a version and should look like this: ${example})`,
    };
  }
  const version = parseVersion(head);
  if (version) return { kind: 'versioned', category, version, description };
  return {
    kind: 'invalid',
    reason: `Invalid versioned migration name format: ${fileName} (could not recognise version number ${head})`,
  };
}

function notVersioned(fileName: string, example: string): ParsedName {
  return {
    kind: 'invalid',
    reason: `Invalid repeatable migration / callback name format: ${fileName} (It cannot contain a version and should look like this: ${example})`,
  };
}

function isServed(event: string): event is CallbackEvent {
  return (callbackEvents as readonly string[]).includes(event);
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
