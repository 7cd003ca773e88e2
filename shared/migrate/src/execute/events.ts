import type { LockHolder } from '../errors.ts';
import type { Callback, Migration, Statement, Step } from '../model.ts';

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
  | {
      readonly type: 'planned';
      readonly steps: readonly Step[];
      readonly schema: string;
      readonly version: string | null;
    }
  | { readonly type: 'script-started'; readonly step: Step; readonly index: number; readonly total: number }
  | {
      readonly type: 'statement-started';
      readonly script: Migration | Callback;
      readonly statement: Statement;
      readonly total: number;
    }
  /** Sent after the commit, never before. */
  | { readonly type: 'script-applied'; readonly step: Step; readonly executionTime: number }
  | { readonly type: 'callback'; readonly callback: Callback }
  | { readonly type: 'warning'; readonly message: string };

export type Listener = (event: RunEvent) => void;
