import type { ConfigurationProblem } from '../errors.ts';
import type { SettingEntry } from './entry.ts';
import { isEnvironmentSetting } from './environments.ts';
import { nearestName } from './nearest.ts';
import { findSetting } from './settings.ts';
import { parseTomlFile, type TomlValue } from './toml-file.ts';

/** A `flyway.toml`, its values as entries. */
export interface TomlEntries {
  readonly entries: readonly SettingEntry[];
  /** Names of the environments that have a table. */
  readonly environments: readonly string[];
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly string[];
}

/**
 * Reads a `flyway.toml`: `[flyway]` with everything below it, and `[environments.<name>]`. Tables of Flyway's other
 * programs are passed over, other ones are warned of.
 *
 * @param file the name to show to the user
 */
export function parseTomlEntries(text: string, file: string): TomlEntries {
  const { values, tables, problems } = parseTomlFile(text, file);
  const read = values.map((value) => readValue(value, file));
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    environments: tables.flatMap(([top, name]) => (top === 'environments' && name ? [name] : [])),
    problems: [...problems, ...read.flatMap(({ problem }) => problem ?? [])],
    warnings: [...new Set(read.flatMap(({ warning }) => warning ?? []))],
  };
}

/** Of Flyway Desktop and of the project as a whole; Flyway's command line passes over them. */
const strangers: readonly string[] = ['id', 'name', 'databaseType', 'flywayDesktop', 'redgateCompare'];

interface Reading {
  readonly entry?: SettingEntry;
  readonly problem?: ConfigurationProblem;
  readonly warning?: string;
}

function readValue({ path, value, line }: TomlValue, file: string): Reading {
  const [top = '', ...rest] = path;
  const problem = (message: string): Reading => ({ problem: { message, file, line } });
  if (top !== 'flyway' && top !== 'environments') {
    return strangers.includes(top) ? {} : { warning: strangerWarning(top, file, line) };
  }
  const written = path.join('.');
  const key = top === 'flyway' ? rest.join('.') : written;
  if (top === 'environments' && rest.length < 2)
    return problem(`${written} is no setting: write [environments.<name>] with url and user below it`);
  if (top === 'flyway' && isEnvironmentSetting(key))
    return problem(`${written} belongs into an environment: write ${key} below [environments.default]`);
  const mismatch = typeMismatch(key, value);
  if (mismatch) return problem(`${written} ${mismatch}`);
  const origin = { kind: 'file', file, line } as const;
  return { entry: { key, value: typeof value === 'string' ? value : value.join(','), origin } };
}

function strangerWarning(top: string, file: string, line: number): string {
  const nearest = nearestName(top, ['flyway', 'environments']);
  const hint = nearest ? `; did you mean ${nearest}?` : '';
  return `${file} line ${line} has no effect: settings stand in [flyway] and [environments.<name>]${hint}`;
}

/** Real Flyway stops at a list that is no array. */
function typeMismatch(key: string, value: TomlValue['value']): string | undefined {
  const setting = findSetting(key.replace(/^environments\.[^.]+\.(?:flyway\.)?/, ''));
  if (typeof value === 'string') return setting?.isList ? 'must be an array, as in ["a", "b"]' : undefined;
  if (setting && !setting.isList) return 'must be one value, not an array';
  return setting && value.some((part) => part.includes(',')) ? 'must have no comma inside a part' : undefined;
}
