/** Files and history rows from one line of text each, for tables of tests. Every file holds `SELECT 1;`. */
import type { Target } from '../src/config/config.ts';
import { parseTarget } from '../src/config/target.ts';
import type { Category, HistoryRow, Migration } from '../src/model.ts';
import { parseVersion } from '../src/version.ts';

/** Flyway's checksum of `SELECT 1;`. */
export const fileChecksum = 78787420;

/** What a row marked `changed` has instead. */
export const otherChecksum = 4711;

const categories: Readonly<Record<string, Category>> = {
  V: 'Versioned',
  R: 'Repeatable',
  U: 'Undo',
  B: 'Baseline',
};

/** `V1__two_words`, `R__view`, `B3__state`, `U1__two_words`; `shouldExecute=false` may follow. */
export function file(text: string): Migration {
  const [stem = '', flag] = text.split(' ');
  const { category, version, description } = parseStem(stem);
  return {
    category,
    ...(version && { version }),
    description,
    script: `${stem}.sql`,
    path: `/migrations/${stem}.sql`,
    checksum: fileChecksum,
    settings: {
      executeInTransaction: true,
      placeholderReplacement: true,
      shouldExecute: flag !== 'shouldExecute=false',
    },
  };
}

/**
 * Rows with ranks from 1 on (a SCHEMA row has 0), each `<type> <script without .sql>` or `BASELINE <version>`.
 * May follow: `failed`, `changed` (another checksum), `version=1.0`, `description=other` (`_` is a blank).
 */
export function rows(...texts: readonly string[]): readonly HistoryRow[] {
  let rank = 0;
  return texts.map((text) => row(text, text.startsWith('SCHEMA') ? 0 : ++rank));
}

function row(text: string, installedRank: number): HistoryRow {
  const [type = '', stem = '', ...flags] = text.split(' ');
  const facts = rowFacts(type, stem);
  const setting = (name: string) => flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1);
  const version = parseVersion(setting('version') ?? '') ?? facts.version;
  return {
    installedRank,
    ...(version && { version }),
    description: setting('description')?.replaceAll('_', ' ') ?? facts.description,
    type,
    script: facts.script,
    checksum: flags.includes('changed') ? otherChecksum : facts.checksum,
    installedBy: 'tester',
    installedOn: '2026-01-02 03:04:05',
    installedAt: new Date('2026-01-02T03:04:05Z'),
    executionTime: 7,
    success: !flags.includes('failed'),
  };
}

function rowFacts(type: string, stem: string) {
  if (type === 'SCHEMA') {
    return {
      version: undefined,
      description: '<< Flyway Schema Creation >>',
      script: '`shop`',
      checksum: null,
    };
  }
  if (type === 'BASELINE') {
    const description = '<< Flyway Baseline >>';
    return { version: parseVersion(stem), description, script: description, checksum: null };
  }
  const { version, description } = parseStem(stem);
  return { version, description: description.slice(0, 200), script: `${stem}.sql`, checksum: fileChecksum };
}

function parseStem(stem: string) {
  const separator = stem.indexOf('__');
  const category = categories[stem.charAt(0)];
  if (!category || separator < 0) throw new Error(`"${stem}" is not written like V1__words`);
  return {
    category,
    version: parseVersion(stem.slice(1, separator)),
    description: stem.slice(separator + 2).replaceAll('_', ' '),
  };
}

/** `current`, `next`, `2`, `99?`. */
export function target(text: string): Target {
  const parsed = parseTarget(text);
  if (!parsed) throw new Error(`"${text}" is not a target`);
  return parsed;
}
