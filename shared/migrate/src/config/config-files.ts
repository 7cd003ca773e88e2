import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigurationProblem } from '../errors.ts';
import { decodeText } from './charsets.ts';
import { parseConfFile } from './conf-file.ts';
import type { SettingEntry } from './entry.ts';
import type { Environment } from './environment.ts';
import { parseTomlEntries } from './toml-entries.ts';

/** The configuration files of a run, in their order, the strongest last. */
export interface ConfigFiles {
  /** TOML files know environments and nest their settings; `.conf` files do not. Never both. */
  readonly format: 'conf' | 'toml';
  readonly entries: readonly SettingEntry[];
  /** Names of environments that a TOML file has. */
  readonly environments: readonly string[];
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly string[];
}

/** Which files are read, and how. */
export interface ConfigFileSources {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly environment: Environment;
  /** Of FLYWAY_CONFIG_FILES. */
  readonly byVariable: readonly string[];
  /** Of `-configFiles=`. */
  readonly byFlag: readonly string[];
  /** Of `.conf` files; TOML is always UTF-8. */
  readonly encoding: string;
}

/**
 * Reads `flyway.toml` and `flyway.user.toml`, or `flyway.conf`, of the working directory and behind them the files
 * that were named. As in Flyway the first place that has files decides for TOML or `.conf`: the flag, then the
 * variable, then the working directory, where TOML wins. TOML and `.conf` in one place are a problem.
 */
export function readConfigFiles(sources: ConfigFileSources): ConfigFiles {
  const { workingDirectory, byVariable, byFlag } = sources;
  const standard = standardNames.filter((name) => existsSync(path.join(workingDirectory, name)));
  const decisive = [byFlag, byVariable].find((files) => files.length > 0) ?? [];
  const mixed = decisive.some(isToml) && decisive.some((file) => !isToml(file));
  if (mixed) return { format: 'toml', ...nothing, problems: [{ message: describeMixed(decisive) }] };
  const format = (decisive[0] ?? standard[0] ?? '').endsWith('.toml') ? 'toml' : 'conf';
  const fits = (file: string) => isToml(file) === (format === 'toml');
  const named = [...byVariable.filter(fits), ...byFlag];
  const isNamed = (name: string) =>
    named.some((file) => path.resolve(workingDirectory, file) === path.join(workingDirectory, name));
  const read = [...standard.filter((name) => fits(name) && !isNamed(name)), ...named].map((file) =>
    readFile(file, sources),
  );
  const unread = standard.filter((name) => !fits(name)).map((name) => describeUnread(name, format));
  return {
    format,
    entries: read.flatMap(({ entries }) => entries),
    environments: read.flatMap(({ environments }) => environments),
    problems: read.flatMap(({ problems }) => problems),
    warnings: [...unread, ...read.flatMap(({ warnings }) => warnings)],
  };
}

const standardNames = ['flyway.toml', 'flyway.user.toml', 'flyway.conf'] as const;

const nothing = { entries: [], environments: [], problems: [], warnings: [] } as const;

function isToml(file: string): boolean {
  return file.endsWith('.toml');
}

function describeMixed(files: readonly string[]): string {
  return `TOML and .conf files cannot be combined: ${files.join(', ')}; name files of one kind`;
}

function describeUnread(name: string, format: ConfigFiles['format']): string {
  return `${name} is not read: ${format === 'toml' ? 'TOML files take its place' : '.conf files were named'}`;
}

function readFile(file: string, sources: ConfigFileSources): Omit<ConfigFiles, 'format'> {
  const { workingDirectory, environment, encoding } = sources;
  try {
    const bytes = readFileSync(file === '-' ? 0 : path.resolve(workingDirectory, file));
    const text = decodeText(bytes, isToml(file) ? 'utf-8' : encoding);
    if (text === undefined) return failed(file, `the file is not ${isToml(file) ? 'UTF-8' : encoding} text`);
    if (isToml(file)) return parseTomlEntries(text, file);
    const { entries, strangers } = parseConfFile(text, file, environment);
    const warnings = strangers.map(
      ({ line }) => `${file} line ${line} has no effect: settings start with flyway.`,
    );
    return { ...nothing, entries, warnings };
  } catch (error) {
    return failed(
      file,
      `the configuration file cannot be read (${codeOf(error)}): create it or leave it out`,
    );
  }
}

function failed(file: string, message: string): Omit<ConfigFiles, 'format'> {
  return { ...nothing, problems: [{ message, file }] };
}

/** `ENOENT` and the like. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
