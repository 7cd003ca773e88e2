import { basename } from 'node:path';
import type { Config } from '../config/config.ts';
import {
  ConfigurationError,
  RefusedError,
  ScriptError,
  type ConfigurationProblem,
  type ScriptProblem,
} from '../errors.ts';
import type { Callback, Migration, MigrationFiles, ScriptSettings } from '../model.ts';
import { mapConcurrently } from './concurrent.ts';
import { fileChecksums } from './file-checksums.ts';
import { findFiles, type FoundFile } from './find-files.ts';
import { keepTexts, type KeptTexts } from './kept-texts.ts';
import { parseName, type ParsedName } from './name.ts';
import { sortCallbacks, sortMigrations } from './order.ts';
import { runPlaceholders, scriptPlaceholders } from './run-placeholders.ts';
import { readText } from './read-text.ts';
import { defaultSettings, parseScriptSettings } from './script-settings.ts';
import type { Version } from '../version.ts';

/** The settings that tell which files are migrations, and what they are. */
export type DiscoverConfig = Pick<
  Config,
  | 'locations'
  | 'callbackLocations'
  | 'failOnMissingLocations'
  | 'encoding'
  | 'executeInTransaction'
  | 'prefixes'
  | 'validateMigrationNaming'
  | 'placeholders'
  | 'defaultSchema'
  | 'workingDirectory'
  | 'environmentName'
  | 'table'
> & { readonly connection: Pick<Config['connection'], 'user' | 'database'> };

export interface Discovery {
  readonly files: MigrationFiles;
  /** Whole sentences: what was passed over, and why. */
  readonly warnings: readonly string[];
}

type NamedFile = FoundFile & { readonly name: ParsedName };
type Understood = {
  readonly problems: readonly ScriptProblem[];
  readonly settingProblems: readonly ConfigurationProblem[];
} & ({ readonly migration: Migration } | { readonly callback: Callback } | object);

/**
 * Finds and reads all migrations and callbacks of the configured locations.
 *
 * @param started the beginning of the run, for `${flyway:timestamp}`; default now
 * @param texts that keep the texts of small files; default: they are read again
 * @throws RefusedError `ERROR` for a missing location under failOnMissingLocations, a name that fits no convention under
 *   validateMigrationNaming, a program named like a migration, and two callbacks of one name
 * @throws ConfigurationError with all problems of `.conf` files beside scripts
 * @throws ScriptError with all files that cannot be read or recorded, and repeatable ones with unknown placeholders
 * @throws DuplicateMigrationError
 */
export async function discover(
  config: DiscoverConfig,
  started = new Date(),
  texts = keepTexts(),
): Promise<Discovery> {
  const { files, missing, missingCallbacks } = findNamed(config);
  if (config.failOnMissingLocations && missing.length > 0)
    throw new RefusedError(
      'ERROR',
      `${missing.join('\n')}\nCreate what is missing, or correct flyway.locations.`,
    );
  const skipped = [...missing, ...missingCallbacks].map((message) => `${message}; skipped.`);
  const warnings = [...skipped, ...checkNames(files, config)];
  const confs = new Map(files.filter(({ path }) => path.endsWith('.conf')).map((file) => [file.path, file]));
  const run = runPlaceholders(config, started);
  const understood = await mapConcurrently(files.filter(isScript), (file) =>
    understand(file, confs.get(`${file.path}.conf`), config, run, texts),
  );
  throwProblems(understood);
  const migrations = understood.flatMap((each) => ('migration' in each ? [each.migration] : []));
  const callbacks = understood.flatMap((each) => ('callback' in each ? [each.callback] : []));
  return { files: { migrations: sortMigrations(migrations), callbacks: sortCallbacks(callbacks) }, warnings };
}

/** The files of all locations; callbacks only of their own locations, where there are any. */
function findNamed(config: DiscoverConfig) {
  const isCallback = ({ name }: NamedFile) => name.kind === 'callback' || name.kind === 'unserved';
  const named = (files: readonly FoundFile[]): readonly NamedFile[] =>
    files.map((file) => ({ ...file, name: parseName(basename(file.path), config.prefixes) }));
  const { files, missing } = findFiles(config.locations);
  if (config.callbackLocations.length === 0) return { files: named(files), missing, missingCallbacks: [] };
  const found = findFiles(config.callbackLocations);
  const callbacks = named(found.files).filter((file) => isCallback(file) || file.name.kind === 'unrelated');
  const migrations = named(files).filter((file) => !isCallback(file));
  return { files: [...migrations, ...callbacks], missing, missingCallbacks: found.missing };
}

