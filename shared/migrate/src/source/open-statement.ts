import type { ReplacedPlaceholder, Statement } from '../model.ts';
import { editsWithin, type Chunk, type Position } from './position.ts';
import { StoredProgramTracker } from './stored-program.ts';

/** A statement of which the beginning was read and not yet the end. */
export class OpenStatement {
  readonly start: Position;
  /** Where the conditional comment began that is open. */
  conditionalAt: Position | undefined;
  #program: StoredProgramTracker | undefined;
  readonly #parts: string[] = [];
  readonly #replaced: ReplacedPlaceholder[] = [];
  #length = 0;
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
  leave(chunk: Chunk): void {
    this.#take(chunk, chunk.text.length);
  }

  /** What is sent when it ends at this offset: without the white space before its end. */
  endAt(chunk: Chunk, end: number): Pick<Statement, 'text' | 'replaced'> {
    this.#take(chunk, end);
    const whole = this.#parts.length === 1 ? (this.#parts[0] as string) : this.#parts.join('');
    let length = whole.length;
    // Only what separates tokens: a no-break space is the server's to refuse.
    while (length > 0 && whole.charCodeAt(length - 1) <= 0x20) length--;
    const text = whole.slice(0, length);
    return this.#replaced.length === 0 ? { text } : { text, replaced: this.#replaced };
  }

  #take({ text, edits }: Chunk, end: number): void {
    const from = this.#from;
    for (const { at, length, sourceLength } of editsWithin(edits, from, end)) {
      const start = Math.max(at, from);
      this.#replaced.push({
        at: this.#length + start - from,
        length: at + length - start,
        sourceLength,
      });
    }
    this.#parts.push(text.slice(from, end));
    this.#length += end - from;
    this.#from = 0;
  }
}
