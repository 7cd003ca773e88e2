import type { Config } from '../config/config.ts';

/** The settings that `${flyway:…}` placeholders stand for. */
export type BuiltInSettings = Pick<
  Config,
  'defaultSchema' | 'table' | 'placeholders' | 'workingDirectory' | 'environmentName'
> & {
  readonly connection: Pick<Config['connection'], 'user' | 'database'>;
};

/**
 * All placeholders of a run by name in lower case: the configured ones and `${flyway:user}` and its like.
 *
 * @param started the beginning of the run; `${flyway:timestamp}` in a repeatable script makes it run every time
 */
export function runPlaceholders(
  { defaultSchema, table, connection, placeholders, workingDirectory, environmentName }: BuiltInSettings,
  started: Date,
): ReadonlyMap<string, string> {
  const builtIns = {
    defaultSchema,
    database: connection.database ?? defaultSchema,
    user: connection.user,
    timestamp: localTime(started),
    workingDirectory,
    table,
    environment: environmentName,
  };
  const named = Object.entries(builtIns).map(
    ([name, value]) => [builtInName(name, placeholders.separator), value] as const,
  );
  return new Map([...placeholders.values, ...named]);
}

/** The placeholders of one script: those of the run and `${flyway:filename}`. */
export function scriptPlaceholders(
  run: ReadonlyMap<string, string>,
  separator: string,
  fileName: string,
): ReadonlyMap<string, string> {
  return new Map([...run, [builtInName('filename', separator), fileName]]);
}

function builtInName(name: string, separator: string): string {
  return `flyway${separator}${name}`.toLowerCase();
}

/** `YYYY-MM-DD HH:MM:SS` in the time zone of this process, as Flyway writes it. */
function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
