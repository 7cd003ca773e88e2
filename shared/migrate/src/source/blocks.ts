import type { Position } from './position.ts';

/** A block that is open: its first word and where that stands. */
export interface Block extends Position {
  readonly word: string;
}

export type BlockSymbol = '(' | ')' | ':' | ',' | ';';

/** `expression` is a CASE that ends with END alone; `until` is a REPEAT behind its last statement. */
type Frame = Block & { kind: 'begin' | 'branch' | 'expression' | 'loop' | 'repeat' | 'until' };

/** Where a DECLARE … HANDLER FOR stands: its statement begins behind the last of its conditions. */
type Handler = 'none' | 'declare' | 'handler' | 'condition' | 'conditions';

const endSuffixes = new Set(['IF', 'CASE', 'LOOP', 'REPEAT', 'WHILE', 'FOR']);
const conditionWords = new Set(['SQLSTATE', 'VALUE', 'SQLWARNING', 'SQLEXCEPTION', 'NOT', 'FOUND']);

/**
 * Follows the body of a stored program word by word and knows which blocks are open.
 *
 * A block opens only where a statement may begin: elsewhere `IF(` and `REPEAT(` are functions, and `begin` and
 * `end`, which are not reserved, may be names.
 */
export class BlockTracker {
  #atStart = true;
  /** The last word began a statement: a `:` behind it makes it a label. */
  #maybeLabel = false;
  #previous = '';
  #handler: Handler = 'none';
  readonly #frames: Frame[] = [];

  get innermost(): Block | undefined {
    return this.#frames.at(-1);
  }

  /** @param word unquoted, not behind `.` or `@`, in upper case. */
  word(word: string, at: () => Position): void {
    const previous = this.#previous;
    const start = this.#atStart && !this.#inConditions(word);
    this.#previous = word;
    this.#maybeLabel = false;
    if (previous === 'END' && endSuffixes.has(word)) return;
    if (previous === 'BEGIN' && word === 'NOT') return;
    if (previous === 'NOT' && word === 'ATOMIC') {
      this.#atStart = true;
      return;
    }
    if (this.#handler === 'condition' || this.#handler === 'conditions') return;
    this.#atStart = false;
    if (word === 'END' && this.#end(start)) return;
    if (word === 'CASE') this.#open(start ? 'branch' : 'expression', word, at);
    else if (start) this.#firstWord(word, at);
    else this.#innerWord(word);
  }

  /** A string or a quoted name. */
  quoted(): void {
    this.#previous = '';
    if (this.#handler === 'condition') this.#handler = 'conditions';
    if (this.#handler === 'conditions') return;
    this.#maybeLabel = this.#atStart;
    this.#atStart = false;
  }

  symbol(symbol: BlockSymbol): void {
    const label = this.#maybeLabel;
    this.#maybeLabel = false;
    this.#previous = '';
    if (symbol === ';') {
      this.#handler = 'none';
      this.#atStart = true;
    } else if (symbol === ':') {
      this.#atStart = label;
    } else if (symbol === ',' && this.#handler === 'conditions') {
      this.#handler = 'condition';
    } else if (this.#handler === 'none') {
      this.#atStart = false;
    }
  }

  /** The first word of a statement, or of a branch of one. */
  #firstWord(word: string, at: () => Position): void {
    switch (word) {
      case 'BEGIN':
        this.#open('begin', word, at);
        this.#atStart = true;
        return;
      case 'LOOP':
        this.#open('loop', word, at);
        this.#atStart = true;
        return;
      case 'REPEAT':
        this.#open('repeat', word, at);
        this.#atStart = true;
        return;
      case 'IF':
        return this.#open('branch', word, at);
      case 'WHILE':
      case 'FOR':
        return this.#open('loop', word, at);
      case 'UNTIL': {
        const frame = this.#frames.at(-1);
        if (frame?.kind === 'repeat') frame.kind = 'until';
        return;
      }
      case 'ELSE':
        this.#atStart = true;
        return;
      case 'DECLARE':
        this.#handler = 'declare';
        return;
      default:
        this.#maybeLabel = true;
    }
  }

  #innerWord(word: string): void {
    const kind = this.#frames.at(-1)?.kind;
    if (word === 'THEN' || word === 'ELSE') this.#atStart = kind === 'branch';
    else if (word === 'DO') this.#atStart = kind === 'loop';
    else if (word === 'HANDLER' && this.#handler === 'declare') this.#handler = 'handler';
    else if (word === 'FOR' && this.#handler === 'handler') {
      this.#handler = 'condition';
      this.#atStart = true;
    }
  }

  /** Whether the word still belongs to the conditions of a handler; else its statement begins here. */
  #inConditions(word: string): boolean {
    if (this.#handler === 'condition') {
      this.#handler = 'conditions';
      return true;
    }
    if (this.#handler !== 'conditions') return false;
    if (conditionWords.has(word)) return true;
    this.#handler = 'none';
    return false;
  }

  /** END closes a block where a statement may begin, and a CASE expression or REPEAT anywhere. */
  #end(start: boolean): boolean {
    const kind = this.#frames.at(-1)?.kind;
    if (kind === undefined || (!start && kind !== 'expression' && kind !== 'until')) return false;
    this.#frames.pop();
    return true;
  }

  #open(kind: Frame['kind'], word: string, at: () => Position): void {
    this.#frames.push({ kind, word, ...at() });
  }
}
