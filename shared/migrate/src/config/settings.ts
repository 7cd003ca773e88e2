import { parseVersion, requireVersion, type Version } from '../version.ts';
import { findCharset, type Charset } from './charsets.ts';
import type { EngineConfig, IgnorePattern, Target } from './config.ts';
import { parseIgnorePattern } from './ignore-patterns.ts';
import { moment, stateList } from './info-filter.ts';
import {
  filledList,
  filledText,
  flag,
  integer,
  list,
  splitList,
  text,
  type Parsed,
  type Setting,
} from './setting.ts';
import { parseTarget } from './target.ts';

/**
 * Every setting that the engine honours. One table for `.conf` files (`flyway.<name>`), the environment
 * (`FLYWAY_<NAME>`), flags (`-<name>=`) and the typed API; the usage text is written from it. Defaults are Flyway's
 * unless the setting is an extension.
 *
 * `placeholders.<name>` and `jdbcProperties.<name>` are families and stand beside it.
 */
export const settings = {
  url: {
    ...text(undefined, 'JDBC URL of the database, as in jdbc:mysql://127.0.0.1:3306/shop'),
    secret: true,
  },
  user: text(undefined, 'User of the database'),
  password: {
    ...text('', 'Password of the user; better in FLYWAY_PASSWORD or a ${VARIABLE} than in a file'),
    secret: true,
  },
  connectRetries: integer(0, 0, 'Retries of a failed first connection'),
  connectRetriesInterval: integer(120, 0, 'Longest pause between two retries, seconds'),
  initSql: { ...text(undefined, 'SQL that runs on every new connection'), secret: true },
  defaultSchema: text(undefined, 'Schema of the history table; default: the database of the URL'),
  schemas: list([], 'Schemas that are created and emptied; the first is the default; default: defaultSchema'),
  createSchemas: flag(true, 'Create the schemas that are missing'),
  table: filledText('flyway_schema_history', 'Name of the history table'),
  locations: filledList(
    ['filesystem:sql'],
    'Folders of the migrations, separated by commas, as in filesystem:migrations',
  ),
  failOnMissingLocations: flag(false, 'Fail when a location does not exist'),
  encoding: charset('Encoding of the migrations, as in UTF-8, UTF-16, ISO-8859-1 or windows-1252'),
  detectEncoding: flag(false, 'Find out the encoding of each migration: UTF-16, UTF-8 or ISO-8859-1'),
  sqlMigrationPrefix: text('V', 'Prefix of versioned migrations'),
  undoSqlMigrationPrefix: text('U', 'Prefix of undo migrations'),
  repeatableSqlMigrationPrefix: text('R', 'Prefix of repeatable migrations'),
  baselineMigrationPrefix: text('B', 'Prefix of baseline migrations'),
  sqlMigrationSeparator: filledText('__', 'Text between version and description of a file name'),
  sqlMigrationSuffixes: filledList(['.sql'], 'Suffixes of migration files, separated by commas'),
  callbackLocations: list([], 'Folders of the callbacks; default: those of the migrations'),
  outputQueryResults: flag(true, 'Print what queries in scripts answer'),
  placeholderReplacement: flag(true, 'Replace placeholders in migrations'),
  placeholderPrefix: filledText('${', 'What a placeholder starts with'),
  placeholderSuffix: filledText('}', 'What a placeholder ends with'),
  placeholderSeparator: filledText(':', 'Separator in the names of built-in placeholders'),
  baselineVersion: version('1', 'Version that baseline records'),
  baselineDescription: filledText('<< Flyway Baseline >>', 'Description that baseline records'),
  baselineOnMigrate: flag(false, 'Baseline a non-empty schema without history instead of refusing it'),
  validateOnMigrate: flag(true, 'Validate before migrating'),
  validateMigrationNaming: flag(false, 'Fail when a file name fits no convention'),
  outOfOrder: flag(false, 'Also run migrations older than the newest applied one'),
  target: target(
    'Version to migrate up to, or to undo down to: a number, a number with ?, latest, current or next',
  ),
  installedBy: text(undefined, 'Name recorded in the history; default: the user of the database'),
  cleanDisabled: flag(true, 'Refuse clean'),
  executeInTransaction: flag(
    true,
    'Run each script in a transaction; false commits each statement by itself',
  ),
  group: flag(false, 'Run pending migrations in one transaction, as far as they hold no DDL'),
  mixed: flag(false, 'Let a group hold scripts with and without transactions; then it has none'),
  skipDefaultCallbacks: flag(false, 'Do not run callback files'),
  skipExecutingMigrations: flag(false, 'Record migrations without running them'),
  dryRunOutput: text(
    undefined,
    'File that migrate and undo write their SQL into instead of running it; - is standard output',
  ),
  ignoreMigrationPatterns: ignorePatterns('Findings that do not count, as in *:missing,repeatable:pending'),
  infoSinceDate: {
    ...moment('For info: only what was applied after dd/mm/yyyy hh:mm, and what is not applied'),
    flagOnly: true,
  },
  infoUntilDate: { ...moment('For info: only what was applied before dd/mm/yyyy hh:mm'), flagOnly: true },
  infoSinceVersion: {
    ...optionalVersion('For info: only this version, higher ones and repeatables'),
    flagOnly: true,
  },
  infoUntilVersion: { ...optionalVersion('For info: only this version and lower ones'), flagOnly: true },
  infoOfState: { ...stateList('For info: only these states, as in pending,out_of_order'), flagOnly: true },
  lockTimeout: { ...integer(60, 0, 'Longest wait for the migration lock, seconds'), extension: true },
  statementTimeout: {
    ...integer(0, 0, 'Longest run of one statement of a script, seconds, 0 for no end'),
    extension: true,
  },
  queryTimeout: {
    ...integer(120, 0, 'Longest query of the engine itself, such as COMMIT, seconds, 0 for no end'),
    extension: true,
  },
  answerTimeout: {
    ...integer(30, 1, 'Seconds without a sign of life after which the server counts as frozen'),
    extension: true,
  },
  lockWaitTimeout: {
    ...integer(10, 0, "Longest single wait for a metadata lock, seconds, 0 for the server's own setting"),
    extension: true,
  },
  lockWaitRetries: {
    ...integer(5, 0, 'How often a statement is sent again that waited too long for a lock'),
    extension: true,
  },
  evidenceLocation: {
    ...text(
      undefined,
      'Folder for the evidence of each changing run, or none; default in production: evidence, if writable',
    ),
    extension: true,
  },
  planHash: {
    ...planHashes('Approved plans: migrate, undo and resume refuse any other; SHA-256, separated by commas'),
    extension: true,
  },
  deploymentCommit: {
    ...text(undefined, 'For the evidence: the commit; default: that of the pipeline or the checkout'),
    extension: true,
  },
  deploymentTicket: { ...text(undefined, 'For the evidence: the ticket of the change'), extension: true },
  deploymentAuthor: { ...text(undefined, 'For the evidence: who made the change'), extension: true },
  deploymentApprover: { ...text(undefined, 'For the evidence: who approved the change'), extension: true },
  engine: {
    ...engine('What runs the command: native, or flyway for the Flyway command line'),
    extension: true,
    variable: 'MIGRATION_ENGINE',
  },
  engineTimeout: {
    ...integer(0, 0, 'Longest run of the Flyway command line, seconds, 0 for no end'),
    extension: true,
    variable: 'MIGRATION_ENGINE_TIMEOUT',
  },
  engineInstall: {
    ...flag(true, 'Have node-flyway install the Flyway command line when none is found'),
    extension: true,
    variable: 'MIGRATION_ENGINE_INSTALL',
  },
  confirm: {
    ...list([], 'Databases that clean, or undo in production, may change, separated by commas'),
    extension: true,
    flagOnly: true,
  },
} as const satisfies Record<string, AnySetting>;

