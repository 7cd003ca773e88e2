import { parseIgnorePattern } from '../../src/config/ignore-patterns.ts';
import type { IgnorePattern } from '../../src/config/config.ts';
import type { HistoryRow, MigrationInfo } from '../../src/model.ts';
import { states, type StateOptions } from '../../src/plan/states.ts';
import { file, rows, target } from '../builders.ts';
import type { Situation } from './situation.ts';

export type { Situation };

/** Options of a situation as the planner takes them; Flyway's defaults for the rest. */
export function stateOptions({ options }: Situation): StateOptions {
  return { target: target(options?.target ?? 'latest'), outOfOrder: options?.outOfOrder === 'true' };
}

export function ignorePatterns({ options }: Situation): readonly IgnorePattern[] {
  const texts = (options?.ignoreMigrationPatterns ?? '*:future').split(',').filter((text) => text !== '');
  return texts.map((text) => {
    const pattern = parseIgnorePattern(text);
    if (typeof pattern === 'string') throw new Error(pattern);
    return pattern;
  });
}

export function statesOf(situation: Situation): readonly MigrationInfo[] {
  return states(situation.files.map(file), rows(...(situation.rows ?? [])), stateOptions(situation));
}

/** For `it.each` with `%s`, which shows a name in full. */
export function named(list: readonly Situation[]): readonly (readonly [string, Situation])[] {
  return list.map((situation) => [situation.name, situation]);
}

/** `1 a`, or the description alone. */
export function nameOf({ row, migration }: MigrationInfo): string {
  const { version, description } = row ?? migration ?? { description: '' };
  return version ? `${version.text} ${description}` : description;
}

/** One row as situations write it behind `repaired`. */
export function rowText(row: HistoryRow): string {
  const { installedRank, version, description, type, script, checksum, success } = row;
  const columns = [
    version?.text ?? 'NULL',
    description,
    type,
    script,
    checksum ?? 'NULL',
    success ? 'ok' : 'failed',
  ];
  return `${installedRank}: ${columns.join(' | ')}`;
}
