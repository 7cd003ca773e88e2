import { constants } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Charset } from '../config/charsets.ts';
import type { StreamDecoder } from '../config/stream-decoder.ts';
import type { ScriptProblem } from '../errors.ts';
import type { MeasuredStatement, Statement, Statements } from '../model.ts';
import { ByteMap } from './byte-map.ts';
import { featuresOf } from './features.ts';
import type { FoundFile } from './find-files.ts';
import type { Place } from './open-statement.ts';
import { oversized } from './oversized.ts';
import { PieceCutter } from './pieces.ts';
import { replacePlaceholders } from './placeholders.ts';
import { LineCounter, type Chunk, type Position } from './position.ts';
import { notText, unreadable } from './read-text.ts';
import { scanFile, type Scanner } from './scan-file.ts';
import { Splitter } from './splitter.ts';
import { DigestTree } from './statement-digests.ts';
import { StatementIndex } from './statement-index.ts';
import { StreamChecksum } from './stream-checksum.ts';
import { StreamedStatements, type TextRules } from './streamed-statements.ts';

/** How a file is checked. */
export interface CheckRules extends Omit<TextRules, 'charset'> {
  readonly encoding: Charset;
  /** Bytes of the longest statement that may be sent; absent where no server is asked. */
  readonly longestStatement?: number | undefined;
  /** UTF-16 units up to which a line is kept whole; default 64 Ki. */
  readonly longestLine?: number;
  /** Bytes that are read at once; see `scanFile`. */
  readonly blockBytes?: number;
}

export interface CheckedScript {
  readonly statements: Statements;
  /** By position. */
  readonly problems: readonly ScriptProblem[];
  /** Of its text as it stands in the file; undefined of a file that cannot be read. */
  readonly checksum: number | undefined;
}

/** White space in front of a delimiter, which is not sent, that a statement of the greatest length may have. */
const mostBlanks = 64 * 1024;

const defaultLongestLine = 64 * 1024;
const firstScratch = 256 * 1024;

/** Of one file, so that one which is no SQL at all does not fill the memory. */
const mostProblems = 1000;

/**
 * Reads a large file once, in pieces, and keeps where its statements are, not what they say: 26 bytes of each, beside the
 * statement that is open.
 */
export async function checkFile(file: FoundFile, rules: CheckRules): Promise<CheckedScript> {
  const refused = (problem: ScriptProblem): CheckedScript => ({
    statements: [],
    problems: [problem],
    checksum: undefined,
  });
  try {
    const scanned = await scanFile(
      file.path,
      rules.encoding,
      () => new StatementScanner(file, rules),
      rules.blockBytes,
    );
    return scanned ? scanned.scanner.finish(scanned.size) : refused(notText(file, rules.encoding));
  } catch (error) {
    return refused(unreadable(file, error));
  }
}

class StatementScanner implements Scanner {
  readonly #file: FoundFile;
  readonly #rules: CheckRules;
  readonly #lines = new LineCounter();
  readonly #problems: (Position & { readonly message: string })[] = [];
  readonly #digests = new DigestTree();
  readonly #index = new StatementIndex();
  readonly #held = new Map<number, Statement>();
  readonly #splitter: Splitter;
  readonly #cutter: PieceCutter;
  #decoder: StreamDecoder | undefined;
  #checksum: StreamChecksum | undefined;
  #bytes: ByteMap | undefined;
  #scratch = Buffer.alloc(0);
  #longest: MeasuredStatement | undefined;
  /** Of the open statement. */
  #openFrom: number | undefined;

  constructor(file: FoundFile, rules: CheckRules) {
    this.#file = file;
    this.#rules = rules;
    const { longestStatement = constants.MAX_STRING_LENGTH, longestLine = defaultLongestLine } = rules;
    this.#splitter = new Splitter({
      longest: Math.min(longestStatement + mostBlanks, constants.MAX_STRING_LENGTH),
      ended: (statement, place) => this.#ended(statement, place),
      tooLong: (statement) => this.#report(oversized(statement, longestStatement)),
    });
    this.#cutter = new PieceCutter({
      longestLine,
      placeholders: rules.values && rules.placeholders,
      delimiter: () => this.#splitter.delimiter,
    });
  }

  begin(decoder: StreamDecoder): void {
    const { width, mark } = decoder;
    this.#decoder = decoder;
    this.#checksum = new StreamChecksum(width);
    this.#bytes = new ByteMap(width, mark);
  }

  take(bytes: Uint8Array, text: string): void {
    this.#checksum?.add(bytes, text);
    this.#split(this.#cutter.add(text));
  }

  finish(size: number): CheckedScript {
    this.#split(this.#cutter.end());
    this.#splitter.finish();
    const { path, script } = this.#file;
    const problems = [...this.#problems, ...this.#splitter.problems]
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map((problem) => ({ path, script, ...problem }));
    return { statements: this.#statements(size), problems, checksum: this.#checksum?.value };
  }

  #statements(size: number): Statements {
    const { placeholders, values } = this.#rules;
    return new StreamedStatements({
      file: this.#file,
      size,
      rules: { charset: this.#decoder?.charset ?? 'utf-8', placeholders, values },
      index: this.#index,
      digests: this.#digests.digests(),
      longest: this.#longest,
      held: this.#held,
    });
  }

  #split(piece: string): void {
    if (piece === '') return;
    this.#bytes?.begin(piece);
    this.#splitter.feed(this.#replaced(piece));
    const { openFrom } = this.#splitter;
    const found = openFrom === undefined ? undefined : this.#bytes?.at(openFrom);
    if (found !== undefined) this.#openFrom = found;
  }

  #replaced(piece: string): Chunk {
    const { placeholders, values } = this.#rules;
    if (!values) return { source: piece, text: piece, edits: [] };
    const replaced = replacePlaceholders(piece, placeholders, values, this.#lines);
    replaced.problems.forEach((problem) => this.#report(problem));
    return replaced;
  }

  #report(problem: Position & { readonly message: string }): void {
    if (this.#problems.length < mostProblems) this.#problems.push(problem);
  }

  /** Into memory that is used again: it is read before the next statement. */
  #encode(text: string): Buffer {
    const bytes = Buffer.byteLength(text);
    if (this.#scratch.length < bytes) this.#scratch = Buffer.allocUnsafeSlow(Math.max(bytes, firstScratch));
    this.#scratch.write(text);
    return this.#scratch.subarray(0, bytes);
  }

  #ended(statement: Statement, { from, to }: Place): void {
    const { number, line, column, kind, replaced } = statement;
    const text = this.#encode(statement.text);
    const { longestStatement = Infinity } = this.#rules;
    const measured = { number, line, column, bytes: text.length };
    if (text.length > longestStatement) this.#report(oversized(measured, longestStatement));
    if (text.length > (this.#longest?.bytes ?? 0)) this.#longest = measured;
    this.#digests.add(text);
    const isWhole = from !== undefined && to !== undefined;
    if (!isWhole) this.#held.set(number - 1, statement);
    const begin = (isWhole ? this.#bytes?.at(from) : undefined) ?? this.#openFrom ?? 0;
    const end = (isWhole ? this.#bytes?.at(to) : undefined) ?? begin;
    this.#index.add({
      ...{ line, column, kind, features: featuresOf(statement, text.length === statement.text.length) },
      ...{ from: begin, bytes: end - begin, crc: crc32(text) },
      hasPlaceholders: replaced !== undefined,
    });
  }
}
