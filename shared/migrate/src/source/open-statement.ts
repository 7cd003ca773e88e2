import type { Position } from './position.ts';
import { StoredProgramTracker } from './stored-program.ts';

/** A statement of which the beginning was read and not yet the end. */
export class OpenStatement {
  readonly start: Position;
  /** Where the conditional comment began that is open. */
  conditionalAt: Position | undefined;
  #program: StoredProgramTracker | undefined;
  readonly #parts: string[] = [];
  #from: number;

  /** @param from offset of its first character in the present chunk */
  constructor(start: Position, from: number, kind: 'plain' | 'maybe compound') {
    this.start = start;
    this.#from = from;
    this.#program = kind === 'plain' ? undefined : new StoredProgramTracker();
  }

  /** Absent when the next delimiter ends the statement, whatever stands before it. */
  get program(): StoredProgramTracker | undefined {
    if (this.#program?.isPlain) this.#program = undefined;
    return this.#program;
  }

  /** Keeps what the chunk holds of the statement; the next chunk begins with more of it. */
  leave(text: string): void {
    this.#parts.push(text.slice(this.#from));
    this.#from = 0;
  }

  /** Its text when it ends at this offset, without the white space before its end. */
  textUpTo(text: string, end: number): string {
    const last = text.slice(this.#from, end);
    const whole = this.#parts.length === 0 ? last : [...this.#parts, last].join('');
    let length = whole.length;
    // Only what separates tokens: a no-break space is the server's to refuse.
    while (length > 0 && whole.charCodeAt(length - 1) <= 0x20) length--;
    return whole.slice(0, length);
  }
}
