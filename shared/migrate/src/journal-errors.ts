import { MigrateError } from './errors.ts';

/** What is wrong with the journal, the side table of the history. */
export type JournalProblem =
  /** Written in a format that this version does not know. */
  | { readonly kind: 'newer'; readonly format: number; readonly known: number }
  /** Somebody else's table of that name, or one whose comment was changed. */
  | { readonly kind: 'no journal' }
  | { readonly kind: 'column missing'; readonly column: string }
  /** One without transactions. */
  | { readonly kind: 'engine'; readonly engine: string }
  | { readonly kind: 'character set'; readonly collation: string }
  /** The present, which holds lease and position, is gone. */
  | { readonly kind: 'row 0 missing' }
  | {
      readonly kind: 'value wrong';
      readonly column: string;
      /** Of the row. */
      readonly id: number;
      readonly value: string;
      readonly expected: string;
    }
  /** Dropped or renamed while a run goes on. */
  | { readonly kind: 'lost' };

/** The journal is not one that can be worked with. */
export class JournalTableError extends MigrateError {
  readonly code = 'JOURNAL_UNUSABLE';
  /** `schema`.`table` */
  readonly table: string;
  readonly problem: JournalProblem;
  constructor(table: string, problem: JournalProblem, options?: { readonly cause?: unknown }) {
    super(`${table}: ${problem.kind}`, options);
    this.table = table;
    this.problem = problem;
  }
}