/** @returns warnings about files whose names make them no migration. */
function checkNames(files: readonly NamedFile[], config: DiscoverConfig): string[] {
  const reasons = files.flatMap(({ name }) => (name.kind === 'invalid' ? [name.reason] : []));
  if (reasons.length > 0 && config.validateMigrationNaming) {
    throw new RefusedError(
      'ERROR',
      `Invalid SQL filenames found:\n${reasons.join('\n')}\nRename them, or take them out of the locations.`,
    );
  }
  const programs = files.flatMap(({ name, script }) => (name.kind === 'program' ? [script] : []));
  if (programs.length > 0) throw new RefusedError('ERROR', describePrograms(programs));
  const unserved = files.flatMap(({ name, script }) =>
    name.kind === 'unserved' ? [`${script} does not run: there is no event ${name.event} here.`] : [],
  );
  if (reasons.length === 0) return unserved;
  const count = reasons.length === 1 ? '1 file is' : `${reasons.length} files are`;
  const hint = 'Set validateMigrationNaming=true to fail then.';
  return [`${count} not run because of the name: ${reasons.join('; ')}. ${hint}`, ...unserved];
}

/** To pass over what Flyway runs would leave a schema that is none of its versions. */
function describePrograms(scripts: readonly string[]): string {
  const what = scripts.length === 1 ? 'a program' : 'programs';
  return (
    `Only Flyway runs ${what} as a migration or callback: ${scripts.join(', ')}. ` +
    'Write it as SQL, take it out of the locations, or run this schema with Flyway.'
  );
}

function isScript({ name }: NamedFile): boolean {
  return name.kind === 'versioned' || name.kind === 'repeatable' || name.kind === 'callback';
}

async function understand(
  file: NamedFile,
  conf: FoundFile | undefined,
  config: DiscoverConfig,
  run: ReadonlyMap<string, string>,
  texts: KeptTexts,
): Promise<Understood> {
  const { name, path, script } = file;
  const { settings, problems, settingProblems } = await readSettings(conf, config);
  if (name.kind === 'callback') {
    return {
      problems,
      settingProblems,
      callback: { event: name.event, description: name.description, script, path, settings },
    };
  }
  if (name.kind !== 'versioned' && name.kind !== 'repeatable') return { problems, settingProblems };
  const isReplaced = name.kind === 'repeatable' && settings.placeholderReplacement;
  const { placeholders } = config;
  const encoding = settings.encoding ?? config.encoding;
  const read = await fileChecksums(
    file,
    encoding,
    isReplaced
      ? { placeholders, values: scriptPlaceholders(run, placeholders.separator, basename(path)) }
      : undefined,
    texts,
  );
  if ('problem' in read) return { problems: [...problems, read.problem], settingProblems };
  const common = { script, path, settings };
  const { category, description } = name;
  if (name.kind === 'versioned') {
    const { version } = name;
    return {
      problems: [...problems, ...tooLong(version, file)],
      settingProblems,
      migration: { category, version, description, checksum: read.written, ...common },
    };
  }
  return {
    problems: [...problems, ...read.problems.map((problem) => ({ path, script, ...problem }))],
    settingProblems,
    migration: {
      category,
      description,
      checksum: read.replaced,
      equivalentChecksum: read.written,
      ...common,
    },
  };
}

/** What the columns of the history cannot hold; Flyway runs such a script and then fails to record it. */
function tooLong({ text }: Version, { path, script }: FoundFile): readonly ScriptProblem[] {
  if (text.length <= versionLength) return [];
  const message = `The version has ${text.length} characters, of which the history holds ${versionLength}; shorten it.`;
  return [{ path, script, message }];
}

const versionLength = 50;

interface ReadSettings {
  readonly settings: ScriptSettings;
  readonly problems: readonly ScriptProblem[];
  readonly settingProblems: readonly ConfigurationProblem[];
}

async function readSettings(conf: FoundFile | undefined, config: DiscoverConfig): Promise<ReadSettings> {
  const { executeInTransaction, placeholders } = config;
  const defaults = defaultSettings({
    executeInTransaction,
    placeholderReplacement: placeholders.replacement,
  });
  if (!conf) return { settings: defaults, problems: [], settingProblems: [] };
  const read = await readText(conf, config.encoding);
  if ('problem' in read) return { settings: defaults, problems: [read.problem], settingProblems: [] };
  const { settings, problems } = parseScriptSettings(read.text, conf.path, defaults);
  return { settings, problems: [], settingProblems: problems };
}

function throwProblems(understood: readonly Understood[]): void {
  const settingProblems = understood.flatMap((each) => each.settingProblems);
  if (settingProblems.length > 0) throw new ConfigurationError(settingProblems);
  const problems = understood.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ScriptError(problems);
}
