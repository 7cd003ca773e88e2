import path from 'node:path';
import { ConfigurationError, type ConfigurationProblem } from '../errors.ts';
import { buildConnection } from './build-connection.ts';
import type { Config } from './config.ts';
import { deploymentOf, evidenceOf } from './evidence-settings.ts';
import type { Environment } from './environment.ts';
import { writtenName, type EntryProblem, type SettingEntry } from './entry.ts';
import type { InfoFilter } from './info-filter.ts';
import { resolveLocation } from './locations.ts';
import { readSettings, type ReadSettings } from './read-settings.ts';
import type { SettingValues } from './settings.ts';

/** What a configuration is made of. */
export interface ConfigInput {
  /** In order of precedence, the weakest first: conf files in their order, environment, flags. */
  readonly entries: readonly SettingEntry[];
  /** Absolute folder that relative paths start from. */
  readonly workingDirectory: string;
  /** Text of a PEM file; may throw, which becomes a problem. */
  readonly readCertificate: (file: string) => string;
  /** The chosen one of flyway.toml; default: `default`. */
  readonly environmentName?: string;
  /** For `${env.NAME}`; default: no variables. */
  readonly environment?: Environment;
  /** Found before, as a conf file that is missing; thrown together with the others. */
  readonly problems?: readonly ConfigurationProblem[];
  /** Of passwords that a variable's file or command should give; grows while settings are read. */
  readonly passwordProblems?: readonly ConfigurationProblem[];
  /** Found before, with entries; told in the order of the entries. */
  readonly entryProblems?: readonly EntryProblem[];
}

/** A configuration, and what of its sources has no effect. */
export interface LoadedConfig {
  readonly config: Config;
  /** Whole sentences: settings of paid editions, unknown URL parameters. Never a value. */
  readonly warnings: readonly string[];
}

/**
 * Turns entries into a `Config`.
 *
 * @throws ConfigurationError with every problem there is, by source (files in order, environment, flags) and line
 */
export function buildConfig(input: ConfigInput): LoadedConfig {
  const { entries, workingDirectory, readCertificate } = input;
  const read = readSettings(entries, input.environment);
  const connection = buildConnection(read, readCertificate);
  const locations = buildLocations(read, workingDirectory);
  const callbackLocations = buildLocations(read, workingDirectory, 'callbackLocations');
  const problems = [
    ...(input.problems ?? []),
    ...(input.passwordProblems ?? []),
    ...sorted(
      [
        ...(input.entryProblems ?? []),
        ...read.problems,
        ...connection.problems.filter(({ entry }) => entry ?? sourcesAreWhole(input)),
        ...locations.problems,
        ...reservedPlaceholders(read),
        ...callbackLocations.problems,
      ],
      entries,
    ),
  ];
  if (problems.length > 0 || !('built' in connection)) throw new ConfigurationError(problems);
  const config: Config = {
    ...connection.built,
    ...plainSettings(read.values),
    ...dryRunOutput(read.values, workingDirectory),
    workingDirectory,
    environmentName: input.environmentName ?? 'default',
    locations: locations.folders,
    callbackLocations: callbackLocations.folders,
    prefixes: prefixesOf(read.values),
    placeholders: placeholdersOf(read),
    infoFilter: infoFilterOf(read.values),
    environment: environmentOf(entries),
    evidence: evidenceOf(read.values, environmentOf(entries), workingDirectory),
    deployment: deploymentOf(read.values),
    planHash: read.values.planHash,
  };
  return { config, warnings: [...read.warnings, ...connection.warnings] };
}

/** Whether a setting that is missing is really missing, and does not stand in what could not be read. */
function sourcesAreWhole({ problems = [], entryProblems = [] }: ConfigInput): boolean {
  return problems.length + entryProblems.length === 0;
}

/** Names that Flyway keeps for its own placeholders. */
function reservedPlaceholders({ values, winners }: ReadSettings): readonly EntryProblem[] {
  const reserved = `flyway${values.placeholderSeparator}`;
  return [...winners.values()]
    .filter(({ key }) => key.toLowerCase().startsWith(`placeholders.${reserved.toLowerCase()}`))
    .map((entry) => ({
      entry,
      message: `${writtenName(entry)}: names that begin with ${reserved} are kept for built-in placeholders; choose another`,
    }));
}

interface Locations {
  readonly folders: readonly string[];
  readonly problems: readonly EntryProblem[];
}

