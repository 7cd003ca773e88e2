import type { Access, Account } from '../model.ts';

/** One change of the server, which sends one statement. */
export type Step =
  | { readonly kind: 'create-database'; readonly database: string }
  | { readonly kind: 'create-user'; readonly account: Account }
  | { readonly kind: 'set-password'; readonly account: Account }
  | { readonly kind: 'grant'; readonly account: Account; readonly access: Access; readonly database: string }
  | { readonly kind: 'drop-database'; readonly database: string }
  | { readonly kind: 'drop-user'; readonly account: Account };

/** Something that a plan does not change by itself. An `error` keeps the whole plan from being run. */
export type Finding = { readonly severity: 'error' | 'warning' } & (
  | { readonly code: 'password-differs'; readonly account: Account; readonly source: string }
  | { readonly code: 'password-unknown'; readonly account: Account }
  | { readonly code: 'locked'; readonly account: Account }
  | { readonly code: 'login-refused'; readonly account: Account; readonly errno: number }
  | { readonly code: 'extra-grant'; readonly account: Account; readonly grant: string }
  | { readonly code: 'other-collation'; readonly database: string; readonly collation: string }
);

/** Ordered steps, to print, to refuse or to run, and what people must decide. Empty when nothing is to be done. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}
