/** What a DDL statement would bring about, form by form. Plain data: read from the text alone, no server was asked. */
import type { AccountForm } from './account-form.ts';
import type { TableForm } from './table-form.ts';

/** The name of something that lives in a schema; as written, without quotes. */
export interface ObjectName {
  readonly schema: string;
  readonly name: string;
}

/** One statement, understood as far as {@link Form} goes. */
export interface Change {
  readonly form: Form;
  /** The sql_mode that the statement was, or would be, sent under. */
  readonly sqlMode: string;
}

/** A statement by its kind; an exhaustive switch over it is what a reader of a change writes. */
export type Form =
  | TableForm
  | ViewForm
  | ProgramForm
  | AccountForm
  | DatabaseForm
  /** Of which the schema would not tell whether it has happened: TRUNCATE, ANALYZE, CALL, temporary tables … */
  | { readonly kind: 'unknown' };

/** What a CREATE does with something of that name that is already there. */
export type Existing = 'refuse' | 'keep' | 'replace';

/** CREATE VIEW and ALTER VIEW. */
export interface ViewForm {
  readonly kind: 'create view';
  readonly view: ObjectName;
  /** `replace` of ALTER VIEW too. */
  readonly existing: Existing;
  /** ALTER VIEW: there must be one. */
  readonly isAlter: boolean;
  /** Undefined when the statement does not list them. */
  readonly columns: readonly string[] | undefined;
  /** From SELECT on. */
  readonly query: string;
  /** What is written before VIEW, such as its security, and WITH CHECK OPTION behind the query. */
  readonly security: 'DEFINER' | 'INVOKER';
  readonly algorithm: string;
  readonly definer: string | undefined;
  readonly checkOption: 'NONE' | 'LOCAL' | 'CASCADED';
}

/** What is stored with a body of its own. */
export type ProgramKind = 'procedure' | 'function' | 'trigger' | 'event';

/** Statements about stored programs. */
export type ProgramForm =
  | {
      readonly kind: 'create program';
      readonly name: ObjectName;
      readonly existing: Existing;
      readonly program: Program;
    }
  | {
      readonly kind: 'drop program';
      readonly program: ProgramKind;
      readonly name: ObjectName;
      readonly ifExists: boolean;
    }
  /** ALTER EVENT: what it names of a program's properties. */
  | {
      readonly kind: 'alter program';
      readonly program: ProgramKind;
      readonly name: ObjectName;
      readonly properties: Properties;
    };

/** A stored program, property by property; what is compared with what the server shows. */
export interface Program {
  readonly kind: ProgramKind;
  /** `user@host`; undefined of the account that sends the statement. */
  readonly definer: string | undefined;
  /** Defaults filled in. */
  readonly properties: Properties;
  /** Type of a function's value, as code; the server writes it in its own words. */
  readonly returns: string | undefined;
  /** Set by a trigger's FOLLOWS or PRECEDES. */
  readonly order: TriggerOrder | undefined;
}

/** The place of a trigger among those of the same table and event. */
export interface TriggerOrder {
  readonly side: 'FOLLOWS' | 'PRECEDES';
  readonly other: string;
}

/** Names of properties and their canonical texts. */
export type Properties = Readonly<Record<string, string>>;

/** Statements about databases, which are schemas. */
export type DatabaseForm =
  | {
      readonly kind: 'create database' | 'alter database';
      readonly name: string;
      readonly existing: Existing;
      readonly charset: string | undefined;
      readonly collation: string | undefined;
      /** Whether it says more than these two. */
      readonly hasOtherOptions: boolean;
    }
  | { readonly kind: 'drop database'; readonly name: string; readonly ifExists: boolean };
