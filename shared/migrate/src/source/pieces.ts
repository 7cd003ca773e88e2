import type { PlaceholderConfig } from '../config/config.ts';
import { longestName } from './placeholders.ts';

/** Characters behind which a long line may be cut: a token of one character, which is no part of a longer one. */
const borders: readonly string[] = [',', ';', '(', ')'];

/** Of a long word, so many characters stay on either side of the cut: no keyword is as long. */
const halfWord = 64;

/** How a text may be cut. */
export interface CutRules {
  /** Characters up to which a line is kept whole. */
  readonly longestLine: number;
  /** Absent where placeholders are not replaced. */
  readonly placeholders?: Pick<PlaceholderConfig, 'prefix' | 'suffix'> | undefined;
  /** The delimiter that is in force. */
  readonly delimiter: () => string;
}

/**
 * Cuts a text that comes in parts into pieces that a `Splitter` may be given one by one: whole lines, and of a line that
 * is too long what ends behind a comma or the like, outside of placeholders and of the delimiter, or in the middle of a
 * long word. Where there is none it waits for more.
 */
export class PieceCutter {
  readonly #rules: CutRules;
  #rest = '';
  /** Characters of the rest in which no place to cut was found. */
  #searched = 0;

  constructor(rules: CutRules) {
    this.#rules = rules;
  }

  /** @returns the next piece; empty when there is none yet */
  add(part: string): string {
    const lineEnd = part.lastIndexOf('\n');
    const whole = this.#rest + part;
    return this.#take(whole, lineEnd < 0 ? this.#cutOf(whole) : this.#rest.length + lineEnd + 1);
  }

  /** @returns what is left */
  end(): string {
    return this.#take(this.#rest, this.#rest.length);
  }

  #take(whole: string, cut: number): string {
    this.#rest = whole.slice(cut);
    this.#searched = cut > 0 ? 0 : this.#searched;
    return whole.slice(0, cut);
  }

  /** 0 where it must not be cut. */
  #cutOf(line: string): number {
    if (line.length <= this.#rules.longestLine) return 0;
    const from = Math.max(this.#searched - 2 * halfWord - longestName, 0);
    this.#searched = line.length;
    return this.#behindBorder(line, from) ?? this.#inWord(line, from) ?? 0;
  }

  #behindBorder(line: string, from: number): number | undefined {
    const { placeholders, delimiter } = this.#rules;
    const forbidden = `${placeholders?.prefix ?? ''}${placeholders?.suffix ?? ''}${longDelimiter(delimiter())}`;
    for (const border of borders) {
      if (forbidden.includes(border)) continue;
      let at = line.lastIndexOf(border, line.length - 2);
      while (at >= from && this.#isInPlaceholder(line, at + 1)) at = line.lastIndexOf(border, at - 1);
      if (at >= from) return at + 1;
    }
    return undefined;
  }

  /** In the middle of a run of hexadecimal digits, of base64: the last one. */
  #inWord(line: string, from: number): number | undefined {
    let run = 0;
    for (let at = line.length - 1; at >= from; at--) {
      run = isWordCharacter(line.charCodeAt(at)) ? run + 1 : 0;
      const cut = at + halfWord;
      if (run === 2 * halfWord) return this.#isInPlaceholder(line, cut) ? undefined : cut;
    }
    return undefined;
  }

  #isInPlaceholder(line: string, cut: number): boolean {
    const { placeholders } = this.#rules;
    if (!placeholders) return false;
    const { prefix, suffix } = placeholders;
    const from = Math.max(cut - longestName - prefix.length - suffix.length, 0);
    const before = line.slice(from, cut);
    const open = before.lastIndexOf(prefix);
    return open >= 0 && !before.includes(suffix, open + prefix.length);
  }
}

/** A digit or a letter of ASCII. */
function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** A delimiter of one character is a border by itself. */
function longDelimiter(delimiter: string): string {
  return delimiter.length > 1 ? delimiter : '';
}
