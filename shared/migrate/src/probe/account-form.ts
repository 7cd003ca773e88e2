import type { Existing } from './change.ts';

/** An account or a role. */
export interface Account {
  readonly user: string;
  /** `%` unless written. */
  readonly host: string;
}

/** What can be seen of an account without comparing passwords. */
export type AccountOption =
  'ACCOUNT LOCK' | 'ACCOUNT UNLOCK' | 'REQUIRE SSL' | 'REQUIRE X509' | 'REQUIRE NONE';

/** Statements about accounts, roles and what they may do. */
export type AccountForm =
  | {
      readonly kind: 'create accounts' | 'drop accounts';
      readonly accounts: readonly Account[];
      readonly isRole: boolean;
      /** IF NOT EXISTS, IF EXISTS, OR REPLACE. */
      readonly existing: Existing;
      /** Whether it says more than names: passwords, limits, TLS. */
      readonly hasOptions: boolean;
    }
  | {
      readonly kind: 'alter accounts';
      readonly accounts: readonly Account[];
      /** Undefined when it also sets what cannot be compared, such as a password. */
      readonly options: readonly AccountOption[] | undefined;
    }
  | {
      readonly kind: 'rename accounts';
      readonly pairs: readonly { readonly from: Account; readonly to: Account }[];
    }
  | {
      readonly kind: 'grant' | 'revoke';
      /** One by one and in upper case; a column's as in `SELECT (a)`. */
      readonly privileges: readonly string[];
      readonly on: GrantTarget;
      readonly accounts: readonly Account[];
    }
  | {
      readonly kind: 'grant roles' | 'revoke roles';
      readonly roles: readonly Account[];
      readonly accounts: readonly Account[];
    };

/** What privileges are on, with `*` for all; a database's name is a pattern. */
export interface GrantTarget {
  readonly object: 'TABLE' | 'PROCEDURE' | 'FUNCTION';
  readonly schema: string;
  readonly name: string;
}
