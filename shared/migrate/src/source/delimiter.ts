import { plainStop } from './patterns.ts';
import type { Position } from './position.ts';

/** What ends a statement. */
interface Delimiter {
  readonly text: string;
  /** Whether it is `;`, within which bodies of stored programs are known. */
  readonly isPlain: boolean;
  /** The tokens of code that matter beside bodies of stored programs, it among them. */
  readonly stop: RegExp;
  /** The DELIMITER line that came last; absent in front of the first one. */
  readonly at?: Position;
}

/** Made by a DELIMITER line. */
export function newDelimiter(text: string, at: Position): Delimiter {
  return { ...delimiter(text), at };
}

function delimiter(text: string): Delimiter {
  return { text, isPlain: text === ';', stop: plainStop(text) };
}

/** Of a script in front of its first DELIMITER line. Each splitter moves the `lastIndex` of its pattern before it looks. */
export const defaultDelimiter: Delimiter = delimiter(';');
