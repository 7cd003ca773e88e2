import type * as Iconv from 'iconv-lite';
import { createRequire } from 'node:module';

/**
 * The name of a character set as `decodeText` takes it: `utf-16` for a byte order mark that tells (without one
 * big-endian, as Java has it), `detect` for finding it out, else a name of iconv-lite.
 */
export type Charset = string;

/** Names of Java that iconv-lite does not have, or means something else by. */
const javaNames: Readonly<Record<string, Charset>> = {
  utf8: 'utf-8',
  'us-ascii': 'ascii',
  'iso-8859-1': 'latin1',
  'windows-31j': 'cp932',
  'x-windows-949': 'cp949',
};

/** What iconv-lite calls an encoding and is no character set. */
const noCharsets: readonly string[] = ['base64', 'hex', 'binary', 'internal'];

/**
 * The character set of a Java name in any case, as `windows-1252`, `Cp1252` or `UTF-16BE`.
 *
 * @returns undefined for one that cannot be decoded
 */
export function findCharset(name: string): Charset | undefined {
  const label = name.trim().toLowerCase();
  if (Object.hasOwn(javaNames, label)) return javaNames[label];
  return label !== '' && !noCharsets.includes(label) && isKnown(label) ? label : undefined;
}

/**
 * The text of a file, without its byte order mark.
 *
 * @returns undefined when the bytes are not text in this character set (Flyway refuses such a file too)
 */
export function decodeText(bytes: Uint8Array, charset: Charset): string | undefined {
  const known = charset === 'detect' ? detect(bytes) : charset;
  const label = known === 'utf-16' ? (findMark(bytes) ?? 'utf-16be') : known;
  return strictly.has(label) ? decodeUnicode(bytes, label) : decodeLegacy(bytes, label);
}

/** The bytes of a text; with `detect` those of UTF-8, and with `utf-16` after a byte order mark. */
export function encodeText(text: string, charset: Charset): Uint8Array {
  return iconv().encode(text, charset === 'detect' ? 'utf-8' : charset);
}

/** Whether Node.js decodes it itself, and refuses what does not fit. */
export function isStrict(charset: Charset): boolean {
  return strictly.has(charset);
}

/** Its windows-1252 is wrong (0x80 is no €, 20.20). */
const strictly: ReadonlySet<Charset> = new Set(['utf-8', 'utf-16le', 'utf-16be']);

function decodeUnicode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The decoder of a character set that Node.js does not decode itself, for a text in parts. */
export function legacyDecoderOf(charset: Charset) {
  return iconv().getDecoder(charset);
}

/** Whether each byte is one UTF-16 unit in it. */
export function isSingleByte(charset: Charset): boolean {
  const every = iconv().decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), charset);
  return every.length === 256 && iconv().encode(every, charset).length === 256;
}

function isKnown(label: string): boolean {
  return strictly.has(label) || iconv().encodingExists(label);
}

/** Loaded with the first file that is not UTF-8: it takes a quarter of the time in which readiness loads. */
function iconv(): typeof Iconv {
  return createRequire(import.meta.url)('iconv-lite') as typeof Iconv;
}

/** iconv-lite puts U+FFFD, which none of these character sets has, in place of what does not fit. */
function decodeLegacy(bytes: Uint8Array, label: string): string | undefined {
  const text = iconv().decode(bytes, label);
  return text.includes('\uFFFD') ? undefined : text;
}

/** What Flyway's detectEncoding does: a mark of UTF-16, else UTF-8 where it fits, else ISO-8859-1, which always fits. */
function detect(bytes: Uint8Array): Charset {
  return findMark(bytes) ?? (decodeUnicode(bytes, 'utf-8') === undefined ? 'latin1' : 'utf-8');
}

/** The kind of UTF-16 that a byte order mark tells; undefined without one. */
export function findMark([first, second]: Uint8Array): Charset | undefined {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}
