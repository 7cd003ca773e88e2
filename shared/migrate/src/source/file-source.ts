import type { Callback, CallbackScript, Migration, Script } from '../model.ts';
import { ScriptError } from '../errors.ts';
import { mapConcurrently } from './concurrent.ts';
import { keepTexts } from './kept-texts.ts';
import { discover, type DiscoverConfig, type Discovery } from './discover.ts';
import { loadCallbackScripts, loadMigrationScripts, type LoadConfig } from './load-script.ts';

/** Where a command has the files of a project from. */
export interface FileSource {
  /** The beginning of the run, for `${flyway:timestamp}`. */
  readonly started: Date;
  /** See {@link discover}. */
  readonly discover: (config: DiscoverConfig) => Promise<Discovery>;
  /** See {@link loadMigrationScripts}. */
  readonly migrations: Load<Migration, Script>;
  /** See {@link loadCallbackScripts}. */
  readonly callbacks: Load<Callback, CallbackScript>;
}

/**
 * Reads the files for one command.
 *
 * @param largeFrom see `readSmall`
 */
export function ownFiles(largeFrom?: number): FileSource {
  const started = new Date();
  const texts = keepTexts(largeFrom);
  return {
    started,
    discover: (config) => discover(config, started, texts),
    migrations: (files, config, longestStatement) =>
      loadMigrationScripts(files, config, started, { longestStatement, texts }),
    callbacks: (files, config, longestStatement) =>
      loadCallbackScripts(files, config, started, { longestStatement, texts }),
  };
}

/**
 * Reads the files of one project once for the commands of many databases, whose configurations MUST differ in the
 * database alone. A file into which a database's own name was written for a placeholder is read for each of them.
 */
export function sharedFiles(): FileSource {
  const own = ownFiles();
  const migrations = sharing(own.migrations);
  const callbacks = sharing(own.callbacks);
  let found: Promise<Discovery> | undefined;
  return {
    started: own.started,
    discover: async (config) => {
      found ??= own.discover(config);
      const discovery = await found;
      return mayVary(discovery) ? own.discover(config) : discovery;
    },
    migrations,
    callbacks,
  };
}

/** Of a repeatable migration with placeholders the checksum may be another in each database. */
function mayVary({ files }: Discovery): boolean {
  return files.migrations.some(
    ({ checksum, equivalentChecksum }) => equivalentChecksum !== undefined && equivalentChecksum !== checksum,
  );
}

/** A file, read and split. */
type Loaded = Pick<Script, 'statements'>;
/** @param longestStatement see `LoadOptions` */
type Load<File, Script> = (
  files: readonly File[],
  config: LoadConfig,
  longestStatement?: number,
) => Promise<readonly Script[]>;

/** Keeps what was read, by path and checksum, unless it holds something of the one database it was read for. */
function sharing<File extends Migration | Callback, Script extends Loaded>(
  load: Load<File, Script>,
): Load<File, Script> {
  const kept = new Map<string, Promise<{ readonly script: Script; readonly isCommon: boolean }>>();
  const one = async (file: File, config: LoadConfig, longest: number | undefined): Promise<Script> => {
    const [script] = await load([file], config, longest);
    if (!script) throw new Error(`unreachable: ${file.path} gave no script`);
    return script;
  };
  const loadOne = async (file: File, config: LoadConfig, longest: number | undefined): Promise<Script> => {
    const key = `${'checksum' in file ? file.checksum : ''}:${file.path}`;
    const known = kept.get(key);
    if (known) {
      const { script, isCommon } = await known;
      return isCommon ? script : one(file, config, longest);
    }
    const loading = one(file, config, longest).then((script) => ({
      script,
      isCommon: !namesDatabase(script, config),
    }));
    kept.set(key, loading);
    // The next one reads again, and says again what is wrong.
    loading.catch(() => kept.delete(key));
    return (await loading).script;
  };
  return async (files, config, longest) => {
    const loaded = await mapConcurrently(files, (file) => settle(() => loadOne(file, config, longest)));
    const problems = loaded.flatMap((each) => ('problems' in each ? each.problems : []));
    if (problems.length > 0) throw new ScriptError(problems);
    return loaded.flatMap((each) => ('script' in each ? [each.script] : []));
  };
}

/** The problems of all files are told together. */
async function settle<Script>(load: () => Promise<Script>) {
  try {
    return { script: await load() };
  } catch (error) {
    if (error instanceof ScriptError) return { problems: error.problems };
    throw error;
  }
}

function namesDatabase(
  { statements }: Loaded,
  { defaultSchema, connection }: Pick<LoadConfig, 'defaultSchema' | 'connection'>,
): boolean {
  const own = [defaultSchema, connection.database];
  // The text of a statement of a large file is read when it is asked for.
  return statements.some((statement) =>
    (statement.replaced ?? []).some(({ at, length }) => own.includes(statement.text.slice(at, at + length))),
  );
}
