import type { TextWidth } from '../config/stream-decoder.ts';

/** Turns offsets in the text of a file into those of its bytes, piece after piece. They must be asked for ascending. */
export class ByteMap {
  readonly #width: TextWidth;
  #piece = '';
  #isAscii = true;
  /** Of the piece, in text and file. */
  #textFrom = 0;
  #byteFrom: number;
  /** What was asked for last, in the piece and in the file. */
  #textAt = 0;
  #byteAt: number;

  /** @param mark bytes in front of the first character */
  constructor(width: TextWidth, mark: number) {
    this.#width = width;
    this.#byteFrom = mark;
    this.#byteAt = mark;
  }

  /** The next piece; the one before is done with. */
  begin(piece: string): void {
    this.#textFrom += this.#piece.length;
    this.#byteFrom += this.#bytesOf(this.#piece);
    this.#piece = piece;
    this.#isAscii = this.#width !== 'utf-8' || Buffer.byteLength(piece) === piece.length;
    this.#textAt = 0;
    this.#byteAt = this.#byteFrom;
  }

  /** The byte at an offset in the whole text; undefined when it lies in front of the piece. */
  at(offset: number): number | undefined {
    const target = offset - this.#textFrom;
    if (target < 0) return undefined;
    this.#byteAt += this.#bytesOf(this.#piece.slice(this.#textAt, target));
    this.#textAt = target;
    return this.#byteAt;
  }

  #bytesOf(text: string): number {
    if (this.#width !== 'utf-8') return text.length * this.#width;
    return this.#isAscii ? text.length : Buffer.byteLength(text);
  }
}
