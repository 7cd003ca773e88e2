import type { Account } from '../model.ts';
import type { Grant } from './grant.ts';

/** One change of the server, which sends one statement. */
export type Step =
  | { readonly kind: 'create-database'; readonly database: string }
  | { readonly kind: 'create-user'; readonly account: Account }
  | { readonly kind: 'set-password'; readonly account: Account }
  | { readonly kind: 'grant'; readonly account: Account; readonly grant: Grant }
  | { readonly kind: 'revoke'; readonly account: Account; readonly grant: Grant }
  | { readonly kind: 'drop-database'; readonly database: string }
  | { readonly kind: 'drop-user'; readonly account: Account };

/** Something that a plan does not change by itself. An `error` keeps the whole plan from being run. */
export type Finding = { readonly severity: 'error' | 'warning' } & (
  | { readonly code: 'password-differs'; readonly account: Account; readonly source: string }
  | { readonly code: 'password-expired'; readonly account: Account }
  | { readonly code: 'password-unknown'; readonly account: Account }
  | {
      readonly code: 'weak-password';
      readonly account: Account;
      readonly source: string;
      /** Each continues "the password". */
      readonly weaknesses: readonly string[];
    }
  | { readonly code: 'locked'; readonly account: Account }
  | { readonly code: 'login-refused'; readonly account: Account; readonly errno: number }
  | {
      readonly code: 'extra-grant';
      readonly account: Account;
      readonly grant: string;
      /** `opens-others`: the name of the database holds a wildcard, so that databases of other names are open too. */
      readonly reach: 'as-named' | 'opens-others';
    }
  | { readonly code: 'other-host'; readonly account: Account; readonly wanted: Account }
  | { readonly code: 'own-account'; readonly account: Account }
  | { readonly code: 'definer-rights'; readonly account: Account; readonly object: string }
  | { readonly code: 'unknown-table'; readonly account: Account; readonly table: string }
  | { readonly code: 'public-grant'; readonly grant: string }
  | { readonly code: 'other-collation'; readonly database: string; readonly collation: string }
);

/** Ordered steps, to print, to refuse or to run, and what people must decide. Empty when nothing is to be done. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}
