import type { Clause } from '../table-form.ts';
import { lower, type TableDefinition } from './table-definition.ts';

/**
 * Whether a table that has all the names is as the clauses demand. `maybe of before`: yes, but something without a
 * name of its own, or a column that was dropped and added anew, could have been like that before.
 */
export type Comparison = 'equal' | 'maybe of before' | 'different' | 'unknown';

/** What a table that has all the names is compared with. */
export interface Demand {
  readonly clauses: readonly Clause[];
  readonly sqlMode: string;
  readonly schema: string;
  readonly actual: TableDefinition;
}

/** @param same what is there with the same definition */
export function among(
  name: string | undefined,
  same: readonly { readonly name: string | undefined }[],
): Comparison {
  if (name === undefined) return same.length === 0 ? 'different' : 'maybe of before';
  return same.some((each) => lower(each.name ?? '') === lower(name)) ? 'equal' : 'different';
}
