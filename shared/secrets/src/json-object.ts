import { Secret } from '@nilecare/config-validator';
import type { ParseError } from 'jsonc-parser';
import { SecretError } from './errors.ts';

/**
 * Parses a JSON object.
 * @param place what the text is, to begin a sentence with
 * @throws {SecretError} SECRET_MALFORMED with the position of the fault, and never with a part of the text
 */
export async function parseObject(text: string, place: string): Promise<Readonly<Record<string, unknown>>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SecretError(
      'SECRET_MALFORMED',
      `${place} is not JSON: the fault is at ${await faultIn(text)}.`,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new SecretError('SECRET_MALFORMED', `${place} is JSON, but not an object.`);
}

/**
 * The text of one key of a secret.
 * @throws {SecretError} SECRET_MALFORMED without any value or other key's name
 */
export function fieldOf(object: Readonly<Record<string, unknown>>, field: string, place: string): Secret {
  const value = Object.hasOwn(object, field) ? object[field] : undefined;
  if (typeof value === 'string' && value !== '') return new Secret(value);
  const count = Object.keys(object).length;
  const problem =
    value === undefined
      ? `has no key ${field} (it has ${count} ${count === 1 ? 'key' : 'keys'}); name the key behind # in DB_PASSWORD_SOURCE`
      : `has no text in its key ${field}`;
  throw new SecretError('SECRET_MALFORMED', `${place} ${problem}.`);
}

/** V8's own message quotes the text, and has no position for most faults. Its parser is loaded for a fault only. */
async function faultIn(text: string): Promise<string> {
  const { parse } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const before = text.slice(0, errors[0]?.offset ?? text.length).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
