import type { Existing, ObjectName } from './change.ts';

/** Statements about tables and their indexes; DROP VIEW too, which is written like DROP TABLE. */
export type TableForm =
  | {
      readonly kind: 'create table';
      readonly table: ObjectName;
      readonly existing: Existing;
      readonly source: TableSource;
    }
  | { readonly kind: 'alter table'; readonly table: ObjectName; readonly clauses: readonly Clause[] }
  | {
      readonly kind: 'drop';
      readonly object: 'table' | 'view';
      readonly names: readonly ObjectName[];
      readonly ifExists: boolean;
    }
  | { readonly kind: 'rename tables'; readonly pairs: readonly Renaming[] };

/** One pair of RENAME TABLE. */
export interface Renaming {
  readonly from: ObjectName;
  readonly to: ObjectName;
}

/** What a table is created from. */
export type TableSource =
  | { readonly kind: 'definition'; readonly elements: readonly Element[]; readonly options: string }
  | { readonly kind: 'like'; readonly model: ObjectName }
  | { readonly kind: 'select' };

/** A part of a table's definition. `text` is code that can be sent. */
export type Element =
  | { readonly kind: 'column'; readonly name: string; readonly text: string }
  | Index
  | ForeignKey
  | Check
  /** PERIOD FOR SYSTEM_TIME, and what else is not known here. */
  | { readonly kind: 'other'; readonly text: string };

/** A key of any kind but a foreign one. */
export interface Index {
  readonly kind: 'index';
  /** `PRIMARY` of a primary key; undefined when the server is to choose it. */
  readonly name: string | undefined;
  readonly isFulltext: boolean;
  /** The whole, with its name. */
  readonly text: string;
  /** The same without its name, every token separated by a blank. */
  readonly body: string;
}

/** FOREIGN KEY as an element of a table; REFERENCES behind a column stays in the column's text. */
export interface ForeignKey {
  readonly kind: 'foreign key';
  readonly name: string | undefined;
  readonly columns: readonly string[];
  /** Without a schema when that of its own table is meant. */
  readonly parent: { readonly schema: string | undefined; readonly name: string };
  readonly parentColumns: readonly string[];
  readonly onDelete: Action;
  readonly onUpdate: Action;
}

/** RESTRICT, NO ACTION and no action at all are one to InnoDB (MySQL 8.4 manual 15.1.20.5). */
export type Action = 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

/** CHECK as an element of a table; that of a column stays in the column's text. */
export interface Check {
  readonly kind: 'check';
  readonly name: string | undefined;
  /** From CHECK on. */
  readonly text: string;
}

/** A clause of ALTER TABLE. `text` is the clause as code that can be sent. */
export type Clause =
  | { readonly kind: 'add'; readonly element: Element; readonly text: string; readonly ifNotExists: boolean }
  | {
      readonly kind: 'drop';
      readonly object: DroppedObject;
      readonly name: string;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'rename';
      readonly object: 'column' | 'index';
      readonly from: string;
      readonly to: string;
    }
  /** CHANGE: `text` is what makes a column that has its new name already as it shall be. */
  | { readonly kind: 'change'; readonly from: string; readonly to: string; readonly text: string }
  /** Ends in the same state however often it is done: MODIFY, SET DEFAULT of a column; ENGINE, COMMENT, CONVERT TO … */
  | { readonly kind: 'set'; readonly text: string; readonly column?: string }
  | { readonly kind: 'enforce'; readonly name: string; readonly enforced: boolean }
  | { readonly kind: 'auto_increment'; readonly value: string }
  | { readonly kind: 'rename table'; readonly to: ObjectName }
  /** Says how, not what: ALGORITHM, LOCK. */
  | { readonly kind: 'manner' }
  /** Leaves nothing behind that can be seen, or is not known here: FORCE, ORDER BY, partitions … */
  | { readonly kind: 'unknown' };

/** What a DROP clause names; `constraint` may be any but a column. */
export type DroppedObject = 'column' | 'index' | 'foreign key' | 'check' | 'constraint';
