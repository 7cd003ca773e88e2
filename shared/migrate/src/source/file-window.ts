import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that are read ahead where one part after the other is asked for, at first and at most. */
const firstAhead = 64 * 1024;
const mostAhead = 1024 * 1024;

/** Between two parts that follow each other: a delimiter, line ends, a comment. */
const mostBetween = 4096;

/**
 * Reads parts of a file. Where each one begins a little behind the one before, a window of up to 1 MB is read ahead;
 * where parts are far from each other, nothing but them. The file is open only while it is read, so that nothing has to
 * be closed in the end; one read takes well below a millisecond where the system has the file in memory.
 */
export class FileWindow {
  readonly #path: string;
  readonly #size: number;
  #buffer = Buffer.alloc(0);
  /** Place of the window in the file. */
  #from = 0;
  #to = 0;
  #lastEnd = -1;
  #ahead = firstAhead;

  /** @param size bytes that the file had when it was checked */
  constructor(path: string, size: number) {
    this.#path = path;
    this.#size = size;
  }

  /**
   * @returns the bytes, until the next call; undefined when the file has another size now
   * @throws the error of the system when the file cannot be read
   */
  read(from: number, bytes: number): Buffer | undefined {
    const isNext = from >= this.#lastEnd && from - this.#lastEnd <= mostBetween;
    this.#lastEnd = from + bytes;
    if (from < this.#from || from + bytes > this.#to) {
      this.#ahead = isNext ? Math.min(this.#ahead * 2, mostAhead) : firstAhead;
      const wanted = isNext ? Math.max(bytes, this.#ahead) : bytes;
      if (!this.#fill(from, Math.min(wanted, this.#size - from))) return undefined;
    }
    return this.#buffer.subarray(from - this.#from, from - this.#from + bytes);
  }

  #fill(from: number, bytes: number): boolean {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes);
    const file = openSync(this.#path, 'r');
    try {
      if (fstatSync(file).size !== this.#size) return false;
      let read = 0;
      while (read < bytes) {
        const got = readSync(file, this.#buffer, read, bytes - read, from + read);
        if (got === 0) return false;
        read += got;
      }
    } finally {
      closeSync(file);
    }
    this.#from = from;
    this.#to = from + bytes;
    return true;
  }
}
