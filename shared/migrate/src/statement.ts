/** What a script is made of, and what a script's parts are kept in. */

/**
 * What a statement does to the open transaction (MySQL 8.0 manual 15.3.3, measured on both servers):
 *
 * - `ddl` commits it, also when it fails; CREATE PROCEDURE, TRIGGER, EVENT, GRANT, ANALYZE … are of this kind
 * - `dml` works inside it (INSERT, SELECT, LOAD DATA …; CREATE and DROP TEMPORARY TABLE too)
 * - `transaction` controls it (START TRANSACTION, COMMIT, SET autocommit, LOCK TABLES, SAVEPOINT …)
 * - `session` leaves it alone (SET, USE, PREPARE, SHOW …)
 * - `compound` runs code of which the text does not tell (CALL, EXECUTE, BEGIN NOT ATOMIC)
 */
export type StatementKind = 'ddl' | 'dml' | 'transaction' | 'session' | 'compound';

/** One statement of a script: exactly what is sent in one query, and where it came from. */
export interface Statement {
  /** 1 for the first of its script. */
  readonly number: number;
  /** Line of its first character in the file, from 1. */
  readonly line: number;
  /** Column of its first character, from 1. */
  readonly column: number;
  /** Placeholders replaced; without its delimiter. */
  readonly text: string;
  /** The placeholders that were replaced in it, ascending; absent when there are none. */
  readonly replaced?: readonly ReplacedPlaceholder[];
  readonly kind: StatementKind;
  /**
   * Where `text` is read from the file each time that it is asked for: what was seen in it when the file was checked, see
   * `source/features.ts`.
   */
  readonly features?: number;
}

/** A statement, and how long it is. */
export interface MeasuredStatement extends Pick<Statement, 'number' | 'line' | 'column'> {
  /** Of its UTF-8. */
  readonly bytes: number;
}

/**
 * The statements of a script in their order: number `n` is `at(n - 1)`. An array, or those of a large file, whose texts
 * are read when they are asked for: then nothing may keep them all, and what looks at every statement must do with kind
 * and features where it can.
 */
export interface Statements extends Iterable<Statement> {
  readonly length: number;
  /** Its longest one, of which the first; present where it was found when the file was checked. */
  readonly longest?: MeasuredStatement | undefined;
  /** See `statementDigests`; present where they were computed when the file was checked. */
  readonly digests?: string;
  at(index: number): Statement | undefined;
  slice(start?: number, end?: number): Statements;
  some(test: (statement: Statement) => boolean): boolean;
  find(test: (statement: Statement) => boolean): Statement | undefined;
  /** Only for few: the result is held. */
  filter(test: (statement: Statement) => boolean): readonly Statement[];
  /** Only for few results. */
  flatMap<Result>(work: (statement: Statement) => Result | readonly Result[]): readonly Result[];
}

/** A part of a statement's text that stands for a placeholder of the file. */
export interface ReplacedPlaceholder {
  /** Offset of the value in the statement's text. */
  readonly at: number;
  /** Length of the value. */
  readonly length: number;
  /** Length of the placeholder in the file; it is on one line. */
  readonly sourceLength: number;
}
