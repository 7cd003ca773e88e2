import { hash } from 'node:crypto';
import type { Statement, Statements } from '../model.ts';
import { oncePer } from './once-per.ts';

/** SHA-256 of a statement's text, 64 hexadecimal digits. */
export const statementHash = oncePer(({ text }: Pick<Statement, 'text'>) => hashOf(text).toString('hex'));

/** Hexadecimal digits of a hash that are kept. */
export const digestDigits = 16;

/** Blocks of a script, so that none needs more than 64 KB. */
const mostBlocks = 4096;

/**
 * `1:` and the first 16 hexadecimal digits of each statement's hash, joined. Of more than 4096 statements each digest
 * covers a block of neighbours, and the number in front says how many: the smallest power of two of which 4096 are enough.
 * Then two neighbours are hashed together, SHA-256 over their 32 bytes each, and two such pairs, up to the block; in the
 * last one, what has no neighbour goes up as it is. So the digests are known when the last statement is, without a second
 * reading and from 4096 hashes at most.
 */
export const statementDigests = oncePer(
  (statements: Statements): string => statements.digests ?? digestsIn(statements, new DigestTree()),
);

/** The same over blocks of a given size: what the statements were, and not how many, decides about each digest. */
export function digestsInBlocks(statements: Statements, size: number): string {
  const own = statements.digests;
  return own?.startsWith(`${size}:`) ? own : digestsIn(statements, new DigestTree(size));
}

function digestsIn(statements: Statements, tree: DigestTree): string {
  for (const statement of statements) tree.add(statement.text);
  return tree.digests();
}

interface Node {
  readonly hash: Buffer;
  /** Number of statements. */
  readonly size: number;
}

/** Takes statements one by one, in their order. */
export class DigestTree {
  readonly #isFixed: boolean;
  #size: number;
  #blocks: Buffer[] = [];
  /** What the open block holds, the greatest first: each at least twice the next. */
  readonly #open: Node[] = [];

  /** @param size of a block, a power of two; absent: the one that fits in the end */
  constructor(size?: number) {
    this.#isFixed = size !== undefined;
    this.#size = size ?? 1;
  }

  /** @param text or the bytes of its UTF-8 */
  add(text: string | Buffer): void {
    if (!this.#isFixed && this.#blocks.length === mostBlocks && this.#open.length === 0) this.#widen();
    let node: Node = { hash: hashOf(text), size: 1 };
    while (node.size < this.#size && this.#open.at(-1)?.size === node.size)
      node = joined(this.#open.pop() as Node, node);
    if (node.size < this.#size) this.#open.push(node);
    else this.#blocks.push(node.hash);
  }

  /** `size:digests`, as {@link statementDigests} tells. */
  digests(): string {
    const last = this.#open.reduceRight<Node | undefined>(
      (right, left) => (right ? joined(left, right) : left),
      undefined,
    );
    const all = last ? [...this.#blocks, last.hash] : this.#blocks;
    return `${this.#size}:${all.map((each) => each.toString('hex').slice(0, digestDigits)).join('')}`;
  }

  #widen(): void {
    const { length } = this.#blocks;
    const node = (index: number): Node => ({ hash: this.#blocks[index] as Buffer, size: this.#size });
    this.#blocks = Array.from({ length: length / 2 }, (_, pair) => {
      return joined(node(pair * 2), node(pair * 2 + 1)).hash;
    });
    this.#size *= 2;
  }
}

function joined(left: Node, right: Node): Node {
  return { hash: hashOf(Buffer.concat([left.hash, right.hash])), size: left.size + right.size };
}

function hashOf(data: string | Buffer): Buffer {
  return hash('sha256', data, 'buffer');
}
