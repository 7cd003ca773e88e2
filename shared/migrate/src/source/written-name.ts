import type { NamePrefixes } from '../config/config.ts';
import type { Category } from '../model.ts';
import type { Version } from '../version.ts';
import { parseName } from './name.ts';

/** The name of a migration file in its parts: `V1_2__two_words.sql` → `V`, `1_2`, `__two_words.sql`. */
export interface WrittenName {
  readonly category: Category;
  readonly prefix: string;
  /** As it is written; empty for a Repeatable. */
  readonly head: string;
  /** Separator, description and suffix. */
  readonly rest: string;
  /** Absent for a Repeatable only. */
  readonly version?: Version;
  readonly description: string;
}

/** Takes a file's name apart; undefined when it is not that of a migration. */
export function writtenName(fileName: string, prefixes: NamePrefixes): WrittenName | undefined {
  const name = parseName(fileName, prefixes);
  if (name.kind !== 'versioned' && name.kind !== 'repeatable') return undefined;
  const prefix = prefixOf(name.category, prefixes);
  const behind = fileName.slice(prefix.length);
  const { category, description } = name;
  if (name.kind === 'repeatable') return { category, prefix, head: '', rest: behind, description };
  // A version has no separator of two underscores in it, but a separator may be a part of what follows it.
  const separator = behind.indexOf(prefixes.separator);
  const suffix = prefixes.suffixes.find((end) => behind.toUpperCase().endsWith(end.toUpperCase())) ?? '';
  const end = separator < 0 ? behind.length - suffix.length : separator;
  return {
    category,
    prefix,
    head: behind.slice(0, end),
    rest: behind.slice(end),
    version: name.version,
    description,
  };
}

/** What files of this category begin with. */
export function prefixOf(category: Category, prefixes: NamePrefixes): string {
  switch (category) {
    case 'Versioned':
      return prefixes.versioned;
    case 'Undo':
      return prefixes.undo;
    case 'Repeatable':
      return prefixes.repeatable;
    case 'Baseline':
      return prefixes.baseline;
  }
}
