import { MigrateError } from './errors.ts';

/** What is wrong with the history table, or with a row that it holds or is to hold. */
export type HistoryProblem =
  | { readonly kind: 'column missing'; readonly column: string }
  /** A column that Flyway does not know, without a default: no row can be added. */
  | { readonly kind: 'column in the way'; readonly column: string }
  | { readonly kind: 'value wrong'; readonly column: string; readonly rank: number; readonly value: string }
  | { readonly kind: 'rank twice'; readonly rank: number }
  | {
      readonly kind: 'value too long';
      readonly column: string;
      readonly script: string;
      readonly length: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'value not in character set';
      readonly column: string;
      readonly script: string;
      readonly characterSet: string;
    };

/** The history table is not one that can be worked with; nothing was changed. */
export class HistoryTableError extends MigrateError {
  /** Flyway's: ERROR for what it cannot read as a version, otherwise what the server answers it. */
  readonly code: 'ERROR' | 'DB_CONNECTION';
  /** `schema`.`table` */
  readonly table: string;
  readonly problem: HistoryProblem;
  constructor(table: string, problem: HistoryProblem) {
    super(`${table}: ${problem.kind}`);
    this.code = problem.kind === 'value wrong' && problem.column === 'version' ? 'ERROR' : 'DB_CONNECTION';
    this.table = table;
    this.problem = problem;
  }
}
