import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeText, type Charset } from '../config/charsets.ts';
import { RefusedError } from '../errors.ts';

/**
 * Writes files that do not exist yet: all or none.
 *
 * @returns their absolute paths
 * @throws RefusedError when one exists or cannot be written; those written before it are removed
 */
export async function writeNewFiles(
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
  encoding: Charset,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { name, text } of files) {
    const file = path.join(folder, name);
    try {
      await writeFile(file, encodeText(text, encoding), { flag: 'wx' });
    } catch (error) {
      for (const each of written) await rm(each, { force: true });
      throw notWritten(file, error);
    }
    written.push(file);
  }
  return written;
}

function notWritten(file: string, error: unknown): RefusedError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const reason = code === 'EEXIST' ? 'exists already' : `cannot be written (${code})`;
  return new RefusedError('ERROR', `${file} ${reason}. Nothing was made.`, { cause: error });
}
