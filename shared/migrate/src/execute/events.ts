import type { StatementPlace } from '../errors.ts';
import type { LockWait } from '../lock-wait.ts';
import type { LeaseHolder, LockHolder } from '../run-errors.ts';
import type { Callback, Migration, Statement, Step } from '../model.ts';
import type { QueryResult } from '../session.ts';

/** Which of a plan's scripts runs; rows that are only written do not count. */
export interface ScriptPlace {
  /** From 0. */
  readonly index: number;
  readonly total: number;
}

/** What happens while a command works, for those who show progress. Nothing depends on them. */
export type RunEvent =
  | {
      readonly type: 'lock-waiting';
      readonly lockName: string;
      /** Seconds. */
      readonly waited: number;
      readonly timeout: number;
      readonly holder: LockHolder | undefined;
    }
  /** The named lock is held, and the lease by somebody who came through another node of the cluster. */
  | {
      readonly type: 'lease-waiting';
      /** Seconds. */
      readonly waited: number;
      readonly timeout: number;
      readonly lease: LeaseHolder;
    }
  /** One that a dead client has sent, and that the server goes on with. */
  | {
      readonly type: 'statement-running';
      readonly script: Migration;
      readonly statement: Statement;
      readonly connectionId: number;
      /** Since it began. */
      readonly seconds: number;
      /** What the server is doing, in its words. */
      readonly phase: string;
    }
  | {
      readonly type: 'planned';
      readonly steps: readonly Step[];
      readonly schema: string;
      readonly version: string | null;
    }
  | ({ readonly type: 'script-started'; readonly step: Step } & ScriptPlace)
  | {
      readonly type: 'statement-started';
      readonly script: Migration | Callback;
      readonly statement: Statement;
      /** Number of statements in the script. */
      readonly total: number;
      /** Absent in a callback of the command as a whole. */
      readonly place?: ScriptPlace | undefined;
    }
  /** It waits for a lock that others hold. */
  | {
      readonly type: 'statement-waiting';
      readonly place: StatementPlace;
      /** Seconds since it was sent first. */
      readonly waited: number;
      readonly wait: LockWait;
    }
  /** It gave up waiting for a lock, and is sent again behind a pause. */
  | {
      readonly type: 'statement-retried';
      /** It gave up waiting for a lock, or another transaction was put in front of it. */
      readonly reason: 'lock wait' | 'overtaken';
      readonly place: StatementPlace;
      /** How often it was sent. */
      readonly tries: number;
      /** Seconds. */
      readonly pause: number;
      readonly wait?: LockWait | undefined;
    }
  /** A result set of a script's statement; a procedure may answer several. */
  | ({ readonly type: 'query-result' } & QueryResult)
  /** Sent after the commit, never before. */
  | { readonly type: 'script-applied'; readonly step: Step; readonly executionTime: number }
  | { readonly type: 'callback'; readonly callback: Callback }
  | { readonly type: 'warning'; readonly message: string };

/** MUST NOT throw: what it throws ends the run. */
export type Listener = (event: RunEvent) => void;

/** Whom to tell, and of which script. */
export interface Progress {
  readonly listener: Listener;
  readonly place?: ScriptPlace | undefined;
}
