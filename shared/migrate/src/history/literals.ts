/**
 * Values as SQL text. Every query of the engine carries its values in this form: one round trip, where binding them costs
 * another for each new text.
 */

/** What a query of the engine may be given. */
export type Value = string | number | boolean | null;

/** A statement with its values in place of the question marks; those in names and in strings are none. */
export function withLiterals(sql: string, values: readonly Value[]): string {
  let index = 0;
  return sql.replace(/`(?:[^`]|``)*`|'(?:[^']|'')*'|\?/g, (token) =>
    token === '?' ? literal(values[index++] ?? null) : token,
  );
}

/**
 * A value as text that means the same under every sql_mode and every character set of client and connection, and in a
 * file for the client program: what a script has set does not matter.
 *
 * A text stands in quotes when it is made of {@link plain} characters only, so that a log of the server can be read; else
 * it is written as the hexadecimal digits of its UTF-8.
 */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (plain.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return `_utf8mb4 X'${Buffer.from(value, 'utf8').toString('hex').toUpperCase()}'`;
}

/**
 * What has its place in all national variants of ASCII (ISO 646), swe7 among them, without the semicolon, at which client
 * programs split; a backslash is not among it. Not an empty text: MariaDB's EMPTY_STRING_IS_NULL makes '' NULL.
 */
const plain = /^[\w !"%&'()*+,./:<=>?-]+$/;
