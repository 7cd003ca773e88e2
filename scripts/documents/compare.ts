import { createTwoFilesPatch } from 'diff';
import type { WrittenDocument } from './write-texts.ts';

/** A document whose file is not what would be written. */
export interface Deviation {
  readonly path: string;
  readonly text: string;
  /** Undefined when there is no file. */
  readonly found: string | undefined;
}

/**
 * Compares texts with what stands in the files. A working copy with CRLF is no difference: Git may have made it so.
 *
 * @param read the text of a file, undefined when there is none
 */
export function deviations(
  documents: readonly WrittenDocument[],
  read: (path: string) => string | undefined,
): readonly Deviation[] {
  return documents
    .map(({ path, text }) => ({ path, text, found: read(path)?.replaceAll('\r\n', '\n') }))
    .filter(({ text, found }) => text !== found);
}

/** What is otherwise, as a unified diff, and how it is mended. */
export function deviationText({ path, text, found }: Deviation): string {
  const remedy = `Mend it: npm run docs:write -- --only ${path}`;
  if (found === undefined) return `${path} is missing. ${remedy}`;
  const patch = createTwoFilesPatch(`${path} (the file)`, `${path} (as it is written)`, found, text);
  return `${path} is not what the schemas say. ${remedy}\n${shortened(patch)}`;
}

const longestPatch = 80;

function shortened(patch: string): string {
  const lines = patch.trimEnd().split('\n');
  const rest = lines.length - longestPatch;
  if (rest <= 0) return lines.join('\n');
  return [...lines.slice(0, longestPatch), `… and ${rest} more lines`].join('\n');
}
