import type { MeasuredStatement, Statement } from '../model.ts';
import type { BlockSymbol } from './blocks.ts';
import { classify } from './classify.ts';
import { defaultDelimiter, newDelimiter } from './delimiter.ts';
import { Enclosure, type Closing } from './enclosure.ts';
import { defaultEscapes, escapesBehind, type Escapes } from './escapes.ts';
import { OpenStatement, type Place } from './open-statement.ts';
import * as patterns from './patterns.ts';
import { isConditional, lineEndBehind, matchEnd } from './patterns.ts';
import { LineCounter, placeInSource, type Chunk, type Position } from './position.ts';
import * as problems from './split-problem.ts';
import type { SplitProblem } from './split-problem.ts';

export interface SplitText {
  readonly statements: readonly Statement[];
  readonly problems: readonly SplitProblem[];
}

/** How statements are taken by whoever does not keep them. */
export interface SplitOptions {
  /** Is given each statement, which is not returned then, and where it stands. */
  readonly ended?: (statement: Statement, place: Place) => void;
  /** UTF-16 units of the longest statement that is kept; default: as many as a string may have. */
  readonly longest?: number;
  /** Told of one that is longer; it has a number, and is left out. */
  readonly tooLong?: (statement: MeasuredStatement) => void;
}

/** Splits a whole text; see {@link Splitter}. */
export function splitStatements(text: string): SplitText {
  const splitter = new Splitter();
  const statements = splitter.feed({ source: text, text, edits: [] });
  return { statements: [...statements, ...splitter.finish()], problems: splitter.problems };
}

const nothing: Chunk = { source: '', text: '', edits: [] };

/**
 * Splits a script into what is sent in one query each, as Flyway and the mysql client do. Feed it pieces of any size, whole
 * lines or what a `PieceCutter` makes of a long one: it keeps the statement that is open and nothing else.
 *
 * Known are all quotes and comments of MySQL and MariaDB, DELIMITER lines, and bodies of stored programs without
 * DELIMITER. Code in conditional comments is code. Comments between statements are dropped, those inside kept.
 */
export class Splitter {
  readonly problems: SplitProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #options: SplitOptions;
  #chunk: Chunk = nothing;
  /** Of the chunk, in the text of the file. */
  #offset = 0;
  #isLineStart = true;
  /** The rest of a line does not count, and the line goes on in the next chunk. */
  #isPassedOver = false;
  #found: Statement[] = [];
  #number = 0;
  #delimiter = defaultDelimiter;
  #escapes: Escapes = defaultEscapes;
  #statement: OpenStatement | undefined;
  #enclosure: Enclosure | undefined;

  constructor(options: SplitOptions = {}) {
    this.#options = options;
  }

  /** What ends a statement now. */
  get delimiter(): string {
    return this.#delimiter.text;
  }

  /** Where in the file the statement begins that is open; undefined without one, and where it stands nowhere there. */
  get openFrom(): number | undefined {
    return this.#statement?.place;
  }

