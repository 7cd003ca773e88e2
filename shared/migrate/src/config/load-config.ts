import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, type ConfigurationProblem } from '../errors.ts';
import { buildConfig, type ConfigInput, type LoadedConfig } from './build-config.ts';
import { codeOf, readConfigFiles, type ConfigFiles } from './config-files.ts';
import { findCharset } from './charsets.ts';
import type { SettingEntry } from './entry.ts';
import { parseEnvFile } from './env-file.ts';
import { environmentEntries, tomlVariableEntries, type Environment } from './environment.ts';
import { chooseEnvironment, type ChosenEntries } from './environments.ts';
import { buildFileConfig, type FileConfig } from './file-config.ts';
import { withPasswordVariables, type PasswordVariables } from './password-variables.ts';
import { splitList } from './setting.ts';

/** Where a run gets its configuration from. */
export interface ConfigSources {
  /** From flags: `{ key: 'table', value: 'schema_version' }`. */
  readonly settings?: readonly { readonly key: string; readonly value: string }[];
  /** `process.env`, or what stands for it. */
  readonly environment: Environment;
  /** What relative paths start from. */
  readonly workingDirectory: string;
  /** `.conf` or TOML files, the strongest last; `-` is standard input. */
  readonly configFiles?: readonly string[];
  /** Of `.conf` files; FLYWAY_CONFIG_FILE_ENCODING wins over it, as in Flyway. Default UTF-8. */
  readonly configFileEncoding?: string;
  /** A file of variables; the environment wins over it. */
  readonly envFile?: string;
}

/**
 * Reads the whole configuration: defaults < `flyway.toml` and `flyway.user.toml`, or `flyway.conf`, of the working
 * directory < the files of FLYWAY_CONFIG_FILES < `configFiles` < FLYWAY_* variables < flags, as Flyway does. Flyway
 * also looks into its own installation and the home directory, which would make a run depend on whose machine it is;
 * these are not read.
 *
 * @throws ConfigurationError with every problem at once
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const { input, warnings } = readSources(sources, withPasswordVariables);
  const loaded = buildConfig(input);
  return { ...loaded, warnings: [...warnings, ...loaded.warnings] };
}

/**
 * The part of the configuration that is about files, for commands that need no database: everything else in the same
 * sources may be missing, and a variable without a value does no harm.
 *
 * @throws ConfigurationError with every problem at once
 */
export function loadFileConfig(sources: ConfigSources): FileConfig {
  return buildFileConfig(readSources(sources, withoutPasswords).input);
}

interface ReadSources {
  readonly input: ConfigInput;
  readonly warnings: readonly string[];
}

/** Commands that need no database need no password: none is read, and no command runs. */
function withoutPasswords(file: Environment, process: Environment): PasswordVariables {
  return { environment: { ...file, ...process }, problems: [] };
}

function readSources(sources: ConfigSources, join: typeof withPasswordVariables): ReadSources {
  const workingDirectory = path.resolve(sources.workingDirectory);
  const envFile = readEnvFile(sources.envFile, workingDirectory);
  const { environment, problems } = join(envFile.variables, sources.environment, workingDirectory);
  const written = environment['FLYWAY_CONFIG_FILE_ENCODING'] ?? sources.configFileEncoding ?? 'UTF-8';
  const encoding = findCharset(written);
  const files = readConfigFiles({
    workingDirectory,
    environment,
    byVariable: splitList(environment['FLYWAY_CONFIG_FILES'] ?? ''),
    byFlag: sources.configFiles ?? [],
    encoding: encoding ?? 'utf-8',
  });
  const chosen = inEnvironment(files, environment, sources.settings ?? []);
  const input: ConfigInput = {
    entries: chosen.entries,
    entryProblems: chosen.problems,
    workingDirectory,
    environmentName: chosen.name,
    environment,
    passwordProblems: problems,
    readCertificate: (file) => readFileSync(path.resolve(workingDirectory, file), 'utf8'),
    problems: [
      ...envFile.problems,
      ...(encoding ? [] : [{ message: 'configFileEncoding must be a character set, as in UTF-8' }]),
      ...files.problems,
    ],
  };
  return { input, warnings: files.warnings };
}

/** All entries, the weakest first; without TOML files there are environments too, made by flags and variables. */
function inEnvironment(
  { format, entries, environments }: ConfigFiles,
  environment: Environment,
  settings: NonNullable<ConfigSources['settings']>,
): ChosenEntries {
  const flags = settings.map(({ key, value }): SettingEntry => ({ key, value, origin: { kind: 'flag' } }));
  const knowsEnvironments = format === 'toml' || entries.length === 0;
  const all = [
    ...entries,
    ...(knowsEnvironments ? tomlVariableEntries(environment) : []),
    ...environmentEntries(environment),
    ...flags,
  ];
  return knowsEnvironments
    ? chooseEnvironment(all, environments)
    : { name: 'default', entries: all, problems: [] };
}

/** A file of variables, as far as it can be read. */
export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads the file of `-envFile=`. Without the file nothing else can be judged: its variables would all be reported as unset.
 *
 * @throws ConfigurationError when there is no such file
 */
export function readEnvFile(file: string | undefined, workingDirectory: string): EnvFile {
  if (file === undefined) return { variables: {}, problems: [] };
  try {
    return parseEnvFile(readFileSync(path.resolve(workingDirectory, file), 'utf8'), file);
  } catch (error) {
    const message = `the file of -envFile= cannot be read (${codeOf(error)}): create it or leave -envFile= out`;
    throw new ConfigurationError([{ message, file }]);
  }
}
