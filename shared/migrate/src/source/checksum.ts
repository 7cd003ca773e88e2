import { crc32 } from 'node:zlib';

/**
 * Flyway's checksum of a text: CRC32, signed 32 bit, over the UTF-8 bytes of its lines without their ends
 * (CR, LF or CRLF) and with nothing between them. So only characters count, not how lines end.
 *
 * @param text without byte order mark, as {@link decode} returns it.
 */
export function checksum(text: string): number {
  return updateChecksum(0, text);
}

/**
 * The same in pieces: start with 0, hand each result to the next call. A piece may end anywhere except inside a
 * surrogate pair.
 */
export function updateChecksum(previous: number, piece: string): number {
  return crc32(piece.replace(/[\r\n]+/g, ''), previous >>> 0) | 0;
}
