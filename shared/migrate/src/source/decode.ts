import type { Config } from '../config/config.ts';

/**
 * The text of a file, without its byte order mark.
 *
 * @returns undefined when the bytes are not text in this encoding (Flyway refuses such a file too).
 */
export function decode(bytes: Uint8Array, encoding: Config['encoding']): string | undefined {
  if (encoding === 'latin1')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
