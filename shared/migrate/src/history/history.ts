import type { HistoryRow, Migration, NewHistoryRow } from '../model.ts';

/** What of a row may not fit into the table. */
export type CheckedRow = Pick<NewHistoryRow, 'version' | 'description' | 'script' | 'installedBy'>;

/**
 * The record of what was applied to one schema: the table that Flyway calls the schema history.
 *
 * Rows are never changed but by `align`, and never taken out but by `remove` (both are `repair`). Whatever
 * an implementation writes MUST be readable by every Flyway edition at every moment.
 */
export interface History {
  /** Name of the table, without its schema. */
  readonly table: string;
  /** Whether the table exists. MUST NOT create it. */
  exists(): Promise<boolean>;
  /** The same without a question, as this object knows it: by the one who made it, by `rows` and by `create`. */
  isThere(): boolean;
  /** Creates the table. Commits the open transaction (DDL). MUST NOT fail when it exists. */
  create(): Promise<void>;
  /**
   * All rows by rank; none when the table does not exist.
   *
   * @throws HistoryTableError when a column is missing or a row cannot be understood
   */
  rows(): Promise<readonly HistoryRow[]>;
  /** Greatest rank of the rows as this object has read, added and removed them; 0 when there are none. */
  lastRank(): number;
  /**
   * Appends a row with the next rank (a SCHEMA row that is the first has rank 0) and the server's time; an empty `installedBy`
   * stands for the account's name. The table must exist.
   * MUST be part of the transaction that is open, and MUST NOT commit it.
   */
  add(row: NewHistoryRow): Promise<void>;
  /**
   * Looks whether these rows fit into the table, before anything is run for them. A table that does not exist yet
   * is judged as `create` would make it.
   *
   * @returns warnings, whole sentences
   * @throws HistoryTableError
   */
  check(rows: readonly CheckedRow[]): Promise<readonly string[]>;
  /**
   * MUST change nothing; fine when the table does not exist. Nothing is asked of one that this object has created.
   *
   * @throws QueryError when this account or this server may not add rows
   */
  requireWritable(): Promise<void>;
  /** Deletes one row; used for failed ones only. */
  remove(row: HistoryRow): Promise<void>;
  /** Gives a row the description, type and checksum of its file. */
  align(row: HistoryRow, migration: Migration): Promise<void>;
}
