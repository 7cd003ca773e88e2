import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeText, type Charset } from '../config/charsets.ts';
import { isStreamable } from '../config/stream-decoder.ts';
import type { ScriptProblem } from '../errors.ts';
import type { FoundFile } from './find-files.ts';

export type ReadText = { readonly text: string } | { readonly problem: ScriptProblem };

/** Reads a script as text without its byte order mark; a file that cannot be read or decoded is a problem. */
export async function readText(file: FoundFile, encoding: Charset): Promise<ReadText> {
  try {
    const text = decodeText(await readBytes(file.path), encoding);
    return text === undefined ? { problem: notText(file, encoding) } : { text };
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
async function readBytes(path: string): Promise<Buffer> {
  if (left < 0n) return readFile(path);
  const begun = process.hrtime.bigint();
  const bytes = readNow(path);
  left += quick - (process.hrtime.bigint() - begun);
  return bytes ?? readFile(path);
}

/** @returns undefined for what is no file, as a pipe, of which a read may wait */
function readNow(path: string): Buffer | undefined {
  // Windows has no such constant.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes from which a file is not held in memory as a whole. */
const defaultLargeFrom = 4 * 1024 * 1024;

/**
 * Whether a file is streamed; see also `isStreamable`. One that cannot be looked at is not: reading it tells why.
 *
 * @param from bytes; default 4 MB
 */
export function isLarge(path: string, encoding: Charset, from = defaultLargeFrom): boolean {
  return sizeOf(path) >= from && isStreamable(encoding);
}

function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
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
