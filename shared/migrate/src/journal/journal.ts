/**
 * The journal: how far the run of each script is, kept in a side table of the history.
 *
 * Its unit is the segment, the statements between two commits. It is written in front of the statement that ends a
 * segment, into the very transaction that this statement commits; so what it says and what is in the database cannot
 * differ, whatever dies. Between two statements of a segment nothing is written: a script would see it in ROW_COUNT(), fail
 * under LOCK TABLES or take it back by its own ROLLBACK (docs/decisions/0013-journal.md).
 */
import type { StatementKind } from '../model.ts';

/** Who runs migrations. */
export interface Runner {
  /** As in `auth_service@10.0.0.5`: the server's USER(). */
  readonly account: string;
  /** Name of the machine that the program runs on. */
  readonly host: string;
  /** Its process id. */
  readonly process: number;
  /** CONNECTION_ID() of the working connection. */
  readonly connection: number;
  /** The node that this connection leads to; see the lease. */
  readonly server: string;
  readonly toolVersion: string;
  /** Of the checkout that the migrations are in; absent outside of one. */
  readonly gitCommit?: string;
}

/**
 * What is known of a script's run.
 *
 * - `running`: begun, and no end of it recorded; whoever ran it is at work or dead
 * - `stopped`: the engine broke off by itself and rolled back what was open; nothing is in doubt
 * - `failed`: a statement failed; the history holds a failed row of the script
 * - `undoing`: an undo of what it has committed was begun, and no end of it recorded
 * - `done`: the history holds its row of success
 * - `resolved`: a repair or an undo ended it; the file runs from its start
 */
export const scriptStates = ['running', 'stopped', 'failed', 'undoing', 'done', 'resolved'] as const;

export type ScriptState = (typeof scriptStates)[number];

/** How far one script is. */
export interface Position {
  /** As in the history's column. */
  readonly script: string;
  readonly direction: 'migrate' | 'undo';
  readonly checksum: number | null;
  /** Greatest rank of the history when the script began; its own row has a greater one. */
  readonly afterRank: number;
  readonly state: ScriptState;
  /** Number of statements in the file as it was run. */
  readonly total: number;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
  /** Of which no outcome is recorded, its number is above `committed`. Of a failed script the one that failed. */
  readonly sent?: Sent;
  /** See `statementDigests`. */
  readonly digests: string;
  /**
   * The session in front of statement `committed + 1`, as a snapshot's text; absent where scripts leave it alone, and when
   * the script has ended.
   */
  readonly session?: string;
}

/** A statement on its way to the server. */
export interface Sent {
  readonly number: number;
  /** In the file, from 1. */
  readonly line: number;
  /** 64 hexadecimal digits, of its text. */
  readonly sha256: string;
  /**
   * That of its text, but for code (`compound`): `dml` where what it did may have been committed as soon as it was done,
   * with autocommit on or by a callback behind it. Of one that failed `compound` only when the code may have committed
   * before, otherwise `dml` too.
   */
  readonly kind: StatementKind;
  /** Of what it touches, from before it was sent; see the probe. */
  readonly beforeDigest?: string;
}

/** A run of the program that had something to do. */
export interface JournalRecord {
  /** The lease's fencing token; from 1. */
  readonly run: number;
  readonly runner: Runner;
  /** UTC, `YYYY-MM-DD HH:MM:SS.mmm`. */
  readonly startedAt: string;
  /** Absent while it runs, and of one that died. */
  readonly endedAt?: string;
  /** Present while it is taken. */
  readonly lease?: {
    readonly owner: string;
    /** Seconds; negative when it is over. */ readonly expiresIn: number;
  };
  /** Of the script that it ran last; absent before the first. */
  readonly position?: Position;
}

/** Over which connection the journal is written. */
export type Channel =
  /** The script's own: part of the transaction that is open there. */
  | 'working'
  /** The second one: durable at once, whatever becomes of the script's transaction. */
  | 'companion';

/** What goes with the writing of a position. */
export type Besides = 'session must be fresh' | 'lease is given back';

/** The journal of the run that holds the lease. */
export interface Journal {
  /** False where nothing is kept: then nothing need be found out for it. */
  readonly isKept: boolean;
  /**
   * Sets the position. MUST check in the same query that the lock and the lease are still this run's, and MUST NOT
   * commit what is open on the working connection.
   *
   * @param besides over the working connection only. `session must be fresh`, of a script's first position: what a
   *   script, its triggers and its functions may have set in the session, and what is put back between scripts, MUST be put
   *   back before anything else is sent. `lease is given back`, of a run's last position: in the same query; nothing more
   *   can be written unless that is rolled back
   * @throws LockError with reason `lost`
   */
  write(position: Position, channel: Channel, besides?: Besides): Promise<void>;
  /**
   * Where nothing is written: asks nobody.
   *
   * @throws LockError when the lease is known to be lost
   */
  check(): void;
  /**
   * Ends the unfinished records of earlier runs of a script, whose session is forgotten with that: a variable may hold a
   * secret. MUST be called behind a {@link write} over the working connection, in its transaction.
   */
  forget(script: string): Promise<void>;
  /** What is committed of the position; undefined when it is that of another script or run. */
  read(): Promise<Position | undefined>;
}
