/** What a user is told of a script that was begun and not ended. */
export interface UnfinishedScript {
  /**
   * - `failed`: a statement failed, and the history holds the failed row
   * - `interrupted`: no end of it is recorded: killed, connection lost, stopped, server gone
   * - `undoing`: what was committed of it is taken back in part; only an undo goes on
   * - `running`: as `interrupted`, but the run that began it holds the lease still: it is at work, or died within seconds
   */
  readonly state: 'failed' | 'interrupted' | 'undoing' | 'running';
  /** As in the history's column. */
  readonly script: string;
  readonly direction: 'migrate' | 'undo';
  /** Statements of the file as it was run. */
  readonly total: number;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
  /** The one that failed, or that was on its way; absent when none was. `line` is its first one in the file. */
  readonly statement?: { readonly number: number; readonly line: number };
  /** Beginning of the run, UTC, `YYYY-MM-DD HH:MM:SS.mmm`. */
  readonly startedAt: string;
  /** As in `auth_service@10.0.0.5`. */
  readonly account: string;
  /** Machine and process id of the program. */
  readonly host: string;
  readonly process: number;
  /** Rank of the failed row. */
  readonly installedRank?: number;
}
