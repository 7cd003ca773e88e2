/**
 * The nouns of this package.
 *
 * *service map* the list of all services, read from `service-map.json` · *service* owns one database and one user ·
 * *reader* the one user that may read every database and do nothing else · *account* a user at a host, as the server
 * knows it · *host* the part of an account after the `@`: where its connections may come from · *grant* privileges of
 * an account on something · *secret* a user's password and where it came from · *plan* the steps that bring a server
 * from its present state to the map's · *finding* something a plan leaves for people to decide.
 */

/** The two families of servers, which differ in how a password hash is written. */
export type { ServerKind } from '@nilecare/dev-database';

/** One line of the service map, checked. */
export interface Service {
  /** Name of the package and of its folder in `microservices/`, such as `auth-service`. */
  readonly name: string;
  readonly database: string;
  readonly user: string;
  /** TCP port on which the service listens. */
  readonly port: number;
  /** Phase of the roll-out in which the service moves to its own database. */
  readonly phase: number;
  /** 1 is set up first. */
  readonly priority: number;
  /** Tables of the database that a run-time account may read and add to, but neither change nor empty. */
  readonly appendOnlyTables: readonly string[];
}

/** Every service by priority, and the user that reads all their databases. */
export interface ServiceMap {
  readonly readonlyUser: string;
  readonly services: readonly Service[];
}

/** A user and the place it may connect from. */
export interface Account {
  readonly user: string;
  readonly host: string;
}

/**
 * What a user of the map may do with a database. A service's user rules its own (`all`), the reader reads every one
 * (`read`), a run-time account of a service works with the rows of its database and cannot change a table (`runtime`).
 */
export type Access = 'all' | 'read' | 'runtime';

/** An account with what it shall be able to do. */
export interface DesiredAccount extends Account {
  readonly access: Access;
  readonly databases: readonly string[];
  /** With `runtime` access: the tables that it may only read and add to. */
  readonly appendOnlyTables?: readonly string[];
}

/** Character set and collation of every database: the newest that MySQL 8.0 and MariaDB 10.6 have in common. */
export const databaseCharset = { charset: 'utf8mb4', collation: 'utf8mb4_unicode_ci' } as const;
