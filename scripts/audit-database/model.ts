/**
 * The nouns of the audit.
 *
 * *facts* what was read of one service, a plain value · *rule* one question to the facts of a service, answered by a
 * pure function · *finding* one thing that a rule found · *audit* facts and findings of all services.
 */
import type { AuditReport, StatusRow } from '@nilecare/database';
import type { Catalog } from '../catalog/model.ts';
import type { NamingCode } from '../catalog/naming/rule.ts';
import type { TableUse } from './filters/table-uses.ts';

/**
 * How much a finding matters, which is its priority: 1 is to be repaired now, 2 before the next
 * release, 3 with the next version of the schema.
 */
export type Priority = 1 | 2 | 3;

/** One thing that a rule found; the sentence and the remedy are in report/finding-text.ts. */
export type Finding = { readonly priority: Priority; readonly service: string } & FindingDetail;

/** What was found. `table` is also the name of a view where the code says so. */
export type FindingDetail =
  | { readonly code: 'not-in-map' | 'folder-missing' }
  | { readonly code: 'not-read'; readonly part: Part; readonly reason: string }
  | { readonly code: 'missing-rights'; readonly user: string; readonly privileges: readonly string[] }
  | { readonly code: 'no-primary-key'; readonly table: string }
  | { readonly code: 'other-engine'; readonly table: string; readonly engine: string }
  | {
      readonly code: 'other-charset';
      readonly table: string;
      readonly column?: string;
      readonly collation: string;
    }
  | {
      readonly code: 'duplicate-index' | 'prefix-index' | 'implied-unique';
      readonly table: string;
      readonly index: string;
      /** The index that serves as well. */
      readonly by: string;
    }
  | { readonly code: 'many-indexes'; readonly table: string; readonly count: number }
  | {
      readonly code: 'foreign-key-unindexed' | 'foreign-key-not-unique';
      readonly table: string;
      readonly key: string;
    }
  | {
      readonly code: 'foreign-key-acts';
      readonly table: string;
      readonly key: string;
      readonly action: string;
    }
  | {
      readonly code: 'foreign-key-leaves';
      readonly table: string;
      readonly key: string;
      readonly database: string;
    }
  | { readonly code: 'reference-unindexed'; readonly table: string; readonly column: string }
  | {
      readonly code: 'filter-unindexed';
      readonly table: string;
      readonly columns: readonly string[];
      /** A view, or a file with its line. */
      readonly usedBy: string;
    }
  | { readonly code: 'inexact-number' | 'ends-2038'; readonly table: string; readonly column: string }
  | { readonly code: 'unmarked-personal-data'; readonly table: string; readonly column: string }
  | { readonly code: 'definer-rights'; readonly object: string }
  | { readonly code: 'append-only-missing'; readonly table: string }
  | { readonly code: 'name'; readonly rule: NamingCode; readonly problem: string }
  | { readonly code: 'undo-missing'; readonly script: string }
  | { readonly code: 'migration'; readonly script: string; readonly problem: string }
  | { readonly code: 'account'; readonly user: string; readonly problem: AccountProblem }
  | {
      readonly code: 'grants';
      readonly user: string;
      readonly missing: readonly string[];
      readonly extra: readonly string[];
    };

/** What is wrong with an account beside its grants. */
export type AccountProblem =
  Exclude<StatusRow['account'], 'exists'> | 'database-missing' | 'refused' | 'expired';

/** What is read of a service. */
export type Part = 'configuration' | 'schema' | 'migrations' | 'accounts';

/** What is known of one service; what could not be read is absent and stands in `unread`. */
export interface ServiceFacts {
  readonly service: string;
  /** Undefined of a service that is not in the map. */
  readonly mapped?: {
    readonly database: string;
    readonly phase: number;
    readonly priority: number;
    readonly appendOnlyTables: readonly string[];
  };
  readonly hasFolder: boolean;
  readonly catalog?: Catalog;
  readonly uses: readonly UsedTable[];
  /** Undefined where the account that read may see everything. */
  readonly reader?: { readonly user: string; readonly lacks: readonly string[] };
  readonly migrations?: MigrationFacts;
  readonly accounts?: readonly StatusRow[];
  readonly unread: readonly { readonly part: Part; readonly reason: string }[];
}

/** A use of a table, and by whom. */
export interface UsedTable extends TableUse {
  readonly by: string;
}

/** What the engine says of a service. */
export interface MigrationFacts {
  /** Null when no version is applied. */
  readonly version: string | null;
  readonly scripts: readonly MigrationScript[];
  /** What `validate` finds, and what was begun and not ended. */
  readonly problems: readonly { readonly script: string; readonly problem: string }[];
}

/** One migration. */
export interface MigrationScript {
  readonly script: string;
  readonly category: 'Versioned' | 'Repeatable' | 'Baseline' | 'Undo';
  readonly state: string;
  /** False of a row of the history whose file is gone. */
  readonly hasFile: boolean;
  readonly hasUndo: boolean;
  /** How many tables its undo file drops. */
  readonly undoDrops: number;
}

/** The whole result. */
export interface Audit {
  readonly services: readonly ServiceFacts[];
  /** Accounts that belong to no service alone, such as the reader of all databases; empty where none could be looked at. */
  readonly sharedAccounts: readonly StatusRow[];
  /** By priority, then by service and table. */
  readonly findings: readonly Finding[];
  /** What `nilecare-db audit` says of the server; absent with `--fresh`, and where no administrator is known. */
  readonly server?: AuditReport;
}
