import { basename } from 'node:path';
import type { Config } from '../config/config.ts';
import { ScriptError, type ScriptProblem } from '../errors.ts';
import type { Callback, CallbackScript, Migration, Script, Statements } from '../model.ts';
import { checkFile, type CheckRules } from './check-file.ts';
import { checksum } from './checksum.ts';
import { mapConcurrently } from './concurrent.ts';
import type { FoundFile } from './find-files.ts';
import { keepTexts, type KeptTexts } from './kept-texts.ts';
import { replacePlaceholders } from './placeholders.ts';
import { runPlaceholders, scriptPlaceholders, type BuiltInSettings } from './run-placeholders.ts';
import type { Chunk } from './position.ts';
import { changedMessage } from './read-text.ts';
import { Splitter } from './splitter.ts';

export type LoadConfig = BuiltInSettings & Pick<Config, 'encoding'>;

/** What else files are loaded with. */
export interface LoadOptions {
  /** Bytes of the longest statement that the server takes, past which one of a large file is not kept; absent where none is asked. */
  readonly longestStatement?: number | undefined;
  /** The texts that are known already; default: all are read. */
  readonly texts?: KeptTexts;
}

/** The statements of one file, or why it cannot be run as it stands. */
interface LoadedText {
  readonly statements: Statements;
  readonly problems: readonly ScriptProblem[];
}

/**
 * Reads and splits migrations, in their order.
 *
 * @param started the beginning of the run, for `${flyway:timestamp}`; default now
 * @throws ScriptError with the problems of all files: unreadable, changed since they were discovered, unknown
 *   placeholders, quotes, comments and blocks that are not closed; in large files statements longer than the server takes
 */
export async function loadMigrationScripts(
  migrations: readonly Migration[],
  config: LoadConfig,
  started = new Date(),
  options: LoadOptions = {},
): Promise<readonly Script[]> {
  const loaded = await loadAll(migrations, config, started, options);
  return loaded.map(({ file, statements }) => ({ migration: file, statements }));
}

/** The same for callbacks. */
export async function loadCallbackScripts(
  callbacks: readonly Callback[],
  config: LoadConfig,
  started = new Date(),
  options: LoadOptions = {},
): Promise<readonly CallbackScript[]> {
  const loaded = await loadAll(callbacks, config, started, options);
  return loaded.map(({ file, statements }) => ({ callback: file, statements }));
}

/**
 * The statements of `initSql`, placeholders replaced.
 *
 * @throws ScriptError with the problems
 */
export function initStatements(
  config: LoadConfig & Pick<Config, 'initSql'>,
  started: Date,
): readonly string[] {
  if (!config.initSql) return [];
  const file = { path: 'initSql', script: 'initSql' };
  const values = runPlaceholders(config, started);
  const read = splitScript(
    file,
    config.initSql,
    config.placeholders,
    config.placeholders.replacement ? values : undefined,
  );
  if (read.problems.length > 0) throw new ScriptError(read.problems);
  return read.statements.flatMap(({ text }) => text);
}

/**
 * Replaces placeholders and splits.
 *
 * @param values undefined when placeholders stay as they are
 */
function splitScript(
  { path, script }: FoundFile,
  source: string,
  placeholders: Pick<Config['placeholders'], 'prefix' | 'suffix'>,
  values: ReadonlyMap<string, string> | undefined,
): LoadedText {
  const replaced = values
    ? replacePlaceholders(source, placeholders, values)
    : { ...unreplaced(source), problems: [] };
  const splitter = new Splitter();
  const statements = [...splitter.feed(replaced), ...splitter.finish()];
  const problems = [...replaced.problems, ...splitter.problems].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return { statements, problems: problems.map((problem) => ({ path, script, ...problem })) };
}

async function loadAll<File extends Migration | Callback>(
  files: readonly File[],
  config: LoadConfig,
  started: Date,
  options: LoadOptions,
) {
  const run = runPlaceholders(config, started);
  const loaded = await mapConcurrently(files, async (file) => ({
    file,
    ...(await load(file, config, run, options)),
  }));
  const problems = loaded.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ScriptError(problems);
  return loaded;
}

async function load(
  file: Migration | Callback,
  config: LoadConfig,
  run: ReadonlyMap<string, string>,
  { longestStatement, texts = keepTexts() }: LoadOptions,
): Promise<LoadedText> {
  const { path, settings } = file;
  const { placeholders } = config;
  const values = settings.placeholderReplacement
    ? scriptPlaceholders(run, placeholders.separator, basename(path))
    : undefined;
  const encoding = settings.encoding ?? config.encoding;
  const read = await texts.take(file, encoding);
  if (read === 'large') return loadLarge(file, { encoding, placeholders, values, longestStatement });
  if ('problem' in read) return { statements: [], problems: [read.problem] };
  if (isChanged(file, checksum(read.text))) return changed(file);
  return splitScript(file, read.text, placeholders, values);
}

async function loadLarge(file: Migration | Callback, rules: CheckRules): Promise<LoadedText> {
  const { statements, problems, checksum: found } = await checkFile(file, rules);
  return found !== undefined && isChanged(file, found) ? changed(file) : { statements, problems };
}

function isChanged(file: Migration | Callback, found: number): boolean {
  return 'checksum' in file && found !== (file.equivalentChecksum ?? file.checksum);
}

function changed({ path, script }: FoundFile): LoadedText {
  return { statements: [], problems: [{ path, script, message: changedMessage }] };
}

function unreplaced(source: string): Chunk {
  return { source, text: source, edits: [] };
}
