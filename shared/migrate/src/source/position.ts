/** A place in a file; line and column count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place where the text that is split differs from the file, because a placeholder was replaced there. */
export interface Edit {
  /** Offset of the value in the replaced text. */
  readonly at: number;
  readonly length: number;
  /** Offset and length of the placeholder in the file. */
  readonly sourceAt: number;
  readonly sourceLength: number;
}

/** Whole lines of a file, or a part of a long one that may end here, as they stand there and as they are executed. */
export interface Chunk {
  readonly source: string;
  readonly text: string;
  /** Ascending. */
  readonly edits: readonly Edit[];
}

/**
 * Turns offsets into positions, chunk after chunk. Offsets must be asked for in ascending order, so that every
 * line is counted once. Only LF ends a line, as in Flyway's messages and the mysql client's.
 */
export class LineCounter {
  #line = 1;
  #lineStart = 0;
  /** Offset of the next LF that was not counted, once it was looked for. */
  #lineEnd: number | undefined;

  at(chunk: Chunk, offset: number): Position {
    const target = sourceOffset(chunk.edits, offset);
    this.#countTo(chunk.source, target);
    return { line: this.#line, column: target - this.#lineStart + 1 };
  }

  /** Counts the rest of the chunk; the next one begins where it ends. */
  leave(chunk: Chunk): void {
    this.#countTo(chunk.source, chunk.source.length);
    this.#lineStart -= chunk.source.length;
    this.#lineEnd = undefined;
  }

  #countTo(source: string, target: number): void {
    let end = (this.#lineEnd ??= nextLineEnd(source, 0));
    while (end < target) {
      this.#line++;
      this.#lineStart = end + 1;
      end = nextLineEnd(source, this.#lineStart);
    }
    this.#lineEnd = end;
  }
}

function nextLineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? Infinity : end;
}

/** The edits that lie in a part of the replaced text, even if only in part. */
export function editsWithin(edits: readonly Edit[], from: number, to: number): readonly Edit[] {
  const first = countUpTo(edits, from);
  const before = edits[first - 1];
  const reachesInto = before !== undefined && before.at + before.length > from;
  return edits.slice(reachesInto ? first - 1 : first, countUpTo(edits, to - 1));
}

/** How many edits begin at this offset or before it. */
function countUpTo(edits: readonly Edit[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edits[middle] as Edit).at <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The offset in the file; none for what is inside of a placeholder's value, which stands nowhere there. */
export function placeInSource(edits: readonly Edit[], offset: number): number | undefined {
  const edit = edits[countUpTo(edits, offset) - 1];
  const isInside = edit !== undefined && edit.at < offset && offset < edit.at + edit.length;
  return isInside ? undefined : sourceOffset(edits, offset);
}

function sourceOffset(edits: readonly Edit[], offset: number): number {
  const edit = edits[countUpTo(edits, offset) - 1];
  if (!edit) return offset;
  const inside = offset < edit.at + edit.length;
  return inside ? edit.sourceAt : edit.sourceAt + edit.sourceLength + (offset - edit.at - edit.length);
}