export type SettingName = keyof typeof settings;

/** Each setting's parsed value. */
export type SettingValues = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** Each setting as an API user gives it: truth values, numbers and lists as such, all else as in a `.conf` file. */
export type SettingOptions = {
  readonly [Name in SettingName]?: Option<SettingValues[Name]> | undefined;
};

type Option<Value> = Value extends boolean
  ? boolean
  : Value extends number
    ? number
    : Value extends readonly unknown[]
      ? readonly string[]
      : string;

/** A setting whose type does not matter, as for listing them. */
export type AnySetting = Setting<unknown>;

/** The honoured setting of this name. */
export function findSetting(name: string): AnySetting | undefined {
  return Object.hasOwn(settings, name) ? settings[name as SettingName] : undefined;
}

function charset(description: string): Setting<Charset> {
  const parse = (written: string): Parsed<Charset> => {
    const value = findCharset(written);
    return value
      ? { value }
      : {
          expected: 'must be a character set, as in UTF-8, UTF-16LE, ISO-8859-1 or windows-1252',
        };
  };
  return { description, default: 'utf-8', parse };
}

function version(fallback: string, description: string): Setting<Version> {
  const parse = (written: string): Parsed<Version> => {
    const value = parseVersion(written);
    return value ? { value } : { expected: 'must be numbers with dots, as in 1 or 2.10.3' };
  };
  return { description, default: requireVersion(fallback, 'default'), parse };
}

function optionalVersion(description: string): Setting<Version | undefined> {
  const parse = (written: string): Parsed<Version | undefined> =>
    written === '' ? { value: undefined } : version('1', description).parse(written);
  return { description, default: undefined, parse };
}

/** An empty variable counts as one that is not set. */
function engine(description: string): Setting<EngineConfig['name']> {
  const parse = (written: string): Parsed<EngineConfig['name']> => {
    const word = written.trim().toLowerCase();
    if (word === '' || word === 'native') return { value: 'native' };
    return word === 'flyway' ? { value: 'flyway' } : { expected: 'must be native or flyway' };
  };
  return { description, default: 'native', parse };
}

function target(description: string): Setting<Target> {
  const parse = (written: string): Parsed<Target> => {
    const value = parseTarget(written);
    return value ? { value } : { expected: 'must be latest, current, next or a version, as in 2.1 or 2.1?' };
  };
  return { description, default: { kind: 'latest' }, parse };
}

function planHashes(description: string): Setting<readonly string[]> {
  const parse = (written: string): Parsed<readonly string[]> => {
    const value = splitList(written.toLowerCase());
    return value.every((hash) => /^[0-9a-f]{64}$/.test(hash))
      ? { value }
      : { expected: 'must be 64 hexadecimal digits, as info and a dry run print them' };
  };
  return { description, default: [], isList: true, parse };
}

function ignorePatterns(description: string): Setting<readonly IgnorePattern[]> {
  const parse = (written: string): Parsed<readonly IgnorePattern[]> => {
    const value: IgnorePattern[] = [];
    for (const part of splitList(written)) {
      const pattern = parseIgnorePattern(part);
      if (typeof pattern === 'string') return { expected: pattern };
      value.push(pattern);
    }
    return { value };
  };
  return {
    description,
    default: [{ category: '*', state: 'future' }],
    isList: true,
    parse,
  };
}
