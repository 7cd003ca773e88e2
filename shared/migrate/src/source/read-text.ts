import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeText, type Charset } from '../config/charsets.ts';
import { isStreamable } from '../config/stream-decoder.ts';
import type { ScriptProblem } from '../errors.ts';
import type { FoundFile } from './find-files.ts';

export type ReadText = { readonly text: string } | { readonly problem: ScriptProblem };

/** Reads a script as text without its byte order mark; a file that cannot be read or decoded is a problem. */
export async function readText(file: FoundFile, encoding: Charset): Promise<ReadText> {
  const bytes = await readFile(file.path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) return { problem: unreadable(file, bytes) };
  const text = decodeText(bytes, encoding);
  return text === undefined ? { problem: notText(file, encoding) } : { text };
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
