import { isAscii } from 'node:buffer';
import { findMark, isSingleByte, isStrict, legacyDecoderOf, type Charset } from './charsets.ts';

/** How many bytes of the file a piece of text stands for. */
export type TextWidth =
  /** As many as its UTF-8 has. */
  | 'utf-8'
  /** So many for each UTF-16 unit. */
  | 1
  | 2;

/**
 * Whether a file in this character set can be read in parts: UTF-8, UTF-16 and those of one byte a character. Of the
 * others (GBK, Shift-JIS, ISO-2022-JP) it cannot be told how many bytes a piece of text has, and the decoder of GB18030
 * loses characters between two parts (iconv-lite 0.7).
 */
export function isStreamable(charset: Charset): boolean {
  return charset === 'detect' || charset === 'utf-16' || isStrict(charset) || isSingleByte(charset);
}

/** Decodes a file that comes in parts. */
export interface StreamDecoder {
  /** What the file is read as: what `detect` and `utf-16` came to. */
  readonly charset: Charset;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  readonly width: TextWidth;
  /** @returns undefined when the bytes are not text in this character set */
  write(bytes: Uint8Array): string | undefined;
  /** The rest; undefined when the file ends in the middle of a character. */
  end(): string | undefined;
}

/**
 * The decoder of a file.
 *
 * @param charset one that {@link isStreamable}; where it is `detect` and there is no mark, UTF-8 is tried: what is refused then is ISO-8859-1
 * @param beginning its first bytes, three at least if it has as many; nothing of it is decoded yet
 */
export function streamDecoder(charset: Charset, beginning: Uint8Array): StreamDecoder {
  const found = charset === 'detect' || charset === 'utf-16' ? findMark(beginning) : charset;
  const label = found ?? (charset === 'detect' ? 'utf-8' : 'utf-16be');
  return isStrict(label) ? unicodeDecoder(label, beginning) : legacyDecoder(label);
}

/** Byte order marks of what Node.js decodes itself. */
const marks: Readonly<Record<string, readonly number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

function unicodeDecoder(charset: Charset, beginning: Uint8Array): StreamDecoder {
  const decoder = new TextDecoder(charset, { fatal: true });
  const mark = marks[charset] ?? [];
  // Several times as fast as the decoder, which must not be passed over when it waits for the rest of a character.
  let isBetween = charset === 'utf-8';
  const decode = (bytes: Uint8Array | undefined) => {
    const isPlain = bytes !== undefined && charset === 'utf-8' && isAscii(bytes);
    const isSkipped = isPlain && isBetween;
    isBetween = isPlain;
    try {
      if (isSkipped) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      return undefined;
    }
  };
  return {
    charset,
    mark: mark.every((byte, index) => beginning[index] === byte) ? mark.length : 0,
    width: charset === 'utf-8' ? 'utf-8' : 2,
    write: decode,
    end: () => decode(undefined),
  };
}

/** @param charset of one byte a character */
function legacyDecoder(charset: Charset): StreamDecoder {
  const decoder = legacyDecoderOf(charset);
  const checked = (text: string) => (text.includes('\uFFFD') ? undefined : text);
  return {
    charset,
    mark: 0,
    width: 1,
    write: (bytes) => checked(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    end: () => checked(decoder.end() ?? ''),
  };
}
