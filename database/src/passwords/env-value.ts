import { parseEnv } from 'node:util';
import { withVariables } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';

/**
 * A `.env` text with another value for one variable, quoted so that `#`, blanks and quotes are read back as they are.
 *
 * @param file for the message.
 * @throws {DatabaseError} `BAD_SECRET` for a value that no way of quoting can hold; the message does not show it.
 */
export function withEnvValue(text: string, name: string, value: string, file: string): string {
  const next = withVariables(text, { [name]: quoteEnvValue(value) }, 'add');
  if (parseEnv(next)[name] === value) return next;
  const message = `The value of ${name} cannot be written into ${file}: it mixes quotes and other signs that a .env file cannot hold together.`;
  throw new DatabaseError('BAD_SECRET', message, { context: { variable: name, file } });
}

/** A value as it stands behind the `=` of a `.env` line. */
export function quoteEnvValue(value: string): string {
  if (/^[^\s#'"`\\]*$/.test(value)) return value;
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate));
  return mark === undefined ? value : `${mark}${value}${mark}`;
}
