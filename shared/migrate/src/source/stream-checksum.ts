import { crc32 } from 'node:zlib';
import type { TextWidth } from '../config/stream-decoder.ts';
import { updateChecksum } from './checksum.ts';

/** The checksum of a file while it is read; see `checksum`. */
export class StreamChecksum {
  readonly #isUtf8: boolean;
  #value = 0;
  /** The first half of a surrogate pair. */
  #half = '';

  constructor(width: TextWidth) {
    this.#isUtf8 = width === 'utf-8';
  }

  /** @param bytes those of the text, as they stand in the file, which for UTF-8 spares encoding them again */
  add(bytes: Uint8Array, text: string): void {
    if (this.#isUtf8) this.#value = crc32(withoutLineEnds(bytes), this.#value);
    else this.addText(text);
  }

  addText(text: string): void {
    const whole = this.#half + text;
    const isHalf = /[\ud800-\udbff]$/.test(whole);
    this.#half = isHalf ? whole.slice(-1) : '';
    this.#value = updateChecksum(this.#value, isHalf ? whole.slice(0, -1) : whole);
  }

  /** Signed 32 bit. */
  get value(): number {
    return updateChecksum(this.#value, this.#half);
  }
}

function withoutLineEnds(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(10) && !bytes.includes(13)) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from(text.replace(/[\r\n]+/g, ''), 'latin1');
}
