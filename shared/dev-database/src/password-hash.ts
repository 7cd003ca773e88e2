import { createHash, randomInt } from 'node:crypto';
import type { ServerKind } from './model.ts';

/**
 * The hash of a password as the server stores it, so that a clear password never reaches a log.
 *
 * MariaDB: `*` and 40 hexadecimal digits (mysql_native_password), for `IDENTIFIED BY PASSWORD '…'`.
 * MySQL: `0x…`, the bytes of a caching_sha2_password string (sha256-crypt, 10 000 rounds, 15 to 45 ms of processor
 * time), for `IDENTIFIED WITH caching_sha2_password AS 0x…`.
 *
 * @param salt 20 characters for MySQL; random by default.
 */
export function hashPassword(kind: ServerKind, password: string, salt: string = randomSalt()): string {
  switch (kind) {
    case 'mariadb':
      return nativeHash(password);
    case 'mysql':
      return `0x${Buffer.from(cachingSha2Hash(password, salt), 'latin1').toString('hex').toUpperCase()}`;
  }
}

/** A random password of letters and digits that needs no quoting anywhere; 143 bits by default. */
export function generatePassword(length = 24): string {
  return randomText(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
}

const rounds = 10_000;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function nativeHash(password: string): string {
  const once = createHash('sha1').update(password, 'utf8').digest();
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`;
}

/** `$A$` rounds in thousands as three hexadecimal digits `$`, the salt, and 43 characters of digest: 70 bytes. */
function cachingSha2Hash(password: string, salt: string): string {
  const thousands = (rounds / 1000).toString(16).toUpperCase().padStart(3, '0');
  return `$A$${thousands}$${salt}${sha256Crypt(Buffer.from(password, 'utf8'), Buffer.from(salt, 'latin1'))}`;
}

/** The digest of Ulrich Drepper's "Unix crypt using SHA-256", with MySQL's salt of 20 bytes instead of 16. */
function sha256Crypt(password: Buffer, salt: Buffer): string {
  const start = firstDigest(password, salt);
  const p = stretch(sha256(...Array.from({ length: password.length }, () => password)), password.length);
  const s = stretch(sha256(...Array.from({ length: 16 + (start[0] ?? 0) }, () => salt)), salt.length);
  let digest = start;
  for (let round = 0; round < rounds; round++) {
    const hash = createHash('sha256').update(round % 2 ? p : digest);
    if (round % 3) hash.update(s);
    if (round % 7) hash.update(p);
    digest = hash.update(round % 2 ? digest : p).digest();
  }
  return encode(digest);
}

function firstDigest(password: Buffer, salt: Buffer): Buffer {
  const alternate = sha256(password, salt, password);
  const hash = createHash('sha256').update(password).update(salt).update(stretch(alternate, password.length));
  for (let bits = password.length; bits > 0; bits >>= 1) hash.update(bits & 1 ? alternate : password);
  return hash.digest();
}

/** Three bytes become four characters, the lowest bits first; the order of the bytes is the algorithm's. */
function encode(digest: Buffer): string {
  const byte = (index: number): number => digest[index] ?? 0;
  let text = '';
  let [a, b, c] = [0, 10, 20];
  for (let group = 0; group < 10; group++) {
    text += characters((byte(a) << 16) | (byte(b) << 8) | byte(c), 4);
    [a, b, c] = [c + 1, a + 1, b + 1];
  }
  return text + characters((byte(31) << 8) | byte(30), 3);
}

function characters(value: number, count: number): string {
  return Array.from({ length: count }, (_, index) => alphabet[(value >> (6 * index)) & 63]).join('');
}

function stretch(digest: Buffer, length: number): Buffer {
  return Buffer.alloc(length, digest);
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The salt may hold no NUL and no `$`. */
function randomSalt(): string {
  return randomText(20, alphabet);
}

function randomText(length: number, from: string): string {
  return Array.from({ length }, () => from[randomInt(from.length)]).join('');
}
