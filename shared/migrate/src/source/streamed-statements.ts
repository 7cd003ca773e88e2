import { isAscii } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { PlaceholderConfig } from '../config/config.ts';
import { decodeText, type Charset } from '../config/charsets.ts';
import { ScriptError } from '../errors.ts';
import type { MeasuredStatement, Statement } from '../model.ts';
import { FileWindow } from './file-window.ts';
import type { FoundFile } from './find-files.ts';
import { LazyStatements } from './lazy-statements.ts';
import { withoutEnd } from './open-statement.ts';
import { replacePlaceholders } from './placeholders.ts';
import { changedMessage } from './read-text.ts';
import type { StatementIndex } from './statement-index.ts';

/** How the text of a file becomes statements. */
export interface TextRules {
  readonly charset: Charset;
  readonly placeholders: Pick<PlaceholderConfig, 'prefix' | 'suffix'>;
  /** Absent where placeholders stay as they are. */
  readonly values: ReadonlyMap<string, string> | undefined;
}

/** A file that was checked. */
export interface CheckedFile {
  readonly file: FoundFile;
  /** Bytes. */
  readonly size: number;
  readonly rules: TextRules;
  readonly index: StatementIndex;
  readonly digests: string;
  readonly longest: MeasuredStatement | undefined;
  /** Statements that begin or end inside of a placeholder's value, by index. */
  readonly held: ReadonlyMap<number, Statement>;
}

/** The statements of a large file, whose texts are read from it when they are asked for. */
export class StreamedStatements extends LazyStatements {
  readonly digests: string;
  readonly longest: MeasuredStatement | undefined;

  /** Whoever asks for a text that is not what was checked is thrown a ScriptError. */
  constructor({ index, digests, longest, held, ...file }: CheckedFile) {
    const texts = new FileTexts({ ...file, index });
    super(index.length, (at) => held.get(at) ?? statementAt(at, index, texts));
    this.digests = digests;
    this.longest = longest;
  }
}

/** Own properties, so that a copy of the statement has them too. */
function statementAt(at: number, index: StatementIndex, texts: FileTexts): Statement {
  const { line, column, kind, features, hasPlaceholders } = index.at(at);
  const known = { number: at + 1, line, column, kind, features };
  const text = { enumerable: true, get: () => texts.read(at).text };
  const replaced = { enumerable: true, get: () => texts.read(at).replaced };
  return Object.defineProperties(
    known,
    hasPlaceholders ? { text, replaced } : { text },
  ) as unknown as Statement;
}

/** What is no UTF-8 any more gives another text, and so another sum. */
function decode(bytes: Buffer, charset: Charset): string | undefined {
  if (charset !== 'utf-8') return decodeText(bytes, charset);
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

/** See {@link withoutEnd}. */
function withoutEndBytes(bytes: Buffer): Buffer {
  let { length } = bytes;
  while (length > 0 && (bytes[length - 1] as number) <= 0x20) length--;
  return bytes.subarray(0, length);
}

type ReadText = Pick<Statement, 'text' | 'replaced'>;

/** Reads texts, and keeps the last one: a statement is asked for it several times while it is sent. */
class FileTexts {
  readonly #file: Omit<CheckedFile, 'digests' | 'longest' | 'held'>;
  readonly #window: FileWindow;
  #last: { readonly at: number; readonly read: ReadText } | undefined;

  constructor(file: Omit<CheckedFile, 'digests' | 'longest' | 'held'>) {
    this.#file = file;
    this.#window = new FileWindow(file.file.path, file.size);
  }

  read(at: number): ReadText {
    if (this.#last?.at === at) return this.#last.read;
    const read = this.#readAnew(at);
    this.#last = { at, read };
    return read;
  }

  #readAnew(at: number): ReadText {
    const { from, bytes, crc, hasPlaceholders } = this.#file.index.at(at);
    const { charset } = this.#file.rules;
    const raw = this.#bytes(from, bytes);
    const isAsSent = raw && charset === 'utf-8' && !hasPlaceholders;
    if (isAsSent && crc32(withoutEndBytes(raw)) !== crc) throw this.#problem(changedMessage);
    const decoded = raw && decode(raw, charset);
    if (decoded === undefined) throw this.#problem(changedMessage);
    const read = hasPlaceholders ? this.#replaced(decoded) : { text: withoutEnd(decoded) };
    if (!isAsSent && crc32(read.text) !== crc) throw this.#problem(changedMessage);
    return read;
  }

  #replaced(source: string): ReadText {
    const { placeholders, values = new Map<string, string>() } = this.#file.rules;
    const { text, edits } = replacePlaceholders(source, placeholders, values);
    // An empty value behind the last character is no part of it.
    const replaced = edits.flatMap(({ at, length, sourceLength }) =>
      at < text.length ? [{ at, length, sourceLength }] : [],
    );
    return { text: withoutEnd(text), replaced };
  }

  #bytes(from: number, bytes: number): Buffer | undefined {
    try {
      return this.#window.read(from, bytes);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw this.#problem(`The file cannot be read any more (${code}).`);
    }
  }

  #problem(message: string): ScriptError {
    const { path, script } = this.#file.file;
    return new ScriptError([{ path, script, message }]);
  }
}
