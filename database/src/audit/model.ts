/**
 * The nouns of `nilecare-db audit`.
 *
 * *snapshot* what was read from one server and from the services' `.env` files, a plain value · *check* one question to
 * a snapshot, answered by a pure function · *verdict* its answer · *issue* one thing that a check found · *benchmark* the
 * document of the Center for Internet Security whose numbers the checks carry.
 */
import type { Account, ServerKind } from '../model.ts';
import type { Grant } from '../plan/grant.ts';
import type { GrantPatterns } from '../sql/quote.ts';

/** What could be read, or why it could not. */
export type Gathered<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly reason: string };

/** Everything that the checks look at. */
export interface Snapshot {
  readonly kind: ServerKind;
  /** As the server prints it. */
  readonly version: string;
  /** When it was read. */
  readonly time: Date;
  /** The account that read it, as the server names it. */
  readonly reader: Account;
  /** Global system variables; a server does not have all of the other's. */
  readonly variables: ReadonlyMap<string, string>;
  readonly databases: readonly string[];
  readonly accounts: Gathered<readonly AuditedAccount[]>;
  readonly grants: Gathered<readonly HeldGrant[]>;
  readonly programs: Gathered<readonly StoredProgram[]>;
  /** Users that the services' `.env` files name. */
  readonly configured: readonly ConfiguredUser[];
  readonly patterns: GrantPatterns;
  /** The databases that each user of the map may have rights on. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
}

/** One account, without its hash. */
export interface AuditedAccount extends Account {
  readonly locked: boolean;
  /** Every plug-in that it may log in by; MariaDB can have several. */
  readonly plugins: readonly string[];
  /** Whether one of its passwords is the empty one. */
  readonly emptyPassword: boolean;
  /** Whether it has two passwords, as during a rotation. */
  readonly twoPasswords: boolean;
  /** What REQUIRE asks of its connections; empty when nothing. */
  readonly tls: string;
  readonly passwordChanged?: Date;
}

/** One grant of an account, its own or one that a role brings. */
export interface HeldGrant {
  readonly account: Account;
  readonly grant: Grant;
  /** The role that brings it, as it stands in SQL. */
  readonly role?: string;
}

/** A view or routine that works with its definer's rights. */
export interface StoredProgram {
  readonly type: 'view' | 'routine';
  readonly database: string;
  readonly name: string;
  readonly definer: Account;
}

/** A user as a service's `.env` names it. */
export interface ConfiguredUser {
  readonly service: string;
  readonly file: string;
  readonly variable: string;
  readonly user: string;
}

/** `error`: somebody can get at data or at the server; `warning`: a lock is missing; `note`: advice of the benchmark. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing that a check found. */
export interface Issue {
  /** Default: the severity of its check. */
  readonly severity?: Severity;
  /** An account, a variable, a database or a service. */
  readonly subject: string;
  /** What was found, as the end of a sentence that begins with the subject. */
  readonly found: string;
  /** Exact SQL, setting or command. */
  readonly remedy: string;
  /** Whom it concerns; absent when it concerns the whole server. */
  readonly about?: About;
}

/** A user, a database or a service. */
export interface About {
  readonly user?: string;
  readonly database?: string;
  readonly service?: string;
}

/** A check that could not look is never one that passed. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'found'; readonly issues: readonly Issue[] }
  | { readonly outcome: 'not-checked'; readonly reason: string };

/** Numbers of recommendations in the benchmark for each kind of server; absent where there is none. */
export type Numbers = Readonly<Partial<Record<ServerKind, readonly string[]>>>;

/** One question. */
export interface Check {
  readonly code: string;
  /** What shall be so. */
  readonly title: string;
  readonly numbers: Numbers;
  readonly severity: Severity;
  /** Default: both kinds of server. */
  readonly only?: ServerKind;
  readonly decide: (snapshot: Snapshot) => Verdict;
}
