import type { Answer } from '../../src/probe/answer.ts';

/**
 * One form of statement and what the probe must say of it. Statements stand in a fresh schema; `{s}` is its name, `{u}`
 * and `{v}` names of accounts, `{d}` that of another database, all random.
 */
export interface Row {
  readonly sql: string;
  /** What is there before. */
  readonly given?: readonly string[];
  /** Default: both. */
  readonly on?: 'mysql' | 'mariadb';
  /** Default: that of the session. */
  readonly sqlMode?: string;
  /** Takes a digest before the statement. */
  readonly digest?: 'taken';
  /** After it was run. Default: `in effect`. */
  readonly applied?: Expected;
  /** When it was not sent. Default: `not in effect`. */
  readonly notApplied?: Expected;
  /** States in which it has not been run, although something looks like it. */
  readonly others?: readonly Other[];
}

export interface Other {
  /** Run behind `given`. */
  readonly having: readonly string[];
  readonly expect: Expected;
}

/** A verdict; of `cannot tell` with its reason. */
export type Expected =
  | Exclude<Answer['verdict'], 'cannot tell'>
  | `cannot tell: ${Extract<Answer, { verdict: 'cannot tell' }>['reason']}`;

export function summary(answer: Answer): Expected {
  return answer.verdict === 'cannot tell' ? `cannot tell: ${answer.reason}` : answer.verdict;
}
