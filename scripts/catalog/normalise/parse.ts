import type { Node } from './node.ts';
import { binaryLevels, functionNames, levels, operatorNames } from './operators.ts';
import type { Token } from './tokens.ts';

class UnknownSyntax extends Error {}

/** @returns undefined when there is syntax in it that this parser does not know */
export function parseExpression(tokens: readonly Token[]): Node | undefined {
  try {
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

/** Operator precedence by recursion: each method takes what it names, and leaves the position behind it. */
class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression(0);
    if (this.#peek().kind !== 'end') throw new UnknownSyntax();
    return node;
  }

  /** As far as operators bind at least as tightly as `minimum`. */
  #expression(minimum: number): Node {
    let left = this.#operand();
    for (;;) {
      const whole = this.#continued(left, minimum);
      if (!whole) return left;
      left = whole;
    }
  }

  #continued(left: Node, minimum: number): Node | undefined {
    const { kind, text } = this.#peek();
    if (kind !== 'word' && kind !== 'symbol') return undefined;
    const compared = minimum <= levels.comparison ? this.#compared(left) : undefined;
    if (compared) return compared;
    const level = binaryLevels[text];
    if (level === undefined || level < minimum) return undefined;
    this.#position++;
    return {
      kind: 'binary',
      operator: operatorNames[text] ?? text,
      level,
      left,
      right: this.#expression(level + 1),
    };
  }

  /** IS, IN and BETWEEN, and NOT LIKE. */
  #compared(value: Node): Node | undefined {
    if (this.#take('IS'))
      return { kind: 'is', value, what: `IS ${this.#take('NOT') ? 'NOT ' : ''}${this.#word()}` };
    const next = this.#peek(1).text;
    const not = this.#peek().text === 'NOT' && ['IN', 'BETWEEN', 'LIKE', 'REGEXP', 'RLIKE'].includes(next);
    if (not) this.#position++;
    if (not && next !== 'IN' && next !== 'BETWEEN') return this.#mismatch(value);
    if (this.#take('IN')) {
      this.#expect('(');
      return { kind: 'in', value, not, list: this.#list() };
    }
    if (!this.#take('BETWEEN')) return undefined;
    const low = this.#expression(levels.comparison + 1);
    this.#expect('AND');
    return { kind: 'between', value, not, low, high: this.#expression(levels.comparison + 1) };
  }

  /** `a NOT LIKE b` of MariaDB is `NOT a LIKE b` of MySQL. */
  #mismatch(left: Node): Node {
    const value = this.#continued(left, levels.comparison);
    if (!value) throw new UnknownSyntax();
    return { kind: 'unary', operator: 'NOT ', level: levels.not, value };
  }

  #operand(): Node {
    if (this.#take('(')) {
      const inner = this.#expression(0);
      this.#expect(')');
      return inner;
    }
    if (this.#take('NOT'))
      return { kind: 'unary', operator: 'NOT ', level: levels.not, value: this.#expression(levels.not) };
    for (const sign of ['-', '~'])
      if (this.#take(sign))
        return { kind: 'unary', operator: sign, level: levels.sign, value: this.#expression(levels.sign) };
    if (this.#take('CASE')) return this.#case();
    return this.#peek().kind === 'word' && this.#peek(1).text === '(' ? this.#call() : this.#atom();
  }

  #call(): Node {
    const name = this.#word();
    this.#expect('(');
    const values = this.#list();
    const [left, right] = values;
    if (name === 'REGEXP_LIKE' && left && right && values.length === 2)
      return { kind: 'binary', operator: 'REGEXP', level: levels.comparison, left, right };
    const called = functionNames[name] ?? name;
    return called === 'CURRENT_TIMESTAMP' && values.length === 0
      ? { kind: 'atom', text: called }
      : { kind: 'call', name: called, values };
  }

  /** Behind the opening bracket; takes the closing one. */
  #list(): readonly Node[] {
    const values: Node[] = [];
    if (this.#take(')')) return values;
    do values.push(this.#expression(0));
    while (this.#take(','));
    this.#expect(')');
    return values;
  }

  #case(): Node {
    const value = this.#peek().text === 'WHEN' ? undefined : this.#expression(0);
    const branches: { readonly when: Node; readonly then: Node }[] = [];
    while (this.#take('WHEN')) {
      const when = this.#expression(0);
      this.#expect('THEN');
      branches.push({ when, then: this.#expression(0) });
    }
    const otherwise = this.#take('ELSE') ? this.#expression(0) : undefined;
    this.#expect('END');
    return { kind: 'case', value, branches, otherwise };
  }

  #atom(): Node {
    const { kind, text } = this.#peek();
    if (kind === 'end' || kind === 'symbol') throw new UnknownSyntax();
    this.#position++;
    return { kind: 'atom', text };
  }

  #word(): string {
    const { kind, text } = this.#peek();
    if (kind !== 'word') throw new UnknownSyntax();
    this.#position++;
    return text;
  }

  #peek(offset = 0): Token {
    return this.#tokens[this.#position + offset] ?? { kind: 'end', text: '' };
  }

  #take(text: string): boolean {
    const { kind, text: found } = this.#peek();
    const matches = found === text && (kind === 'word' || kind === 'symbol');
    if (matches) this.#position++;
    return matches;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new UnknownSyntax();
  }
}
