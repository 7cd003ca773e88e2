import { readFile } from 'node:fs/promises';
import { decodeText, type Charset } from '../config/charsets.ts';
import type { ScriptProblem } from '../errors.ts';
import type { FoundFile } from './find-files.ts';

export type ReadText = { readonly text: string } | { readonly problem: ScriptProblem };

/** Reads a script as text without its byte order mark; a file that cannot be read or decoded is a problem. */
export async function readText({ path, script }: FoundFile, encoding: Charset): Promise<ReadText> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    const message = `The file cannot be read (${bytes.code ?? bytes.message}).`;
    return { problem: { path, script, message } };
  }
  const text = decodeText(bytes, encoding);
  if (text !== undefined) return { text };
  const expected = encoding === 'detect' ? 'what its byte order mark says' : `${encoding.toUpperCase()} text`;
  const message = `The file is not ${expected}; save it so, or set flyway.encoding.`;
  return { problem: { path, script, message } };
}
