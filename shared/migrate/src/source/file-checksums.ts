import type { PlaceholderConfig } from '../config/config.ts';
import type { Charset } from '../config/charsets.ts';
import type { StreamDecoder } from '../config/stream-decoder.ts';
import type { ScriptProblem } from '../errors.ts';
import { checksum } from './checksum.ts';
import type { FoundFile } from './find-files.ts';
import { PieceCutter } from './pieces.ts';
import { replacePlaceholders, type PlaceholderProblem } from './placeholders.ts';
import { LineCounter } from './position.ts';
import type { KeptTexts } from './kept-texts.ts';
import { notText, unreadable } from './read-text.ts';
import { scanFile, type Scanner } from './scan-file.ts';
import { StreamChecksum } from './stream-checksum.ts';

/** Placeholders, and what they stand for. */
export interface Replacement {
  readonly placeholders: Pick<PlaceholderConfig, 'prefix' | 'suffix'>;
  readonly values: ReadonlyMap<string, string>;
}

export interface FileChecksums {
  /** Of the text as it stands in the file. */
  readonly written: number;
  /** With placeholders replaced; the same as `written` where they are not. */
  readonly replaced: number;
  /** Placeholders without a value. */
  readonly problems: readonly PlaceholderProblem[];
}

/**
 * The checksums of a file; one that is large is streamed.
 *
 * @param replacement absent where only `written` is wanted
 * @param texts that keep the text of a small one
 */
export async function fileChecksums(
  file: FoundFile,
  encoding: Charset,
  replacement: Replacement | undefined,
  texts: KeptTexts,
): Promise<FileChecksums | { readonly problem: ScriptProblem }> {
  const read = await texts.read(file, encoding);
  if (read === 'large') return streamed(file, encoding, replacement);
  if ('problem' in read) return read;
  const written = checksum(read.text);
  if (!replacement) return { written, replaced: written, problems: [] };
  const { text, problems } = replacePlaceholders(read.text, replacement.placeholders, replacement.values);
  return { written, replaced: checksum(text), problems };
}

async function streamed(
  file: FoundFile,
  encoding: Charset,
  replacement: Replacement | undefined,
): Promise<FileChecksums | { readonly problem: ScriptProblem }> {
  try {
    const scanned = await scanFile(file.path, encoding, () => new ChecksumScanner(replacement));
    return scanned ? scanned.scanner.finish() : { problem: notText(file, encoding) };
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

class ChecksumScanner implements Scanner {
  readonly #replacement: Replacement | undefined;
  readonly #cutter: PieceCutter;
  readonly #lines = new LineCounter();
  readonly #problems: PlaceholderProblem[] = [];
  /** Over texts: what is replaced stands in no file. */
  readonly #replaced = new StreamChecksum(1);
  #written: StreamChecksum | undefined;

  constructor(replacement: Replacement | undefined) {
    this.#replacement = replacement;
    this.#cutter = new PieceCutter({
      longestLine: 256 * 1024,
      placeholders: replacement?.placeholders,
      delimiter: () => ';',
    });
  }

  begin({ width }: StreamDecoder): void {
    this.#written = new StreamChecksum(width);
  }

  take(bytes: Uint8Array, text: string): void {
    this.#written?.add(bytes, text);
    if (this.#replacement) this.#replace(this.#cutter.add(text), this.#replacement);
  }

  finish(): FileChecksums {
    const written = this.#written?.value ?? 0;
    if (!this.#replacement) return { written, replaced: written, problems: [] };
    this.#replace(this.#cutter.end(), this.#replacement);
    return { written, replaced: this.#replaced.value, problems: this.#problems };
  }

  #replace(piece: string, { placeholders, values }: Replacement): void {
    const { text, problems } = replacePlaceholders(piece, placeholders, values, this.#lines);
    this.#replaced.addText(text);
    this.#problems.push(...problems);
  }
}
