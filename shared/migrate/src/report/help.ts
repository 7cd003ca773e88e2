import { settings, type AnySetting } from '../config/settings.ts';

/** One line a command, as `help` lists them. */
const commandLines = {
  migrate: 'Migrates the schema to its newest version',
  info: 'Shows every migration and its state',
  validate: 'Compares applied migrations with the files; fails when they differ',
  undo: 'Undoes the newest applied version, or every one from -target on',
  baseline: 'Records that an existing schema has everything up to -baselineVersion',
  repair: 'Removes failed rows, marks missing migrations, aligns checksums',
  resume: 'Goes on with a failed script at its first statement that is not committed, then as migrate',
  clean: 'Drops every object of the schemas; refused unless cleanDisabled=false',
  'lock status': 'Shows who holds the migration lock, what he runs and how far he is',
  'lock break': 'Ends whoever holds the migration lock, and lets him write nothing more',
  new: 'Makes the file of a new migration and its undo file; needs no database',
  check: 'Compares the migrations with those of -branch= before a merge; needs no database',
} as const;

const commandNotes: Readonly<Partial<Record<string, string>>> = {
  migrate:
    'All pending files are read, checked and split before the first statement is sent. Ctrl-C finishes the running migration and stops. With -dryRunOutput=<file> nothing is run: what would be sent is written as a script for the mysql client; - is standard output.',
  info: 'Shows a part with -infoSinceDate=, -infoUntilDate= (dd/mm/yyyy hh:mm), -infoSinceVersion=, -infoUntilVersion= and -infoOfState= (pending,out_of_order); a repeatable has no version and is not shown with -infoUntilVersion. -migrationIds prints versions and descriptions only.',
  repair:
    'The file of a failed row runs from its start again; what of it is applied already is warned of. With -assumeApplied=<number>, for whoever finished by hand or looked: statements 1 to this number of the unfinished script count as applied, and migrate or resume goes on behind them; all of them: its row of success is written; 0: it runs from its start. Under the production configuration that needs -confirm=<database>.',
  resume:
    'Fix the file first, but not what is committed of it: that is compared by its hash. Goes on with an interrupted script as well, as migrate does by itself. With nothing to go on with it says so and exits with 0.',
  undo: 'Each version needs its U file; without one nothing is touched. Of a script that failed or was interrupted only what is committed is taken back: from the text of the file where that tells how, otherwise by the U file. Records a DELETE row, which every Flyway edition reads. Under the production configuration (placeholders.environment=production) it needs -confirm=<database>. With -verify the undo file of the newest version, or of every one from -target on, is tried in a scratch schema, which needs the right to create one; exits with 1 when it leaves anything behind.',
  check:
    'As in: check -branch=main, in a git checkout. Finds versions that both sides have, versions lower than ones of the branch, files of the branch that were changed or deleted here, and new files of both sides that touch the same objects. Prints the git mv lines that bring what is new here behind the branch; -fix runs them. Exits with 1 on errors, 0 with warnings only. Not the check command of the paid editions of Flyway (drift, changes, code): this one is about two branches.',
  new: 'As in: new "add insurance plan". The version is the next number, or the present time (UTC) where the highest one is a timestamp; -version=next, -version=timestamp or -version=2.1 decide otherwise. -repeatable makes an R file, which has no undo file. The files go to the first location, or to -location=<folder>. Nothing is written over.',
  clean:
    'Asks on a terminal to type the database, otherwise needs -confirm=<database>[,...]. Never runs under the production configuration (placeholders.environment=production).',
  'lock status':
    'Changes nothing and waits for nobody. User, host and statement of other accounts are shown to accounts with the right PROCESS only. The lease is what excludes between the nodes of a cluster; the lock is of one server.',
  'lock break':
    'Asks on a terminal to type the database, otherwise needs -confirm=<database>. Kills the connection that holds the lock on this server (of another account: needs CONNECTION_ADMIN, on MariaDB CONNECTION ADMIN), and takes the lease away, wherever its owner is. The server takes back the statement that ran. Then migrate finds out what of the script is in the database.',
  validate:
    'Exits with 1 when anything disagrees, in JSON as well. Pending migrations count; see ignoreMigrationPatterns.',
};

/** What the usage text is made of beside the settings. */
export interface HelpFacts {
  readonly version: string;
  /** Flags that are not settings, each with one line. */
  readonly flags: Readonly<Record<string, string>>;
}

/** The usage text, or that of single commands. */
export function helpText(commands: readonly string[], { version, flags }: HelpFacts): string {
  if (commands.length > 0) return commands.map(commandHelp).join('\n\n');
  return [
    `nilecare-migrate ${version}: migrations for MySQL and MariaDB, compatible with Flyway`,
    '',
    'Usage: nilecare-migrate [-key=value ...] command [command ...]',
    '',
    'Commands',
    ...table(Object.entries(commandLines)),
    ...table([
      ['help', 'Shows this text, or with a command its own'],
      ['version', 'Shows the version'],
    ]),
    '',
    'Options',
    ...table(Object.entries(flags)),
    '',
    'Settings (as -name=value, in flyway.toml, as flyway.name in a .conf file, or as FLYWAY_NAME in the environment)',
    ...table(settingLines()),
    ...table([['placeholders.<name>', 'Value of a placeholder']]),
    '',
    'Precedence: defaults, then configuration files in order, then FLYWAY_* variables, then flags.',
    'Exit codes: 0 done, 1 failed or invalid, 130 and 143 interrupted by Ctrl-C or SIGTERM.',
  ].join('\n');
}

function commandHelp(command: string): string {
  const line = commandLines[command as keyof typeof commandLines] as string | undefined;
  const note = commandNotes[command];
  return [`nilecare-migrate ${command}`, `  ${line ?? ''}.`, ...(note ? [`  ${note}`] : [])].join('\n');
}

function settingLines(): [string, string][] {
  return Object.entries<AnySetting>(settings).map(([name, setting]) => {
    const fallback = defaultText(setting.default);
    return [name, `${settingText(setting)}${fallback === '' ? '' : ` (default ${fallback})`}`];
  });
}

/** What a setting is, and where it can be written if not everywhere. */
export function settingText({ description, flagOnly, variable }: AnySetting): string {
  const where = flagOnly ? '; a flag only' : variable ? `; a flag, or ${variable} in the environment` : '';
  return `${description}${where}`;
}

/** A default as a user writes it; empty where there is none. */
export function defaultText(fallback: unknown): string {
  if (typeof fallback === 'boolean' || typeof fallback === 'number') return String(fallback);
  if (typeof fallback === 'string') return fallback;
  if (Array.isArray(fallback)) return fallback.map(defaultText).join(',');
  const { text, kind, category, state } = (fallback ?? {}) as Readonly<Record<string, string>>;
  if (category !== undefined && state !== undefined) return `${category}:${state}`;
  return text ?? kind ?? '';
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  return rows.map(([name, text]) => `  ${name.padEnd(30)} ${text}`);
}
