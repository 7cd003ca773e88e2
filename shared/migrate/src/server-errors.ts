/** What keeps a server from taking writes, found before anything is sent. */
import { MigrateError, QueryError } from './errors.ts';

/** Why nothing can be written to a server. */
export type WriteObstacle =
  | {
      readonly kind: 'read-only';
      /** `super_read_only`, `read_only` or `innodb_read_only`. */
      readonly variable: string;
      /** `host:port` of the server that this one is a replica of; absent when it is none, or does not tell. */
      readonly source?: string;
    }
  /** A Galera node that has lost the majority, or is not synchronised; `status` is wsrep_cluster_status. */
  | { readonly kind: 'not in the primary component'; readonly status: string }
  /** A member of a replication group; `primary` is `host:port`, absent when there is none. */
  | { readonly kind: 'not the primary'; readonly state: string; readonly primary?: string }
  /** A replication group of which too few members are reachable. */
  | { readonly kind: 'no majority'; readonly reachable: number; readonly members: number };

/** The server takes no writes; nothing was started. */
export class NotWritableError extends MigrateError {
  readonly code = 'SERVER_NOT_WRITABLE';
  /** `host:port` or the socket's path. */
  readonly address: string;
  readonly obstacle: WriteObstacle;
  constructor(address: string, obstacle: WriteObstacle, options?: { readonly cause?: unknown }) {
    super(`${address}: ${obstacle.kind}`, options);
    this.address = address;
    this.obstacle = obstacle;
  }
}

/** The server takes no writes any more, in the middle of a script: 1290, and 1836 of servers that were started so. */
export class BecameReadOnlyError extends QueryError {
  readonly script: string;
  /** Statements of the script that were run; what of them is not committed is rolled back and runs again. */
  readonly done: number;
  readonly total: number;
  constructor(cause: QueryError, facts: Pick<BecameReadOnlyError, 'script' | 'done' | 'total'>) {
    super(cause.purpose, cause.fault, { cause });
    this.script = facts.script;
    this.done = facts.done;
    this.total = facts.total;
  }

  /** Whether a query failed for this reason. */
  static isReason(error: unknown): error is QueryError {
    return error instanceof QueryError && [1290, 1836].includes(error.fault.errno ?? 0);
  }
}
