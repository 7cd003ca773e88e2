import type { PartialRunError } from '../run-errors.ts';

/** What is said of scripts whose end the lost connection did not tell; empty where there is none. */
export function describeInDoubt({ inDoubt }: Pick<PartialRunError, 'inDoubt'>): readonly string[] {
  return inDoubt.map(
    ({ row }) =>
      `Whether the row of ${row.script}, which ran to its end, is committed is unknown too: the next run finds out.`,
  );
}
