import type { StatementKind } from '../model.ts';

/** What is kept of a statement whose text stays in its file. */
export interface IndexEntry {
  /** Offset and number of its bytes in the file, with the white space in front of its delimiter. */
  readonly from: number;
  readonly bytes: number;
  readonly line: number;
  readonly column: number;
  readonly kind: StatementKind;
  /** See `featuresOf`. */
  readonly features: number;
  /** Whether placeholders are to be replaced in what is read. */
  readonly hasPlaceholders: boolean;
  /** CRC-32 of its text as it is sent. */
  readonly crc: number;
}

const kinds: readonly StatementKind[] = ['ddl', 'dml', 'transaction', 'session', 'compound'];
const kindBits = 0b111;
const placeholderBit = 0b1000;
const featureShift = 4;

/** Statements of a block; its arrays are made at once, and none is ever copied. */
const blockSize = 16_384;

interface Block {
  /** A double: files may have more than 4 GB. */
  readonly from: Float64Array;
  readonly bytes: Uint32Array;
  readonly line: Uint32Array;
  readonly column: Uint32Array;
  readonly crc: Uint32Array;
  readonly flags: Uint16Array;
}

/** Where the statements of a file are, 26 bytes each. */
export class StatementIndex {
  readonly #blocks: Block[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add({ from, bytes, line, column, kind, features, hasPlaceholders, crc }: IndexEntry): void {
    const at = this.#length % blockSize;
    if (at === 0) this.#blocks.push(emptyBlock());
    const block = this.#blocks.at(-1) as Block;
    block.from[at] = from;
    block.bytes[at] = bytes;
    block.line[at] = line;
    block.column[at] = column;
    block.crc[at] = crc;
    block.flags[at] =
      kinds.indexOf(kind) | (hasPlaceholders ? placeholderBit : 0) | (features << featureShift);
    this.#length++;
  }

  /** @param index from 0 to `length` - 1 */
  at(index: number): IndexEntry {
    const block = this.#blocks[Math.floor(index / blockSize)] as Block;
    const at = index % blockSize;
    const flags = block.flags[at] as number;
    return {
      from: block.from[at] as number,
      bytes: block.bytes[at] as number,
      line: block.line[at] as number,
      column: block.column[at] as number,
      kind: kinds[flags & kindBits] as StatementKind,
      features: flags >> featureShift,
      hasPlaceholders: (flags & placeholderBit) !== 0,
      crc: block.crc[at] as number,
    };
  }
}

function emptyBlock(): Block {
  return {
    from: new Float64Array(blockSize),
    bytes: new Uint32Array(blockSize),
    line: new Uint32Array(blockSize),
    column: new Uint32Array(blockSize),
    crc: new Uint32Array(blockSize),
    flags: new Uint16Array(blockSize),
  };
}
