import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { EnvError, makeExactValidator, type ExactValidator } from 'envalid';
import type * as JsoncParser from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { parseCredentialSource, type StoredCredentialSource } from './credential-source.ts';
import { Secret } from './secret.ts';

// Envalid's own validators and its `choices` put the value into the message, so none of them is used here.
// A message continues the variable's name: "DB_PORT must be …".

/** A text without blanks around it and without control characters. */
export const text: ExactValidator<string> = makeExactValidator(parseText);

/** A TCP port, 1 to 65535, in plain decimal digits: no sign, blank, fraction, exponent, hexadecimal or leading zero. */
export const strictPort: ExactValidator<number> = makeExactValidator((input) => {
  const port = /^[1-9]\d{0,4}$/.test(input) ? Number(input) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new EnvError('must be a port number from 1 to 65535, written in digits only.');
});

/** A whole number from `least` to `most`, in plain decimal digits. */
export function wholeNumber(least: number, most: number): ExactValidator<number> {
  return makeExactValidator((input) => {
    const number = /^(0|[1-9]\d{0,14})$/.test(input) ? Number(input) : NaN;
    if (number >= least && number <= most) return number;
    throw new EnvError(`must be a whole number from ${least} to ${most}, written in digits only.`);
  });
}

/** `true` or `false`, and nothing else: `0`, `no`, `off` and `False` have each been read as true somewhere. */
export const strictBoolean: ExactValidator<boolean> = makeExactValidator((input) => {
  if (input === 'true' || input === 'false') return input === 'true';
  throw new EnvError('must be true or false.');
});

const unitsInMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Longest duration, in milliseconds: a day. A longer one is a mistake, and Node's timers end at 24.8 days. */
const longestDuration = 86_400_000;

/** A duration with its unit, such as `500ms`, `30s`, `5m` or `1h`, as milliseconds; more than 0, at most a day. */
export const duration: ExactValidator<number> = makeExactValidator((input) => {
  const [, digits, unit = ''] = /^([1-9]\d{0,8})(ms|s|m|h)$/.exec(input) ?? [];
  const milliseconds = Number(digits) * (unitsInMilliseconds[unit] ?? NaN);
  if (milliseconds <= longestDuration) return milliseconds;
  throw new EnvError('must be a duration of at most 24h with its unit, such as 500ms, 30s, 5m or 1h.');
});

/** Where a password is stored, in the words of DB_PASSWORD_SOURCE. */
export const credentialSource: ExactValidator<StoredCredentialSource> =
  makeExactValidator(parseCredentialSource);

/** A host name or an IP address, without scheme, port or path. */
export const hostName: ExactValidator<string> = makeExactValidator((input) => {
  const isName = /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_.])?$/.test(input);
  if (isIP(input) !== 0 || isName) return input;
  throw new EnvError('must be a host name or an IP address, without scheme, port or path.');
});

/**
 * The name of a database or an account. The limit is the shorter one of MySQL, 32 characters for accounts
 * (error 1470); the characters are those that need no escape in a URL.
 */
export const identifier: ExactValidator<string> = makeExactValidator((input) => {
  if (/^[A-Za-z0-9_]{1,32}$/.test(input)) return input;
  throw new EnvError('must be 1 to 32 letters, digits or underscores.');
});

/** A password or key, wrapped so that it cannot be printed by accident. */
export const secret: ExactValidator<Secret> = makeExactValidator((input) => {
  if (input.trim() === '') throw new EnvError('consists of blanks only.');
  if (hasControlCharacter(input)) throw new EnvError('contains a line break or another control character.');
  return new Secret(input);
});

/**
 * A secret that is a JSON object, such as a key in JSON Web Key format. Of a broken one the message tells the
 * place alone; JSON.parse would quote the text around it.
 */
export const jsonSecret: ExactValidator<Secret> = makeExactValidator((input) => {
  try {
    const value: unknown = JSON.parse(input);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Secret(input);
  } catch {
    throw new EnvError(`is not JSON from line ${placeOfError(input)} on (value hidden).`);
  }
  throw new EnvError('must be a JSON object.');
});

/**
 * The path of a file of certificates in PEM; relative paths start at the working directory. One without a certificate
 * is refused: given an empty text, Node trusts its own list, and VERIFY_CA would accept anybody whom that names.
 */
export const certificateFile: ExactValidator<string> = makeExactValidator((input) => {
  const path = parseText(input);
  const text = readOrRefuse(path);
  if (!text.includes('-----BEGIN CERTIFICATE-----') || !hasCertificate(text))
    throw new EnvError('names a file without a certificate in PEM.');
  return path;
});

/** Address of a web service: https, or http on this machine; without user, password and fragment. */
export const webAddress: ExactValidator<string> = makeExactValidator((input) => {
  const url = URL.canParse(input) ? new URL(input) : undefined;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (isSafe && url.username === '' && url.password === '' && !/[\s#]/.test(input)) return input;
  throw new EnvError('must be an https:// address without user, password and fragment.');
});

/** One of the given words, upper and lower case distinguished. */
export function oneOf<const T extends string>(choices: readonly T[]): ExactValidator<T> {
  return makeExactValidator((input) => {
    const found = choices.find((choice) => choice === input);
    if (found !== undefined) return found;
    throw new EnvError(`must be one of ${choices.join(', ')}.`);
  });
}

/** Exactly the one text allowed; `whose` explains why, as in "the database of auth-service". */
export function exactly(expected: string, whose: string): ExactValidator<string> {
  return makeExactValidator((input) => {
    if (input === expected) return input;
    throw new EnvError(`must be ${expected}, ${whose}.`);
  });
}

function parseText(input: string): string {
  if (hasControlCharacter(input)) throw new EnvError('contains a line break or another control character.');
  if (input.trim() !== input) throw new EnvError('has blanks around it.');
  return input;
}

function readOrRefuse(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EISDIR') throw new EnvError('names a directory; a file was expected.');
    throw new EnvError(`names a file that cannot be read (${code}).`);
  }
}

function hasCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

/** "3, character 14", counted from 1. */
function placeOfError(json: string): string {
  const errors: ParseError[] = [];
  // The scanner is loaded when something is broken; it also finds errors whose place JSON.parse does not tell.
  const { parse } = createRequire(import.meta.url)('jsonc-parser') as typeof JsoncParser;
  parse(json, errors, { disallowComments: true, allowTrailingComma: false });
  const before = json.slice(0, errors[0]?.offset ?? json.length).split(/\r?\n/);
  return `${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}

function hasControlCharacter(input: string): boolean {
  return /\p{Cc}/u.test(input);
}
