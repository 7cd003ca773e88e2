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
    if (this.#isUtf8) this.#value = crcOfLines(bytes, this.#value);
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

/** CRC-32 of bytes without CR and LF, behind what has the sum `before`. */
function crcOfLines(bytes: Uint8Array, before: number): number {
  if (bytes.includes(13)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return crc32(Buffer.from(text.replace(/[\r\n]+/g, ''), 'latin1'), before);
  }
  let sum = before;
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    if (end > from) sum = crc32(bytes.subarray(from, end), sum);
    from = end + 1;
  }
  return from < bytes.length ? crc32(bytes.subarray(from), sum) : sum;
}
