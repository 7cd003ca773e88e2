/**
 * The nouns of the catalogue: what a database holds, as a plain value that documents, diagrams and audits are made of.
 *
 * Texts that MySQL and MariaDB print differently stand in one form, as far as normalise/ knows their syntax, so that
 * two servers with the same schema give equal values but for `server` and the sizes. Names are sorted as text; columns and key parts stand in their order.
 */
import type { ServerKind } from '@nilecare/database';

/** One database. */
export interface Catalog {
  readonly database: string;
  /** The service that owns it, where the caller told. */
  readonly service?: string;
  readonly server: { readonly kind: ServerKind; readonly version: string };
  /** Default collation of new tables. */
  readonly collation: string;
  readonly tables: readonly Table[];
  /** The engine's own tables: the history and what stands beside it. In no other list. */
  readonly internalTables: readonly Table[];
  readonly views: readonly View[];
  readonly routines: readonly Routine[];
  readonly triggers: readonly Trigger[];
  readonly events: readonly ScheduledEvent[];
}

/** A base table. */
export interface Table {
  readonly name: string;
  readonly engine: string;
  readonly collation: string;
  readonly comment: string;
  /** Estimate of the server's statistics. */
  readonly rows: number;
  /** Bytes of the rows, which InnoDB keeps in the primary key; an estimate. */
  readonly dataBytes: number;
  /** Bytes of the other indexes; an estimate. */
  readonly indexBytes: number;
  readonly columns: readonly Column[];
  /** Columns of the primary key in its order; empty without one. */
  readonly primaryKey: readonly string[];
  /** All but the primary key. */
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
}

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** 1 for the first. */
  readonly position: number;
  /** As in CREATE TABLE, in lower case, without the display width of integers: `int unsigned`, `json`, `tinyint(1)`. */
  readonly type: string;
  /** Null of what is no text. */
  readonly collation: string | null;
  readonly nullable: boolean;
  /** SQL text: `'SDG'`, `0.00`, `UUID()`; null without one, or when it is NULL. */
  readonly default: string | null;
  /** What ON UPDATE writes, such as `CURRENT_TIMESTAMP(6)`; null without it. */
  readonly onUpdate: string | null;
  readonly isAutoIncrement: boolean;
  /** Null of an ordinary column. */
  readonly generated: { readonly expression: string; readonly kind: 'stored' | 'virtual' } | null;
  readonly comment: string;
}

/** An index that is not the primary key. */
export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly type: 'BTREE' | 'HASH' | 'FULLTEXT' | 'SPATIAL' | 'RTREE';
  readonly columns: readonly IndexColumn[];
  readonly comment: string;
}

/** A part of an index. */
export interface IndexColumn {
  /** The column's name, or the expression in brackets. */
  readonly name: string;
  /** Characters that are indexed; null for all. */
  readonly prefixLength: number | null;
  readonly direction: 'ascending' | 'descending';
}

/** A foreign key. */
export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** Only when the other table is in another database. */
  readonly referencedDatabase?: string;
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  readonly onUpdate: ReferentialAction;
  readonly onDelete: ReferentialAction;
}

/** RESTRICT is NO ACTION too: InnoDB treats them alike, and the servers name them differently. */
export type ReferentialAction = 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

/** A CHECK constraint. */
export interface Check {
  readonly name: string;
  readonly expression: string;
}

/** A view. */
export interface View {
  readonly name: string;
  readonly columns: readonly string[];
  /** Tables and views of its own database that it reads, sorted. */
  readonly reads: readonly string[];
  /** With whose rights it reads. */
  readonly security: 'invoker' | 'definer';
}

/** A stored procedure or function. */
export interface Routine {
  readonly name: string;
  readonly kind: 'procedure' | 'function';
  readonly security: 'invoker' | 'definer';
}

/** A trigger. */
export interface Trigger {
  readonly name: string;
  readonly table: string;
  /** Such as `BEFORE INSERT`. */
  readonly moment: string;
}

/** An event of the server's scheduler. */
export interface ScheduledEvent {
  readonly name: string;
  readonly isEnabled: boolean;
}
