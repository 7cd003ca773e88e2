import type { Account, ServerKind } from '../model.ts';
import type { Login } from './state.ts';

/** What a rotation is about: one user, all its accounts, and every place that holds its password. */
export interface RotationState {
  readonly user: string;
  readonly kind: ServerKind;
  /** As the server prints it. */
  readonly version: string;
  /** The accounts of the user, at every host. */
  readonly accounts: readonly RotatingAccount[];
  readonly target: RotationTarget;
  readonly places: readonly PlaceState[];
  /** Where the password known as the present one comes from; absent when none is known. */
  readonly source?: string;
}

/**
 * The password that the rotation leads to: none yet, one that an interrupted run has kept, or the one of the operator's
 * variable. `conflict`: a run to another password than the variable's has begun.
 */
export type RotationTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'given'; readonly variable: string; readonly weak?: WeakPassword }
  | { readonly kind: 'conflict'; readonly variable: string };

/** Why a password is too weak, and whether that keeps it from being set. */
export interface WeakPassword {
  readonly severity: 'error' | 'warning';
  /** Each continues "the password". */
  readonly reasons: readonly string[];
}

/** One account as far as its passwords go. */
export interface RotatingAccount extends Account {
  readonly locked: boolean;
  readonly hasPassword: boolean;
  /** Authentication plug-in of the first password. */
  readonly plugin: string;
  readonly passwords: 'one' | 'two';
  /** Whether the first password is the target. */
  readonly holdsTarget: boolean;
  /** Whether a connection from here matches its host, so that a login can be tried. */
  readonly reachable: boolean;
  /** What a login with the password known as the present one came to. */
  readonly login: Login;
}

/** A place that holds the password: written by this program, or only by people (`store`). */
export interface PlaceState {
  /** For people: `DB_PASSWORD in microservices/auth-service/.env`. */
  readonly name: string;
  readonly writable: boolean;
  /** `unknown` for a store. */
  readonly holds: 'target' | 'other' | 'unknown';
}

/** Step of a rotation. Each is durable when it is done, and none is done twice. */
export type RotationStep =
  | { readonly kind: 'keep-pending'; readonly user: string }
  | { readonly kind: 'add-password'; readonly account: Account }
  | { readonly kind: 'verify-login'; readonly account: Account }
  | { readonly kind: 'write-secret'; readonly place: string }
  | { readonly kind: 'discard-old'; readonly account: Account }
  | { readonly kind: 'forget-pending'; readonly user: string };

/**
 * How far a rotation is: `none` no new password is known · `begun` known, but not every account takes it · `added` the
 * accounts take both, the old one is in use · `switched` the new one is in use, the old one still works · `done` only
 * the new one works.
 */
export type RotationStage = 'none' | 'begun' | 'added' | 'switched' | 'done';

/** What keeps a rotation from being run (`error`), or what people must do themselves (`warning`). */
export type RotationFinding = { readonly severity: 'error' | 'warning'; readonly user: string } & (
  | { readonly code: 'no-account' }
  | { readonly code: 'locked'; readonly account: Account }
  | { readonly code: 'no-password'; readonly account: Account }
  | { readonly code: 'password-differs'; readonly account: Account; readonly source: string }
  | { readonly code: 'password-expired'; readonly account: Account }
  | { readonly code: 'second-password'; readonly account: Account; readonly kind: ServerKind }
  | { readonly code: 'other-plugin'; readonly account: Account; readonly plugin: string }
  | { readonly code: 'no-dual-passwords'; readonly version: string }
  | { readonly code: 'target-conflict'; readonly variable: string }
  | { readonly code: 'weak-password'; readonly variable: string; readonly reasons: readonly string[] }
  | { readonly code: 'foreign-store'; readonly place: string }
  | { readonly code: 'not-switched'; readonly stage: RotationStage }
);

/** Ordered steps of one user's rotation. No step is there when a finding is an error. */
export interface RotationPlan {
  readonly user: string;
  /** Before the steps. */
  readonly stage: RotationStage;
  readonly steps: readonly RotationStep[];
  readonly findings: readonly RotationFinding[];
}
