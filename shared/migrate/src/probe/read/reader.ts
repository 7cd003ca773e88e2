import type { Code, Token } from '../../source/tokens.ts';
import type { Account } from '../account-form.ts';
import type { ObjectName } from '../change.ts';

/** A statement, or a part of one, that is not of a form known here. Never leaves `probe/`. */
export class NotUnderstood extends Error {}

/** Goes through the tokens of one statement from left to right. */
export class Reader {
  readonly #code: Code;
  readonly #end: number;
  readonly #schema: string | undefined;
  #at: number;

  /** @param range of tokens, the end excluded; default: all */
  constructor(
    code: Code,
    schema: string | undefined,
    range: readonly [number, number] = [0, code.tokens.length],
  ) {
    this.#code = code;
    this.#schema = schema;
    [this.#at, this.#end] = range;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** Number of the token that is read next. */
  get position(): number {
    return this.#at;
  }

  /** Keyword of the token that is read next, or of one behind it; empty behind the end. */
  keyword(offset = 0): string {
    return this.#peek(offset)?.keyword ?? '';
  }

  /** Reads these keywords if all of them stand here, in this order. */
  take(...keywords: readonly string[]): boolean {
    if (!keywords.every((keyword, index) => this.keyword(index) === keyword)) return false;
    this.#at += keywords.length;
    return true;
  }

  /** Reads one of these keywords. */
  takeOne(...keywords: readonly string[]): string | undefined {
    const found = keywords.find((keyword) => keyword === this.keyword());
    if (found !== undefined) this.#at++;
    return found;
  }

  expect(...keywords: readonly string[]): void {
    if (!this.take(...keywords)) throw new NotUnderstood(`expected ${keywords.join(' ')}`);
  }

  expectEnd(): void {
    if (!this.atEnd) throw new NotUnderstood(`did not expect ${this.keyword()}`);
  }

  skip(count = 1): void {
    this.#at += count;
  }

  /** A name, quoted or not. */
  name(): string {
    const token = this.#peek(0);
    if (token?.kind !== 'name' && token?.kind !== 'word') throw new NotUnderstood('expected a name');
    this.#at++;
    return token.value;
  }

  /** `name`, or `schema.name`. */
  objectName(): ObjectName {
    const first = this.name();
    if (this.take('.')) return { schema: first, name: this.name() };
    if (this.#schema === undefined) throw new NotUnderstood('a name without a schema');
    return { schema: this.#schema, name: first };
  }

  /** Something, then more of it behind commas. */
  list<Item>(read: () => Item): readonly Item[] {
    const items = [read()];
    while (this.take(',')) items.push(read());
    return items;
  }

  string(): string {
    const token = this.#peek(0);
    if (token?.kind !== 'string') throw new NotUnderstood('expected a string');
    this.#at++;
    return token.value;
  }

  /** A name, a number or a string: what an option is set to. */
  value(): string {
    return this.#peek(0)?.kind === 'string' ? this.string() : this.name();
  }

  /** `user@host`; without a host it is `%`. CURRENT_USER is undefined. */
  account(): Account | undefined {
    if (this.takeOne('CURRENT_USER') !== undefined) {
      this.take('(', ')');
      return undefined;
    }
    const user = this.value();
    return { user, host: this.take('@') ? this.value() : '%' };
  }

  /** Moves behind the parenthesis that closes the one that stands here; the reader of what stands between. */
  group(): Reader {
    this.expect('(');
    const from = this.#at;
    this.#skipUntil(')');
    this.expect(')');
    return this.#part(from, this.#at - 1);
  }

  /** The rest, split where commas stand outside of parentheses. */
  parts(): readonly Reader[] {
    const parts: Reader[] = [];
    do {
      const from = this.#at;
      this.#skipUntil(',');
      parts.push(this.#part(from, this.#at));
    } while (this.take(','));
    return parts;
  }

  /** Code from a token on, up to the one that is read next, or to another. */
  textFrom(from: number, to = this.#at): string {
    const [first, last] = [this.#code.tokens[from], this.#code.tokens[to - 1]];
    return first && last && to > from ? this.#code.text.slice(first.at, last.end) : '';
  }

  /** Code of all that is left. */
  rest(): string {
    const text = this.textFrom(this.#at, this.#end);
    this.#at = this.#end;
    return text;
  }

  /** Tokens of all that is left, in one way of writing. */
  canonicalRest(): string {
    const tokens = this.#code.tokens.slice(this.#at, this.#end);
    this.#at = this.#end;
    return canonical(tokens);
  }

  canonicalFrom(from: number): string {
    return canonical(this.#code.tokens.slice(from, this.#at));
  }

  /** Moves to the next of these keywords outside of parentheses, or to the end. */
  skipTo(...keywords: readonly string[]): void {
    this.#skipUntil(...keywords);
  }

  #skipUntil(...keywords: readonly string[]): void {
    let depth = 0;
    for (; this.#at < this.#end; this.#at++) {
      const keyword = this.keyword();
      if (depth === 0 && keywords.includes(keyword)) return;
      if (keyword === '(') depth++;
      else if (keyword === ')') depth--;
    }
  }

  #part(from: number, to: number): Reader {
    return new Reader(this.#code, this.#schema, [from, to]);
  }

  #peek(offset: number): Token | undefined {
    return this.#at + offset < this.#end ? this.#code.tokens[this.#at + offset] : undefined;
  }
}

/** Two texts of the same tokens are equal: white space, comments and kinds of quotes do not count, letter case does. */
export function canonical(tokens: readonly Token[]): string {
  return tokens.map(({ kind, value }) => (kind === 'string' ? JSON.stringify(value) : value)).join(' ');
}
