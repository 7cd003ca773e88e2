import type { Statements } from '../model.ts';
import { digestDigits, digestsInBlocks } from '../source/statement-digests.ts';

/** Neighbouring statements whose text is not the one that was run; as a rule just one. */
export interface ChangedStatements {
  readonly first: number;
  readonly last: number;
  /** 16 hexadecimal digits, of then and of now; empty when the file has no such statement any more. */
  readonly then: string;
  readonly now: string;
}

/** Compares the statements of a file with the digests of those that were run, as far as these go. */
export function changedStatements(digests: string, statements: Statements): readonly ChangedStatements[] {
  const size = Number(digests.slice(0, digests.indexOf(':')));
  const then = digestList(digests);
  const now = digestList(digestsInBlocks(statements, size));
  return then
    .map((digest, index) => ({
      first: index * size + 1,
      last: (index + 1) * size,
      then: digest,
      now: now[index] ?? '',
    }))
    .filter((block) => block.then !== block.now);
}

function digestList(digests: string): readonly string[] {
  const hex = digests.slice(digests.indexOf(':') + 1);
  return Array.from({ length: Math.ceil(hex.length / digestDigits) }, (_, index) =>
    hex.slice(index * digestDigits, (index + 1) * digestDigits),
  );
}
