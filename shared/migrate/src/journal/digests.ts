import { createHash } from 'node:crypto';
import type { Statement } from '../model.ts';

/** SHA-256 of a statement's text, 64 hexadecimal digits. */
export function statementHash({ text }: Pick<Statement, 'text'>): string {
  return createHash('sha256').update(text).digest('hex');
}

const digits = 16;
const mostDigests = 4096;

/**
 * `1:` and the first 16 hexadecimal digits of each statement's hash, joined. Of more than 4096 statements each digest
 * covers equally many neighbours, the number in front says how many, so that no script needs more than 64 KB.
 */
export function statementDigests(statements: readonly Statement[]): string {
  const size = Math.max(1, Math.ceil(statements.length / mostDigests));
  return `${size}:${blocks(statements, size).map(blockDigest).join('')}`;
}

/** Neighbouring statements whose text is not the one that was run; as a rule just one. */
export interface ChangedStatements {
  readonly first: number;
  readonly last: number;
  /** 16 hexadecimal digits, of then and of now; empty when the file has no such statement any more. */
  readonly then: string;
  readonly now: string;
}

/** Compares the statements of a file with the digests of those that were run, as far as these go. */
export function changedStatements(
  digests: string,
  statements: readonly Statement[],
): readonly ChangedStatements[] {
  const [sizeText = '', hex = ''] = digests.split(':');
  const size = Number(sizeText);
  const there = blocks(statements, size);
  return Array.from({ length: Math.ceil(hex.length / digits) }, (_, index) => {
    const then = hex.slice(index * digits, (index + 1) * digits);
    const block = there[index];
    const now = block ? blockDigest(block) : '';
    return { first: index * size + 1, last: (index + 1) * size, then, now };
  }).filter(({ then, now }) => then !== now);
}

function blocks(statements: readonly Statement[], size: number): readonly (readonly Statement[])[] {
  const count = Math.ceil(statements.length / size);
  return Array.from({ length: count }, (_, index) => statements.slice(index * size, (index + 1) * size));
}

function blockDigest(block: readonly Statement[]): string {
  if (block.length === 1 && block[0]) return statementHash(block[0]).slice(0, digits);
  const hash = createHash('sha256');
  for (const statement of block) hash.update(statementHash(statement));
  return hash.digest('hex').slice(0, digits);
}
