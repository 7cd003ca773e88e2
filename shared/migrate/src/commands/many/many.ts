import type { Config } from '../../config/config.ts';
import type { ConnectionError, MigrateError } from '../../errors.ts';
import type { RunEvent } from '../../execute/events.ts';
import type { FileSource } from '../../source/file-source.ts';

/** One of the databases that a call works on. */
export interface NamedDatabase {
  /** What it is called in events and outcomes; no two have the same. */
  readonly name: string;
  readonly config: Config;
  /** Where its files come from; the same one for all databases of a project reads them once. Default: its own. */
  readonly source?: FileSource;
}

/** What became of one database. */
export type DatabaseOutcome<Result> = {
  readonly name: string;
  /** Since it was begun. */
  readonly milliseconds: number;
} & (
  | { readonly kind: 'done'; readonly result: Result }
  /** Also a connection that was lost in the middle: going on is as after the same command alone. */
  | { readonly kind: 'failed'; readonly error: MigrateError }
  /** Begun, and stopped behind a statement; the same command goes on. */
  | {
      readonly kind: 'stopped';
      readonly reason: 'stopped' | 'another failed';
      readonly error: MigrateError;
    }
  /** Nothing of it was touched. `error` says why no connection was to be had. */
  | { readonly kind: 'not begun'; readonly reason: 'stopped' | 'another failed' }
  | { readonly kind: 'not begun'; readonly reason: 'no connection'; readonly error: ConnectionError }
);

/** What happens to one of the databases, for those who show progress. */
export type DatabaseEvent<Result = unknown> =
  | RunEvent
  | { readonly type: 'begun' }
  | {
      readonly type: 'connection-refused';
      readonly error: ConnectionError;
      /** Seconds until it is asked again. */
      readonly pause: number;
      /** How many databases are let in at once from now on. */
      readonly concurrency: number;
    }
  | { readonly type: 'ended'; readonly outcome: DatabaseOutcome<Result> };

/** What a call on many databases may be given. */
export interface ManyOptions<Result> {
  /** How many at once; default 8, at most {@link highestConcurrency}. */
  readonly concurrency?: number;
  /** Default `go on`; `stop` begins no other behind the first that fails, and stops the running ones behind their statements. */
  readonly onFailure?: 'go on' | 'stop';
  /** Whether a report counts as a failure, as that of a `validate` with findings; default: none does. */
  readonly isFailure?: (result: Result) => boolean;
  /** Told what happens, with the name of the database; MUST NOT throw. */
  readonly listener?: (name: string, event: DatabaseEvent<Result>) => void;
  /** Aborted: no other is begun, and the running ones end as the command does alone. */
  readonly stop?: AbortSignal;
}

/** Default of `concurrency`. */
export const defaultConcurrency = 8;

/** More than that is asked for by mistake: each takes a connection, and a second one when it takes long. */
export const highestConcurrency = 256;
