import { Secret } from '@nilecare/config-validator';
import { SecretError } from './errors.ts';

/** Largest secret, in bytes. */
export const largestSecret = 64 * 1024;

/**
 * A password from a text that a person or a program wrote: one trailing line break is not part of it.
 * @param place what the text is, to begin a sentence with, such as `The file /run/secrets/db`
 * @throws {SecretError} SECRET_MALFORMED when it is empty, too large, or holds control characters; never with the text
 */
export function passwordFrom(text: string, place: string): Secret {
  const password = text.replace(/\r?\n$/, '');
  const problem = findProblem(password);
  if (problem !== undefined) throw new SecretError('SECRET_MALFORMED', `${place} ${problem}`);
  return new Secret(password);
}

function findProblem(password: string): string | undefined {
  if (Buffer.byteLength(password) > largestSecret) return 'is larger than 64 KB.';
  if (password.trim() === '') return 'is empty.';
  const lines = password.split('\n').length;
  if (lines > 1) return `has ${lines} lines; one line with the password was expected.`;
  return /\p{Cc}/u.test(password) ? 'contains a control character.' : undefined;
}
