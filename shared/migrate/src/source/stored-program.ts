import { BlockTracker, type Block, type BlockSymbol } from './blocks.ts';
import type { Position } from './position.ts';

/** What has been read of the words in front of a stored program's body. */
type Phase =
  | 'start'
  | 'begin'
  | 'create'
  | 'definer'
  | 'alter'
  | 'routine'
  | 'characteristics'
  | 'returns'
  | 'trigger'
  | 'order'
  | 'order name'
  | 'event'
  | 'body'
  | 'plain';

const routineWords = new Set(
  'COMMENT LANGUAGE SQL NOT DETERMINISTIC CONTAINS NO READS DATA MODIFIES SECURITY DEFINER INVOKER'.split(
    ' ',
  ),
);
const functionBodies = new Set(['BEGIN', 'RETURN', 'IF', 'CASE', 'LOOP', 'WHILE', 'REPEAT', 'FOR']);

/**
 * Follows one statement word by word and knows whether a `;` ends it or stands inside the body of a procedure,
 * function, trigger, event or of MariaDB's compound statements (`BEGIN NOT ATOMIC`, `IF` …), so that such a body
 * needs no DELIMITER. Flyway sees only some of these; nothing that it splits is split differently.
 */
export class StoredProgramTracker {
  #phase: Phase = 'start';
  #previous = '';
  #parentheses = 0;
  #beginAt: Position | undefined;
  readonly #blocks = new BlockTracker();

  /** True once it is certain that the first `;` ends the statement: nothing more need be told. */
  get isPlain(): boolean {
    return this.#phase === 'plain';
  }

  /** The innermost block that is open; while there is one, a `;` does not end the statement. */
  get openBlock(): Block | undefined {
    return this.#blocks.innermost;
  }

  /** @param word unquoted, not behind `.` or `@`, in upper case. */
  word(word: string, at: () => Position): void {
    const previous = this.#previous;
    this.#previous = word;
    switch (this.#phase) {
      case 'start':
        return this.#first(word, at);
      case 'begin':
        return this.#behindBegin(word, at);
      case 'create':
      case 'definer':
        return this.#object(word);
      case 'alter':
        if (word === 'EVENT') this.#phase = 'event';
        else if (word === 'DEFINER') this.#phase = 'definer';
        else this.#phase = 'plain';
        return;
      case 'characteristics':
        if (this.#parentheses > 0 || previous === 'LANGUAGE') return;
        if (word === 'RETURNS') this.#phase = 'returns';
        else if (!routineWords.has(word)) this.#body(word, at);
        return;
      case 'returns':
        if (this.#parentheses === 0 && functionBodies.has(word)) this.#body(word, at);
        return;
      case 'trigger':
        if (word === 'ROW' && previous === 'EACH') this.#phase = 'order';
        return;
      case 'order':
        if (word === 'FOLLOWS' || word === 'PRECEDES') this.#phase = 'order name';
        else this.#body(word, at);
        return;
      case 'order name':
        this.#phase = 'body';
        return;
      case 'event':
        if (word === 'DO') this.#phase = 'body';
        return;
      case 'body':
        return this.#blocks.word(word, at);
      case 'routine':
      case 'plain':
        return;
    }
  }

  /** A string or a quoted name. */
  quoted(): void {
    this.#previous = '';
    if (this.#phase === 'order name' || this.#phase === 'order') this.#phase = 'body';
    else if (this.#phase === 'body') this.#blocks.quoted();
    else if (this.#phase === 'start') this.#phase = 'body';
  }

  symbol(symbol: BlockSymbol): void {
    if (this.#phase === 'body') return this.#blocks.symbol(symbol);
    if (symbol === '(') this.#parentheses++;
    if (symbol === ')' && --this.#parentheses === 0 && this.#phase === 'routine')
      this.#phase = 'characteristics';
    if (symbol === ':' && this.#phase === 'returns') this.#phase = 'body';
  }

  #first(word: string, at: () => Position): void {
    if (word === 'CREATE') this.#phase = 'create';
    else if (word === 'ALTER') this.#phase = 'alter';
    else if (word === 'BEGIN') {
      this.#beginAt = at();
      this.#phase = 'begin';
    } else this.#body(word, at);
  }

  /** A plain BEGIN starts a transaction. */
  #behindBegin(word: string, at: () => Position): void {
    const begin = this.#beginAt;
    if (word !== 'NOT' || !begin) {
      this.#phase = 'plain';
      return;
    }
    this.#body('BEGIN', () => begin);
    this.#blocks.word(word, at);
  }

  /** The kind of object behind CREATE; a DEFINER's name may stand before it. */
  #object(word: string): void {
    if (word === 'PROCEDURE' || word === 'FUNCTION') this.#phase = 'routine';
    else if (word === 'TRIGGER') this.#phase = 'trigger';
    else if (word === 'EVENT') this.#phase = 'event';
    else if (word === 'DEFINER') this.#phase = 'definer';
    else if (word === 'VIEW') this.#phase = 'plain';
    else if (this.#phase === 'create' && !['OR', 'REPLACE', 'AGGREGATE'].includes(word))
      this.#phase = 'plain';
  }

  #body(word: string, at: () => Position): void {
    this.#phase = 'body';
    this.#blocks.word(word, at);
  }
}
