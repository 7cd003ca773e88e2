/** Which quotes know `\` as an escape at this point of a script. */
export interface Escapes {
  readonly single: boolean;
  readonly double: boolean;
}

export const defaultEscapes: Escapes = { single: true, double: true };

const setSqlMode =
  /^(?:\/\*!\d*\s*)?SET\s+(?:(?:SESSION|LOCAL)\s+)?(?:@@(?:SESSION\.|LOCAL\.)?)?SQL_MODE\s*:?=\s*([\s\S]*)$/i;

/**
 * The escapes behind a statement, which changes them when it sets sql_mode.
 *
 * Flyway does not follow sql_mode and then misses the end of a string such as 'C:\'. Following it is safe where the
 * script itself sets the mode, and anything but a mode named in the text is taken as the mode of a new connection.
 */
export function escapesBehind(statement: string, before: Escapes): Escapes {
  const value = setsSqlMode(statement) ? setSqlMode.exec(statement)?.[1] : undefined;
  if (value === undefined) return before;
  if (/^REPLACE\s*\(/i.test(value)) return defaultEscapes;
  const noBackslash = /\bNO_BACKSLASH_ESCAPES\b/i.test(value);
  const ansiQuotes = /\b(?:ANSI_QUOTES|ANSI)\b/i.test(value);
  return { single: !noBackslash, double: !noBackslash && !ansiQuotes };
}

/** Whether the escapes behind a statement may be others than before it. */
export function setsSqlMode(statement: string): boolean {
  return statement.length <= 1000 && setSqlMode.test(statement);
}
