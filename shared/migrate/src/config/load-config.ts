import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, type ConfigurationProblem } from '../errors.ts';
import { buildConfig, type LoadedConfig } from './build-config.ts';
import { parseConfFile, type ConfFile } from './conf-file.ts';
import type { SettingEntry } from './entry.ts';
import { parseEnvFile } from './env-file.ts';
import { environmentEntries, type Environment } from './environment.ts';
import { splitList } from './setting.ts';

/** Where a run gets its configuration from. */
export interface ConfigSources {
  /** From flags: `{ key: 'table', value: 'schema_version' }`. */
  readonly settings?: readonly { readonly key: string; readonly value: string }[];
  /** `process.env`, or what stands for it. */
  readonly environment: Environment;
  /** What relative paths start from. */
  readonly workingDirectory: string;
  /** `.conf` files, the strongest last. */
  readonly configFiles?: readonly string[];
  /** A file of variables; the environment wins over it. */
  readonly envFile?: string;
}

/**
 * Reads the whole configuration: defaults < `flyway.conf` of the working directory, when there is one < the files of
 * FLYWAY_CONFIG_FILES < `configFiles` < FLYWAY_* variables < flags, as Flyway does. Flyway also looks into its own
 * installation and the home directory, which would make a run depend on whose machine it is; these are not read.
 *
 * @throws ConfigurationError with every problem at once
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const workingDirectory = path.resolve(sources.workingDirectory);
  const envFile = readEnvFile(sources.envFile, workingDirectory);
  const environment = { ...envFile.variables, ...sources.environment };
  const files = listConfFiles(sources, environment, workingDirectory).map((file) =>
    readConfFile(file, workingDirectory, environment),
  );
  const flags = (sources.settings ?? []).map(({ key, value }): SettingEntry => ({
    key,
    value,
    origin: { kind: 'flag' },
  }));
  const loaded = buildConfig({
    entries: [...files.flatMap(({ entries }) => entries), ...environmentEntries(environment), ...flags],
    workingDirectory,
    readCertificate: (file) => readFileSync(path.resolve(workingDirectory, file), 'utf8'),
    problems: [...envFile.problems, ...files.flatMap(({ problems }) => problems)],
  });
  return { ...loaded, warnings: [...files.flatMap(({ warnings }) => warnings), ...loaded.warnings] };
}

interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: readonly ConfigurationProblem[];
}

/** Without the file nothing else can be judged: its variables would all be reported as unset. */
function readEnvFile(file: string | undefined, workingDirectory: string): EnvFile {
  if (file === undefined) return { variables: {}, problems: [] };
  try {
    return parseEnvFile(readFileSync(path.resolve(workingDirectory, file), 'utf8'), file);
  } catch (error) {
    const message = `the file of -envFile= cannot be read (${codeOf(error)}): create it or leave -envFile= out`;
    throw new ConfigurationError([{ message, file }]);
  }
}

function listConfFiles(
  sources: ConfigSources,
  environment: Environment,
  workingDirectory: string,
): readonly string[] {
  const named = [...splitList(environment['FLYWAY_CONFIG_FILES'] ?? ''), ...(sources.configFiles ?? [])];
  const standard = path.join(workingDirectory, 'flyway.conf');
  const isNamed = named.some((file) => path.resolve(workingDirectory, file) === standard);
  return isNamed || !existsSync(standard) ? named : ['flyway.conf', ...named];
}

interface ReadFile extends Pick<ConfFile, 'entries'> {
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly string[];
}

function readConfFile(file: string, workingDirectory: string, environment: Environment): ReadFile {
  if (file.toLowerCase().endsWith('.toml')) {
    return failed(file, 'TOML files are not supported yet; give a .conf file');
  }
  try {
    const text = readFileSync(path.resolve(workingDirectory, file), 'utf8');
    const { entries, strangers } = parseConfFile(text, file, environment);
    const warnings = strangers.map(
      ({ line }) => `${file} line ${line} has no effect: settings start with flyway.`,
    );
    return { entries, problems: [], warnings };
  } catch (error) {
    return failed(
      file,
      `the configuration file cannot be read (${codeOf(error)}): create it or leave it out`,
    );
  }
}

function failed(file: string, message: string): ReadFile {
  return { entries: [], problems: [{ message, file }], warnings: [] };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
