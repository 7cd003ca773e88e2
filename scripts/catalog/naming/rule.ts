import type { Catalog } from '../model.ts';

/** A name that does not follow a rule. */
export interface NamingFinding {
  readonly code: NamingCode;
  /** Table or view that it belongs to. */
  readonly table: string;
  /** Absent when the name is no column's. */
  readonly column?: string;
  /** The name itself, of whatever it is. */
  readonly name: string;
  /** A sentence: what was expected. */
  readonly message: string;
}

/** Which rule was broken. */
export type NamingCode =
  | 'NAME_FORM'
  | 'TABLE_PLURAL'
  | 'VIEW_PREFIX'
  | 'PRIMARY_KEY'
  | 'REFERENCE_NAME'
  | 'TIME_NAME'
  | 'PERSON_NAME'
  | 'INDEX_NAME'
  | 'FOREIGN_KEY_NAME'
  | 'CHECK_NAME'
  | 'CONSTRAINT_UNIQUE';

/** One rule, which a look at a schema can tell. */
export interface NamingRule {
  readonly code: NamingCode;
  /** The rule in one sentence, in Markdown. */
  readonly rule: string;
  /** Names as they should be, and as they should not; both stand in the rule's test data. */
  readonly right: string;
  readonly wrong: string;
  readonly check: (catalog: Catalog) => readonly NamingFinding[];
}

/** What a rule tells of one place; the code is added for it. */
export type Found = Omit<NamingFinding, 'code'>;
