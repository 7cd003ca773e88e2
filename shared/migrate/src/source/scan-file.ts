import { open } from 'node:fs/promises';
import type { Charset } from '../config/charsets.ts';
import { streamDecoder, type StreamDecoder } from '../config/stream-decoder.ts';

/** Bytes that are read at once: what is done with them takes a millisecond or two, between which timers go on. */
const defaultBlock = 64 * 1024;

/** Takes a file while it is read. */
export interface Scanner {
  /** Behind `begin`, which tells how the bytes are read, each block and its text; neither lasts longer than the call. */
  begin(decoder: StreamDecoder): void;
  take(bytes: Uint8Array, text: string): void;
}

/**
 * Reads a file once from its beginning to its end.
 *
 * @param blockBytes that are read at once, three at least; default 64 KiB
 * @param makeScanner made anew where `detect` took a file for UTF-8 that is not
 * @returns its size in bytes, and what took it; undefined when it is not text in this character set
 * @throws the error of the system when the file cannot be read
 */
export async function scanFile<Kind extends Scanner>(
  path: string,
  charset: Charset,
  makeScanner: () => Kind,
  blockBytes = defaultBlock,
): Promise<{ readonly size: number; readonly scanner: Kind } | undefined> {
  const scanner = makeScanner();
  const size = await scan(path, charset, scanner, blockBytes);
  if (size !== undefined) return { size, scanner };
  return charset === 'detect' ? scanFile(path, 'latin1', makeScanner, blockBytes) : undefined;
}

async function scan(
  path: string,
  charset: Charset,
  scanner: Scanner,
  blockBytes: number,
): Promise<number | undefined> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(blockBytes);
    let decoder: StreamDecoder | undefined;
    for (let size = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, blockBytes, size);
      const block = buffer.subarray(0, bytesRead);
      if (!decoder) scanner.begin((decoder = streamDecoder(charset, block)));
      const text = bytesRead > 0 ? decoder.write(block) : decoder.end();
      if (text === undefined) return undefined;
      scanner.take(size === 0 ? block.subarray(decoder.mark) : block, text);
      if (bytesRead === 0) return size;
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}
