import type { NamePrefixes } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import type { Category } from '../model.ts';
import { prefixOf, writtenName, type WrittenName } from '../source/written-name.ts';
import { compareVersions, parseVersion, sameVersion } from '../version.ts';
import { newFileText } from './new-file-text.ts';
import { highestWritten, nextVersion, type VersionStyle } from './next-version.ts';

/** What `new` is asked for. */
export interface NewRequest {
  readonly category: 'Versioned' | 'Repeatable';
  /** In words. */
  readonly description: string;
  /** Versioned only: how to choose the version, or the version itself. */
  readonly version: VersionStyle | { readonly written: string };
}

/** A file that is to be made. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
}

export interface NewPlan {
  /** Absent for a Repeatable. */
  readonly version?: string;
  readonly files: readonly NewFile[];
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/**
 * Names the files of a new migration, and what is written into them.
 *
 * @param fileNames those of all locations, without folders
 * @throws RefusedError when the description makes no file name, or the version or description is taken
 */
export function planNew(
  fileNames: readonly string[],
  request: NewRequest,
  prefixes: NamePrefixes,
  now: Date,
): NewPlan {
  const existing = fileNames.flatMap((name) => writtenName(name, prefixes) ?? []);
  const words = fileNameWords(request.description);
  const nameOf = (category: Category, version: string) => nameFile(category, version, words, prefixes);
  if (request.category === 'Repeatable') {
    refuseDescription(words, existing);
    const name = nameOf('Repeatable', '');
    return { files: [{ name, text: newFileText('Repeatable', prefixes, '') }], warnings: [] };
  }
  const heads = existing.filter(({ version }) => version).map(({ head }) => head);
  const version = chooseVersion(heads, request.version, now);
  refuseVersion(version, existing);
  const files = (['Versioned', 'Undo'] as const).map((category) => ({
    name: nameOf(category, version),
    text: newFileText(category, prefixes, version),
  }));
  return { version, files, warnings: warnOfLower(version, heads) };
}

/** Characters that a file name may not have on Windows. */
const forbidden = /[<>:"/\\|?*\p{Cc}]/u;

function fileNameWords(description: string): string {
  const words = description
    .trim()
    .replace(/[\s_]+/g, '_')
    .replace(/^_|_$/g, '');
  if (words === '') throw refused('A migration needs a description, as in: new "add insurance plan"');
  const [found] = forbidden.exec(words) ?? [];
  if (found !== undefined)
    throw refused(
      `The description has ${JSON.stringify(found)}, which a file name may not have on Windows. Leave it out.`,
    );
  if (words.length > 200)
    throw refused(`The description has ${words.length} characters; the history keeps 200. Shorten it.`);
  return words;
}

function chooseVersion(heads: readonly string[], wanted: NewRequest['version'], now: Date): string {
  if (typeof wanted === 'string') return nextVersion(heads, wanted, now);
  if (!parseVersion(wanted.written))
    throw refused(
      `-version=${wanted.written} is not a version; expected numbers with dots, as in 2.1, or next or timestamp.`,
    );
  if (wanted.written.length > 50)
    throw refused('The version is longer than the 50 characters that the history keeps.');
  return wanted.written;
}

function refuseVersion(written: string, existing: readonly WrittenName[]): void {
  const taken = existing.find(({ version }) => sameVersion(version, parseVersion(written)));
  if (!taken) return;
  throw new RefusedError(
    'DUPLICATE_VERSIONED_MIGRATION',
    `Version ${written} is taken by ${taken.prefix}${taken.head}${taken.rest}. Leave -version= out to get the next one.`,
  );
}

function refuseDescription(words: string, existing: readonly WrittenName[]): void {
  const description = words.replaceAll('_', ' ');
  const taken = existing.find(({ version, description: other }) => !version && other === description);
  if (!taken) return;
  throw new RefusedError(
    'DUPLICATE_REPEATABLE_MIGRATION',
    `There is ${taken.prefix}${taken.rest} already. Change that file: it runs again whenever its text changes.`,
  );
}

/** Unusual prefixes and separators can make a name that means something else. */
function nameFile(category: Category, version: string, words: string, prefixes: NamePrefixes): string {
  const name = `${prefixOf(category, prefixes)}${version}${prefixes.separator}${words}${prefixes.suffixes[0] ?? ''}`;
  const read = writtenName(name, prefixes);
  if (read?.category === category && read.head === version) return name;
  throw refused(
    `With the prefixes and the separator of this configuration, ${name} would not be read as ${category}. Set other ones.`,
  );
}

function warnOfLower(version: string, heads: readonly string[]): string[] {
  const [own, highest] = [parseVersion(version), parseVersion(highestWritten(heads) ?? '')];
  if (!own || !highest || compareVersions(own, highest) > 0) return [];
  return [
    `Version ${version} is lower than ${highest.text}: where that is applied, it is Ignored unless outOfOrder=true.`,
  ];
}

function refused(message: string): RefusedError {
  return new RefusedError('ERROR', message);
}