/** The locations' folders, and what is wrong with the others. */
export function buildLocations(
  { values, winners }: ReadSettings,
  workingDirectory: string,
  name: 'locations' | 'callbackLocations' = 'locations',
): Locations {
  const entry = winners.get(name);
  const folders: string[] = [];
  const problems: EntryProblem[] = [];
  for (const location of values[name]) {
    const resolved = resolveLocation(location, workingDirectory);
    if ('folder' in resolved) folders.push(resolved.folder);
    else if (entry) problems.push({ entry, message: `${writtenName(entry)}: ${resolved.problem}` });
  }
  return { folders, problems };
}

function dryRunOutput(
  { dryRunOutput: written }: SettingValues,
  workingDirectory: string,
): Pick<Config, 'dryRunOutput'> {
  if (!written) return {};
  return { dryRunOutput: written === '-' ? written : path.resolve(workingDirectory, written) };
}

/** In the order of the entries; what no entry was written for comes last. */
export function sorted(
  problems: readonly EntryProblem[],
  entries: readonly SettingEntry[],
): readonly ConfigurationProblem[] {
  const rank = ({ entry }: EntryProblem) => (entry ? entries.indexOf(entry) : entries.length);
  return problems
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ message, entry }) =>
      entry?.origin.kind === 'file'
        ? { message, file: entry.origin.file, line: entry.origin.line }
        : { message },
    );
}

/**
 * The marker of the configuration files stands: a variable or a flag can make a run a production one, but not take
 * the protection away.
 */
function environmentOf(entries: readonly SettingEntry[]): Config['environment'] {
  const markers = entries.filter(({ key }) => key.toLowerCase() === 'placeholders.environment');
  const deciding = [markers.at(-1), markers.findLast(({ origin }) => origin.kind === 'file')];
  return deciding.some((entry) => entry?.value.trim().toLowerCase() === 'production')
    ? 'production'
    : 'other';
}

/** How the settings say that files are named. */
export function prefixesOf(values: SettingValues): Config['prefixes'] {
  return {
    versioned: values.sqlMigrationPrefix,
    undo: values.undoSqlMigrationPrefix,
    repeatable: values.repeatableSqlMigrationPrefix,
    baseline: values.baselineMigrationPrefix,
    separator: values.sqlMigrationSeparator,
    suffixes: values.sqlMigrationSuffixes,
  };
}

function placeholdersOf({ values, placeholders }: ReadSettings): Config['placeholders'] {
  return {
    replacement: values.placeholderReplacement,
    prefix: values.placeholderPrefix,
    suffix: values.placeholderSuffix,
    separator: values.placeholderSeparator,
    values: placeholders,
  };
}

function infoFilterOf(values: SettingValues): InfoFilter {
  const { infoSinceDate, infoUntilDate, infoSinceVersion, infoUntilVersion, infoOfState } = values;
  return {
    states: infoOfState,
    ...(infoSinceDate !== undefined && { sinceDate: infoSinceDate }),
    ...(infoUntilDate !== undefined && { untilDate: infoUntilDate }),
    ...(infoSinceVersion && { sinceVersion: infoSinceVersion }),
    ...(infoUntilVersion && { untilVersion: infoUntilVersion }),
  };
}

/** Settings that go into the `Config` as they are. Empty texts count as not set, as in Flyway. */
function plainSettings(values: SettingValues) {
  const { createSchemas, table, failOnMissingLocations, encoding, baselineVersion, baselineDescription } =
    values;
  const { baselineOnMigrate, validateOnMigrate, validateMigrationNaming, outOfOrder, target } = values;
  const {
    executeInTransaction,
    group,
    mixed,
    cleanDisabled,
    skipDefaultCallbacks,
    skipExecutingMigrations,
    ignoreMigrationPatterns,
  } = values;
  return {
    createSchemas,
    table,
    failOnMissingLocations,
    encoding: values.detectEncoding ? 'detect' : encoding,
    baselineVersion,
    baselineDescription,
    baselineOnMigrate,
    validateOnMigrate,
    validateMigrationNaming,
    outOfOrder,
    target,
    executeInTransaction,
    group,
    mixed,
    cleanDisabled,
    skipDefaultCallbacks,
    skipExecutingMigrations,
    ignoreMigrationPatterns,
    lockTimeout: values.lockTimeout,
    confirm: values.confirm,
    engine: { name: values.engine, timeout: values.engineTimeout, install: values.engineInstall },
    outputQueryResults: values.outputQueryResults,
    ...(values.installedBy ? { installedBy: values.installedBy } : {}),
    ...(values.initSql ? { initSql: values.initSql } : {}),
  };
}
