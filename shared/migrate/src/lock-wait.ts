/** What a statement waits for that another connection has locked. */
export interface LockWait {
  /** A metadata lock is on a table as such, a row lock on rows of one. */
  readonly kind: 'metadata' | 'row';
  /** Name of the table; absent when the server does not say. */
  readonly object?: string;
  /** Empty when this account may not see them. */
  readonly blockers: readonly Blocker[];
  /**
   * What would show more: the right to SELECT from MySQL's performance_schema, that schema itself, the right to PROCESS,
   * or MariaDB's plug-in.
   */
  readonly hint?: 'select' | 'performance_schema' | 'process' | 'metadata_lock_info';
}

/** A connection that holds what is waited for, as far as this account may see. */
export interface Blocker {
  readonly connectionId: number;
  readonly user?: string;
  readonly host?: string;
  /** Whether it does nothing at present. */
  readonly isIdle?: boolean;
  /** Seconds in its present state. */
  readonly seconds?: number;
  /** Seconds since its transaction began. */
  readonly transaction?: number;
  /** False for one that has a transaction open, where the server does not tell what that holds. */
  readonly isCertain: boolean;
}

/** Why the engine itself ended a statement, or did not send it again. */
export type StatementEnd =
  /** Seconds. */
  | { readonly kind: 'deadline'; readonly seconds: number }
  | { readonly kind: 'stop'; readonly signal: 'SIGINT' | 'SIGTERM' }
  | {
      readonly kind: 'lock wait';
      /** How often it was sent. */
      readonly tries: number;
      /** Seconds in all. */
      readonly waited: number;
      /** As it was seen last. */
      readonly wait: LockWait | undefined;
    };
