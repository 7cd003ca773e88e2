import type { Server } from '../session.ts';
import type { Escapes } from './escapes.ts';
import { closingOffset, isConditional, lineEndBehind, matchEnd } from './patterns.ts';

/** One token of a statement. */
export interface Token {
  /** `name` is a quoted name, which is no keyword; numbers are words. */
  readonly kind: 'word' | 'name' | 'string' | 'symbol';
  /** What it stands for: of names and strings without quotes and escapes, otherwise as it is written. */
  readonly value: string;
  /** The value in upper case when it is a word; empty for names and strings, which are no keywords. */
  readonly keyword: string;
  /** Offsets in the code that was tokenised. */
  readonly at: number;
  readonly end: number;
}

/** A statement as the server reads it. */
export interface Code {
  /** The statement with what is executed of its conditional comments, and a blank in place of the other comments. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

/**
 * Tokenises one statement as this server does under this sql_mode: ANSI_QUOTES makes double quotes enclose names,
 * NO_BACKSLASH_ESCAPES takes the backslash its meaning, and a conditional comment is code if its version fits.
 */
export function tokenize(statement: string, server: Server, sqlMode: string): Code {
  const reader = new CodeReader(statement, server, sqlMode);
  return reader.read();
}

const word = /[\w$\u0080-\uffff]+/y;
const space = /\s+/y;
/** A host behind `@` needs no quotes (MySQL 8.4 manual 8.2.4). */
const host = /[\w$.\-\u0080-\uffff]+/y;
const lineComment = /#|--(?=[\s\x00-\x1f]|$)/y; // eslint-disable-line no-control-regex -- as the server's
const condition = /\/\*(M?)!(\d*)/y;

class CodeReader {
  readonly #source: string;
  readonly #server: Server;
  readonly #ansiQuotes: boolean;
  readonly #escapes: Escapes;
  readonly #tokens: Token[] = [];
  #text = '';
  #offset = 0;

  constructor(source: string, server: Server, sqlMode: string) {
    this.#source = source;
    this.#server = server;
    this.#ansiQuotes = /\bANSI_QUOTES\b/i.test(sqlMode);
    const escapes = !/\bNO_BACKSLASH_ESCAPES\b/i.test(sqlMode);
    this.#escapes = { single: escapes, double: escapes && !this.#ansiQuotes };
  }

  read(): Code {
    while (this.#offset < this.#source.length) this.#next();
    return { text: this.#text, tokens: this.#tokens };
  }

  #next(): void {
    const [source, at] = [this.#source, this.#offset];
    const first = source[at] as string;
    const blank = matchEnd(space, source, at);
    if (blank > at) return this.#keep(source.slice(at, blank), blank);
    if (matchEnd(lineComment, source, at) > at) return this.#keep(' ', lineEndBehind(source, at));
    if (source.startsWith('/*', at)) return this.#comment(at);
    // Outside of a quote it can only end a conditional comment.
    if (source.startsWith('*/', at)) return this.#keep(' ', at + 2);
    if (first === "'" || first === '"' || first === '`') return this.#quoted(first, at);
    const isHost = this.#tokens.at(-1)?.value === '@' && this.#tokens.at(-1)?.kind === 'symbol';
    const end = matchEnd(isHost ? host : word, source, at);
    const [kind, value] =
      end > at ? (['word', source.slice(at, end)] as const) : (['symbol', first] as const);
    this.#push(kind, value, source.slice(at, Math.max(end, at + 1)));
  }

  #comment(at: number): void {
    const end = this.#source.indexOf('*/', at + 2);
    const behind = end < 0 ? this.#source.length : end + 2;
    if (!isConditional(this.#source, at)) return this.#keep(' ', behind);
    condition.lastIndex = at;
    const [opening = '/*!', maria, version] = condition.exec(this.#source) ?? [];
    if (isExecuted(this.#server, maria === 'M', Number(version ?? 0)))
      return this.#keep(' ', at + opening.length);
    this.#keep(' ', behind);
  }

  /** A doubled quote stands for itself. */
  #quoted(quote: string, at: number): void {
    const escapes = quote === '`' ? false : quote === "'" ? this.#escapes.single : this.#escapes.double;
    let end = at;
    do {
      const close = closingOffset(this.#source, end + 1, quote, escapes);
      end = close < 0 ? this.#source.length : close + 1;
    } while (this.#source[end] === quote);
    const raw = this.#source.slice(at, end);
    const inner = raw.slice(1, -1).replaceAll(quote + quote, quote);
    const kind = quote === '`' || (quote === '"' && this.#ansiQuotes) ? 'name' : 'string';
    this.#push(kind, escapes ? unescaped(inner) : inner, raw);
  }

  #push(kind: Token['kind'], value: string, raw: string): void {
    const at = this.#text.length;
    const keyword = kind === 'word' || kind === 'symbol' ? value.toUpperCase() : '';
    this.#tokens.push({ kind, value, keyword, at, end: at + raw.length });
    this.#keep(raw, this.#offset + raw.length);
  }

  #keep(text: string, offset: number): void {
    this.#text += text;
    this.#offset = offset;
  }
}

/**
 * MariaDB passes over MySQL's versions from 5.7 to 9.99 (MariaDB Knowledge Base, "Comment Syntax"); MySQL takes MariaDB's
 * own form for a plain comment.
 */
function isExecuted({ kind, version }: Server, isMaria: boolean, wanted: number): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const own = major * 10_000 + minor * 100 + patch;
  if (kind === 'mysql') return !isMaria && wanted <= own;
  return wanted <= own && (isMaria || wanted < 50_700 || wanted > 99_999);
}

const escapedLetters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  0: '\0',
  Z: '\x1a',
};

/** `\%` and `\_` keep their backslash (MySQL 8.4 manual 11.1.1). */
function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (both, letter: string) =>
    letter === '%' || letter === '_' ? both : (escapedLetters[letter] ?? letter),
  );
}
