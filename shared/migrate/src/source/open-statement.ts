import type { ReplacedPlaceholder, Statement } from '../model.ts';
import { editsWithin, type Chunk, type Position } from './position.ts';
import { StoredProgramTracker } from './stored-program.ts';

/** Where a statement stands in the file, for whoever will read it there again. */
export interface Place {
  /**
   * Offsets in the text of the file, in UTF-16 units. Undefined where it begins or ends inside of a placeholder's value: then
   * it stands nowhere in the file.
   */
  readonly from: number | undefined;
  /** In front of its delimiter, with the white space before that. */
  readonly to: number | undefined;
}

/** How a statement is opened. */
interface Opened {
  readonly at: Position;
  readonly place: Place['from'];
  readonly longest: number | undefined;
}

/** A statement of which the beginning was read and not yet the end. */
export class OpenStatement {
  readonly start: Position;
  /** Where the conditional comment began that is open. */
  conditionalAt: Position | undefined;
  #program: StoredProgramTracker | undefined;
  readonly place: Place['from'];
  readonly #longest: number;
  #parts: string[] = [];
  readonly #replaced: ReplacedPlaceholder[] = [];
  #length = 0;
  #bytes = 0;
  #from: number;

  /** @param from offset of its first character in the present chunk */
  constructor({ at, place, longest = Infinity }: Opened, from: number, kind: 'plain' | 'maybe compound') {
    this.start = at;
    this.place = place;
    this.#longest = longest;
    this.#from = from;
    this.#program = kind === 'plain' ? undefined : new StoredProgramTracker();
  }

  /** Of its UTF-8, with the white space in front of its delimiter; only of one that is too long. */
  get bytes(): number {
    return this.#bytes;
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
  endAt(chunk: Chunk, end: number): Pick<Statement, 'text' | 'replaced'> | 'too long' {
    this.#take(chunk, end);
    if (this.#length > this.#longest) return 'too long';
    const whole = this.#parts.length === 1 ? (this.#parts[0] as string) : this.#parts.join('');
    const text = withoutEnd(whole);
    return this.#replaced.length === 0 ? { text } : { text, replaced: this.#replaced };
  }

  #giveUp(): void {
    for (const part of this.#parts) this.#bytes += Buffer.byteLength(part);
    this.#parts = [];
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
    this.#length += end - from;
    this.#parts.push(text.slice(from, end));
    if (this.#length > this.#longest) this.#giveUp();
    this.#from = 0;
  }
}

/** A statement without the white space in front of its delimiter: what separates tokens; a no-break space is the server's. */
export function withoutEnd(text: string): string {
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) <= 0x20) length--;
  return text.slice(0, length);
}
