import type { Escapes } from './escapes.ts';
import { closingOffset } from './patterns.ts';
import type { Chunk, LineCounter, Position } from './position.ts';

export type Closing = "'" | '"' | '`' | '*/';

/** A quote or comment while it is open; inside nothing counts but what closes it. */
export class Enclosure {
  readonly closing: Closing;
  readonly #opened: number;
  #at: Position | undefined;

  /** @param opened offset of its first character in the present chunk */
  constructor(closing: Closing, opened: number) {
    this.closing = closing;
    this.#opened = opened;
  }

  /** Where it was opened; known as soon as it outlives its chunk. */
  get at(): Position | undefined {
    return this.#at;
  }

  /** @returns the offset behind it; undefined when it does not close in this chunk. */
  close({ text }: Chunk, from: number, escapes: Escapes): number | undefined {
    const { closing } = this;
    const escaped = (closing === "'" && escapes.single) || (closing === '"' && escapes.double);
    const end = closingOffset(text, from, closing, escaped);
    return end < 0 ? undefined : end + closing.length;
  }

  /** The chunk ends, and it is still open. */
  leave(chunk: Chunk, lines: LineCounter): void {
    this.#at ??= lines.at(chunk, this.#opened);
  }
}
