/** What ends a run that has begun, or that waits to begin. */
import { MigrateError, type ErrorCode, type ServerFault, type StatementPlace } from './errors.ts';
import type { Callback, HistoryRow, Migration, Statement, Step } from './model.ts';
import type { Server } from './session.ts';
import type { UnfinishedScript } from './unfinished.ts';

/** A statement of a script failed; tells what of the script is committed and what is not. */
export class StatementError extends MigrateError implements StatementPlace {
  readonly code:
    'FAILED_VERSIONED_MIGRATION' | 'FAILED_REPEATABLE_MIGRATION' | 'FAILED_BASELINE_MIGRATION' | 'ERROR';
  readonly migration: Migration | Callback;
  readonly statement: Statement;
  readonly total: number;
  readonly committed: number;
  readonly fault: ServerFault;
  /** That refused it. */
  readonly server: Server | undefined;
  /** Objects that the statement has dropped or created although it failed, as in `shop.orders`. */
  readonly alreadyDone: readonly string[];
  constructor(
    facts: StatementPlace &
      Pick<StatementError, 'code' | 'fault'> & {
        readonly server?: Server | undefined;
        readonly alreadyDone?: readonly string[];
      },
    options?: { readonly cause?: unknown },
  ) {
    super(facts.fault.message, options);
    this.code = facts.code;
    this.migration = facts.migration;
    this.statement = facts.statement;
    this.total = facts.total;
    this.committed = facts.committed;
    this.fault = facts.fault;
    this.server = facts.server;
    this.alreadyDone = facts.alreadyDone ?? [];
  }

  /** The same failure, when more or less of its script turned out to be committed. */
  withCommitted(committed: number): StatementError {
    return new StatementError({ ...this, committed }, { cause: this.cause });
  }
}

/** What a run began with; the report of one that broke off tells it as well. */
export interface RunFacts {
  /** That of a verification ran in a scratch schema, of which nothing is left. */
  readonly operation: 'migrate' | 'undo' | 'verify-undo';
  readonly schema: string;
  /** Database of the URL, which need not be the schema. */
  readonly database: string;
  readonly server: Server;
  /** The schema's version before, null when it had none. */
  readonly initialVersion: string | null;
}

/** A run broke off; what was applied before stays applied. `cause` says why. */
export class PartialRunError extends MigrateError {
  readonly code: ErrorCode;
  override readonly cause: MigrateError;
  readonly applied: readonly AppliedStep[];
  /** The step that failed; absent when the run was interrupted between two steps. */
  readonly failed: Step | undefined;
  /** Steps that were not begun; of a repair, which is done as a whole or not at all, also those that were taken back. */
  readonly notRun: readonly Step[];
  /** A script that ran to its end, of which the lost connection did not tell whether its row is committed. */
  readonly inDoubt: readonly Step[];
  /** Absent for a repair. */
  readonly facts: RunFacts | undefined;
  constructor(
    cause: MigrateError,
    run: Pick<PartialRunError, 'applied' | 'failed' | 'notRun'> & {
      readonly inDoubt?: readonly Step[];
      readonly facts?: RunFacts | undefined;
    },
  ) {
    super(cause.message, { cause });
    this.cause = cause;
    this.code = cause.code;
    this.applied = run.applied;
    this.failed = run.failed;
    this.notRun = run.notRun;
    this.inDoubt = run.inDoubt ?? [];
    this.facts = run.facts;
  }
}

/** The history holds a failed row; `migrate` and `undo` do not go past it. */
export class FailedMigrationError extends MigrateError {
  /** As Flyway's, when it did not validate before. */
  readonly code = 'ERROR';
  readonly row: HistoryRow;
  /** Absent for an undo. */
  readonly facts: RunFacts | undefined;
  /** How far the script came; absent when the journal does not tell. */
  readonly unfinished: UnfinishedScript | undefined;
  constructor(row: HistoryRow, facts?: RunFacts, unfinished?: UnfinishedScript) {
    super(`failed migration ${row.script}`);
    this.row = row;
    this.facts = facts;
    this.unfinished = unfinished;
  }
}

/** A step that was run and committed. */
export interface AppliedStep {
  readonly step: Step;
  /** Milliseconds. */
  readonly executionTime: number;
}

/** The lock stayed with somebody else, or the server would not say. */
export class LockError extends MigrateError {
  readonly code = 'LOCK_NOT_ACQUIRED';
  readonly lockName: string;
  /** Seconds. */
  readonly waited: number;
  readonly reason: 'timeout' | 'killed' | 'lost';
  readonly holder: LockHolder | undefined;
  /** Present when the named lock was got, and the lease stayed with somebody on another node. */
  readonly lease: LeaseHolder | undefined;
  constructor(
    facts: Pick<LockError, 'lockName' | 'waited' | 'reason' | 'holder'> & { readonly lease?: LeaseHolder },
  ) {
    super(`lock ${facts.lockName}: ${facts.reason}`);
    this.lockName = facts.lockName;
    this.waited = facts.waited;
    this.reason = facts.reason;
    this.holder = facts.holder;
    this.lease = facts.lease;
  }
}

/** Who holds the lock, as far as this account may see (user and host need PROCESS, or the same account). */
export interface LockHolder {
  readonly connectionId: number;
  readonly user?: string;
  readonly host?: string;
  /** Seconds in its present state. */
  readonly age?: number;
  /** Whether it is of this account, or has the lease. */
  readonly isMigrator?: boolean;
  /** Absent while it waits for its client. */
  readonly running?: {
    /** As the server lists it, cut off at 2000 characters; may hold secrets. */
    readonly statement: string;
    /** What the server is doing, in its words. */
    readonly phase: string;
  };
}

/** Who holds the lease, as he said himself when he took it. */
export interface LeaseHolder {
  /** Number of the run, the fencing token. */
  readonly run: number;
  /** As in `auth_service@10.0.0.5`. */
  readonly account: string;
  /** Name of his machine. */
  readonly host: string;
  /** Process id there. */
  readonly process: number;
  /** Seconds, when nothing more is heard of him. */
  readonly expiresIn: number;
}

/** Ctrl-C or SIGTERM: nothing more was begun. What was open in a script is rolled back. */
export class InterruptedError extends MigrateError {
  readonly code = 'INTERRUPTED';
  readonly signal: NodeJS.Signals;
  /** Absent when no script was in the middle of its statements. */
  readonly at: StopPlace | undefined;
  constructor(signal: NodeJS.Signals, at?: StopPlace) {
    super(signal);
    this.signal = signal;
    this.at = at;
  }

  /** The same, when more or less of its script turned out to be committed. */
  withCommitted(committed: number): InterruptedError {
    return new InterruptedError(this.signal, this.at && { ...this.at, committed });
  }
}

/** Where a script was stopped: behind a statement, or in one that was ended for it. */
export interface StopPlace extends StatementPlace {
  readonly isDone: boolean;
}
