import { ConfigurationError } from '../errors.ts';
import { buildLocations, prefixesOf, sorted, type ConfigInput } from './build-config.ts';
import type { Config } from './config.ts';
import { readSettings } from './read-settings.ts';
import type { SettingName } from './settings.ts';

/** What of a configuration is about files: all that commands without a database need. */
export type FileConfig = Pick<Config, 'locations' | 'encoding' | 'prefixes' | 'outOfOrder'>;

/** Settings that a `FileConfig` is made of. */
const names: ReadonlySet<string> = new Set<SettingName>([
  'locations',
  'encoding',
  'detectEncoding',
  'outOfOrder',
  'sqlMigrationPrefix',
  'undoSqlMigrationPrefix',
  'repeatableSqlMigrationPrefix',
  'baselineMigrationPrefix',
  'sqlMigrationSeparator',
  'sqlMigrationSuffixes',
]);

/**
 * Turns the entries that are about files into a `FileConfig`; others are not looked at.
 *
 * @throws ConfigurationError with every problem of these, and those of the sources as a whole
 */
export function buildFileConfig(input: ConfigInput): FileConfig {
  const { entries, workingDirectory, problems = [], entryProblems = [] } = input;
  const own = entries.filter(({ key }) => names.has(key));
  const read = readSettings(own, input.environment);
  const ofOwn = entryProblems.filter(({ entry }) => entry && own.includes(entry));
  const { folders, problems: ofLocations } = buildLocations(read, workingDirectory);
  const all = [...problems, ...sorted([...ofOwn, ...read.problems, ...ofLocations], own)];
  if (all.length > 0) throw new ConfigurationError(all);
  const { encoding, detectEncoding, outOfOrder } = read.values;
  return {
    locations: folders,
    encoding: detectEncoding ? 'detect' : encoding,
    outOfOrder,
    prefixes: prefixesOf(read.values),
  };
}
