import { readFileSync, statSync } from 'node:fs';
import { Secret } from './secret.ts';

/** Largest file that is taken for a secret, in bytes. */
const maximumSize = 65_536;

/** Why a file is not taken for a secret; the message continues the variable's name and contains neither path nor text. */
export class SecretFileError extends Error {
  readonly code = 'SECRET_FILE_REFUSED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretFileError';
  }
}

/**
 * Reads a password from a file, without the line break at its end (one, LF or CRLF).
 * @throws {SecretFileError} when it is missing, no file, empty, larger than 64 KiB or not one line of text
 */
export function readSecretFile(path: string): Secret {
  const text = readSecretText(path);
  if (/\p{Cc}/u.test(text)) {
    throw new SecretFileError('names a file with more than one line, or with control characters.');
  }
  return new Secret(text);
}

/**
 * Reads a secret of any number of lines from a file, without the line break at its end (one, LF or CRLF).
 * @throws {SecretFileError} when it is missing, no file, empty, larger than 64 KiB or not UTF-8 text
 */
export function readSecretText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.length > maximumSize) throw new SecretFileError('names a file of more than 64 KiB.');
  if (bytes.includes(0)) throw new SecretFileError('names a binary file.');
  const text = decode(bytes).replace(/\r?\n$/, '');
  if (text.trim() === '') throw new SecretFileError('names an empty file.');
  return text;
}

function readBytes(path: string): Buffer {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new SecretFileError('names a directory; a file was expected.');
    // A pipe or device could block or never end.
    if (!stats.isFile()) throw new SecretFileError('names something that is no regular file.');
    return stats.size > maximumSize ? Buffer.alloc(maximumSize + 1) : readFileSync(path);
  } catch (cause) {
    if (cause instanceof SecretFileError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SecretFileError(`names a file that cannot be read (${code}).`, { cause });
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SecretFileError('names a file that is not UTF-8 text.', { cause });
  }
}
