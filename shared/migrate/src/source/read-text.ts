import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  type Stats,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeText, type Charset } from '../config/charsets.ts';
import { isStreamable } from '../config/stream-decoder.ts';
import type { ScriptProblem } from '../errors.ts';
import type { FoundFile } from './find-files.ts';

export type ReadText =
  | {
      readonly text: string;
      /** See {@link stampOf}; absent where the file was not looked at, as one on a slow disk. */
      readonly stamp?: string;
    }
  | { readonly problem: ScriptProblem };

/** Reads a script as text without its byte order mark; a file that cannot be read or decoded is a problem. */
export async function readText(file: FoundFile, encoding: Charset): Promise<ReadText> {
  const read = await readSmall(file, encoding, Infinity);
  if (read === 'large') throw new Error(`unreachable: ${file.path} is larger than anything`);
  return read;
}

/** Bytes from which a file is not held in memory as a whole. */
const defaultLargeFrom = 4 * 1024 * 1024;

/**
 * The same, unless the file is one to be streamed; see also `isStreamable`.
 *
 * @param largeFrom bytes from which it is; default 4 MB
 */
export async function readSmall(
  file: FoundFile,
  encoding: Charset,
  largeFrom = defaultLargeFrom,
): Promise<ReadText | 'large'> {
  try {
    const read = await readBytes(file.path, isStreamable(encoding) ? largeFrom : Infinity);
    if (read === 'large') return 'large';
    const { bytes, stamp } = read;
    const text = decodeText(bytes, encoding);
    return text === undefined ? { problem: notText(file, encoding) } : { text, ...(stamp && { stamp }) };
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

/** Nanoseconds that reading a file may take on average: ten times as long as where the system holds it in memory. */
const quick = 500_000n;

/** Nanoseconds that are left for the next one; some in advance, since the process may have to wait for its turn. */
let left = 40n * quick;

/**
 * Four trips through the thread pool take five times as long as reading a small file that the system holds in memory, so
 * files are read at once, and many at a time only where that takes longer, as from a disk or over a network.
 */
async function readBytes(path: string, largeFrom: number): Promise<ReadBytes | 'large'> {
  if (left < 0n) return statSync(path).size >= largeFrom ? 'large' : { bytes: await readFile(path) };
  const begun = process.hrtime.bigint();
  const read = readNow(path, largeFrom);
  left += quick - (process.hrtime.bigint() - begun);
  return read ?? { bytes: await readFile(path) };
}

interface ReadBytes {
  readonly bytes: Buffer;
  readonly stamp?: string;
}

/** Another one where a file was written to or replaced since. */
export function stampOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}/${size}/${mtimeMs}`;
}

/** @returns undefined for what is no file, as a pipe, of which a read may wait */
function readNow(path: string, largeFrom: number): ReadBytes | 'large' | undefined {
  // Windows has no such constant.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) return undefined;
    if (found.size >= largeFrom) return 'large';
    const bytes = readWhole(descriptor, found.size) ?? readFileSync(descriptor);
    return { bytes, stamp: stampOf(found) };
  } finally {
    closeSync(descriptor);
  }
}

/** One call where `readFileSync` looks at the file again. @returns undefined when another read is needed to be sure */
function readWhole(descriptor: number, size: number): Buffer | undefined {
  if (size === 0) return undefined;
  const bytes = Buffer.allocUnsafe(size);
  return readSync(descriptor, bytes, 0, size, 0) === size ? bytes : undefined;
}

/** Said of a file whose text is not the one that was read before. */
export const changedMessage = 'The file was changed while it was being read; run the command again.';

export function unreadable({ path, script }: FoundFile, error: unknown): ScriptProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  return { path, script, message: `The file cannot be read (${code ?? message}).` };
}

export function notText({ path, script }: FoundFile, encoding: Charset): ScriptProblem {
  const expected = encoding === 'detect' ? 'what its byte order mark says' : `${encoding.toUpperCase()} text`;
  const message = `The file is not ${expected}; save it so, or set flyway.encoding.`;
  return { path, script, message };
}