  /** @returns the statements that end in this chunk. */
  feed(chunk: Chunk): readonly Statement[] {
    const { text } = chunk;
    this.#chunk = chunk;
    this.#found = [];
    if (this.#statement && !this.#enclosure && this.#isLineStart) this.#lineInside(this.#statement, 0);
    let offset = this.#isPassedOver ? this.#passOver(0) : 0;
    while (offset < text.length) {
      if (this.#enclosure) offset = this.#enclosed(this.#enclosure, offset);
      else if (this.#statement) offset = this.#code(this.#statement, offset);
      else offset = this.#between(offset);
    }
    this.#enclosure?.leave(chunk, this.#lines);
    this.#statement?.leave(chunk);
    this.#lines.leave(chunk);
    this.#offset += chunk.source.length;
    if (text.length > 0) this.#isLineStart = text.endsWith('\n');
    return this.#found;
  }

  /** @returns the last statement, when the text ends without a delimiter behind it. */
  finish(): readonly Statement[] {
    this.#chunk = nothing;
    this.#found = [];
    const { closing, at } = this.#enclosure ?? { closing: '*/', at: this.#statement?.conditionalAt };
    if (at) this.problems.push(problems.unclosedEnclosure(at, closing));
    else if (this.#statement) this.#endAtLast(this.#statement);
    return this.#found;
  }

  #endAtLast(statement: OpenStatement): void {
    const problem = this.#leftOpen(statement);
    if (problem) this.problems.push(problem);
    else this.#emit(statement, 0);
  }

  /** White space, comments, DELIMITER lines and client commands, up to the first character of a statement. */
  #between(from: number): number {
    const { text } = this.#chunk;
    const offset = matchEnd(patterns.gap, text, from);
    if (offset >= text.length) return offset;
    if (text.startsWith(this.#delimiter.text, offset)) return offset + this.#delimiter.text.length;
    const first = text[offset];
    // No statement begins with --, so here it is a comment without a blank too, as for the mysql client.
    if (first === '#' || text.startsWith('--', offset)) return this.#passOver(offset);
    if (text.startsWith('/*', offset) && !isConditional(text, offset)) return this.#enclose('*/', offset);
    const directive = matchEnd(patterns.delimiterLine, text, offset);
    if (directive > offset) return this.#setDelimiter(offset, directive);
    const command = matchEnd(patterns.clientCommand, text, offset);
    if (command > offset) return this.#refuse(offset, command);
    const compound = this.#delimiter.isPlain && matchEnd(patterns.maybeCompound, text, offset) > offset;
    const kind = compound ? 'maybe compound' : 'plain';
    const opened = { at: this.#at(offset), place: this.#place(offset), longest: this.#options.longest };
    this.#statement = new OpenStatement(opened, offset, kind);
    return offset;
  }

  /** The rest of the line, which may go on in the next chunk. */
  #passOver(offset: number): number {
    const { text } = this.#chunk;
    const end = lineEndBehind(text, offset);
    this.#isPassedOver = end === text.length;
    return end;
  }

  /** Code of the open statement, up to and with the next token that matters. */
  #code(statement: OpenStatement, from: number): number {
    const { text } = this.#chunk;
    const stop = this.#stopPattern(statement);
    stop.lastIndex = from;
    const match = stop.exec(text);
    if (!match) return text.length;
    const [token] = match;
    const { index } = match;
    if (token === this.#delimiter.text && !statement.conditionalAt)
      return this.#atDelimiter(statement, index);
    switch (token) {
      case "'":
      case '"':
      case '`':
        statement.program?.quoted();
        return this.#enclose(token, index);
      case '#':
      case '--':
        return this.#passOver(index);
      case '/*':
        return this.#comment(statement, index);
      case '*/':
        statement.conditionalAt = undefined;
        return index + 2;
      case '\n':
        this.#lineInside(statement, index + 1);
        return index + 1;
      default:
        this.#programToken(statement, token, index);
        return index + token.length;
    }
  }

  #stopPattern({ program, conditionalAt }: OpenStatement): RegExp {
    if (program) return conditionalAt ? patterns.conditionalProgramStop : patterns.programStop;
    return conditionalAt ? patterns.conditionalStop : this.#delimiter.stop;
  }

  #atDelimiter(statement: OpenStatement, index: number): number {
    if (statement.program?.openBlock) statement.program.symbol(';');
    else this.#emit(statement, index);
    return index + this.#delimiter.text.length;
  }

  #programToken({ program }: OpenStatement, token: string, index: number): void {
    if (/^[@.]/.test(token)) program?.quoted();
    else if (/^[;():,]/.test(token)) program?.symbol(token as BlockSymbol);
    else program?.word(token.toUpperCase(), () => this.#at(index));
  }

  #comment(statement: OpenStatement, index: number): number {
    const { text } = this.#chunk;
    if (statement.conditionalAt || !isConditional(text, index)) return this.#enclose('*/', index);
    statement.conditionalAt = this.#at(index);
    return matchEnd(patterns.conditionalComment, text, index);
  }

  #enclose(closing: Closing, index: number): number {
    this.#enclosure = new Enclosure(closing, index);
    return index + closing.length;
  }

  #enclosed(enclosure: Enclosure, from: number): number {
    const end = enclosure.close(this.#chunk, from, this.#escapes);
    if (end === undefined) return this.#chunk.text.length;
    this.#enclosure = undefined;
    return end;
  }

  #emit(statement: OpenStatement, end: number): void {
    this.#statement = undefined;
    const ended = statement.endAt(this.#chunk, end);
    const number = ++this.#number;
    if (ended === 'too long') {
      this.#options.tooLong?.({ number, ...statement.start, bytes: statement.bytes });
      return;
    }
    this.#escapes = escapesBehind(ended.text, this.#escapes);
    const found = { number, ...statement.start, ...ended, kind: classify(ended.text) };
    if (this.#options.ended) this.#options.ended(found, { from: statement.place, to: this.#place(end) });
    else this.#found.push(found);
  }

  #place(offset: number): number | undefined {
    const place = placeInSource(this.#chunk.edits, offset);
    return place === undefined ? undefined : this.#offset + place;
  }

  #setDelimiter(offset: number, end: number): number {
    const [, text] = this.#chunk.text.slice(offset, end).split(/[ \t]+/);
    const at = this.#at(offset);
    // The one before stays in force then, and is left open by this line.
    this.#delimiter = text ? newDelimiter(text, at) : { ...this.#delimiter, at };
    if (!text) this.problems.push(problems.emptyDelimiter(at));
    return this.#passOver(end);
  }

  /** A line begins inside of a statement. A DELIMITER there means that the statement's end was forgotten. */
  #lineInside(statement: OpenStatement, offset: number): void {
    if (statement.conditionalAt) return;
    if (matchEnd(patterns.delimiterInside, this.#chunk.text, offset) === offset) return;
    const problem =
      this.#leftOpen(statement) ?? problems.directiveInStatement(statement.start, this.#at(offset));
    this.problems.push(problem);
    this.#statement = undefined;
  }

  /** Why the statement cannot end without a delimiter; undefined when it can. */
  #leftOpen({ start, program }: OpenStatement): SplitProblem | undefined {
    if (program?.openBlock) return problems.unclosedBlock(program.openBlock);
    const { text, isPlain, at } = this.#delimiter;
    return isPlain || !at ? undefined : problems.unclosedDelimiter(at, text, start);
  }

  #refuse(offset: number, end: number): number {
    const command = this.#chunk.text.slice(offset, end);
    this.problems.push(problems.commandOfClient(this.#at(offset), command));
    return this.#passOver(end);
  }

  #at(offset: number): Position {
    return this.#lines.at(this.#chunk, offset);
  }
}
