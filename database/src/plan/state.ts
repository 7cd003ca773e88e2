import type { Account } from '../model.ts';
import type { Grant } from './grant.ts';
import type { Dialect } from './known-privileges.ts';
import type { ParsedGrants } from './parse-grants.ts';

/** What a server holds of the map's databases and users. */
export interface ServerState extends Dialect {
  readonly databases: readonly ActualDatabase[];
  /** The accounts of the map's users, at every host. */
  readonly accounts: readonly ActualAccount[];
  /** What the databases that were asked for hold, for run-time accounts. */
  readonly objects: readonly SchemaObject[];
  readonly administrator: Administrator;
  /** What every account has besides its own grants: MariaDB's PUBLIC. */
  readonly everybody: readonly Grant[];
}

/** The administrator who looked, and what its account and its active roles may do. */
export interface Administrator extends ParsedGrants {
  readonly account: Account;
}

/** A database that exists. */
export interface ActualDatabase {
  readonly name: string;
  readonly collation: string;
}

/** An account that exists. */
export interface ActualAccount extends Account {
  readonly locked: boolean;
  /** False when it came into being without a usable password (`create-service-users.sql` without a hash). */
  readonly hasPassword: boolean;
  readonly grants: readonly Grant[];
  readonly login: Login;
}

/** Something in a database that privileges can be held on by itself. */
export interface SchemaObject {
  readonly database: string;
  readonly name: string;
  readonly type: 'table' | 'sequence' | 'view' | 'procedure' | 'function';
  /** Whose rights count inside a view or a routine; a table has none. */
  readonly security?: 'invoker' | 'definer';
  /** Whether rows can be changed through it; of views only. */
  readonly isUpdatable?: boolean;
}

/** What a login with the known password came to; `not-tried` when none is known, or connections from here do not match the host. */
export type Login = 'works' | 'expired' | 'refused' | 'not-tried';
