import type { Account, ServerKind } from '../model.ts';

/** What a server holds of the map's databases and users. */
export interface ServerState {
  readonly kind: ServerKind;
  /** As the server prints it. */
  readonly version: string;
  readonly databases: readonly ActualDatabase[];
  /** The accounts of the map's users, at every host. */
  readonly accounts: readonly ActualAccount[];
  /** The privileges of the administrator who looked, as {@link readGrant} writes them. */
  readonly administrator: readonly string[];
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
  /** As {@link readGrant} writes them, without USAGE, which grants nothing. */
  readonly grants: readonly string[];
  readonly login: Login;
}

/** What a login with the known password came to; `not-tried` when none is known, or connections from here do not match the host. */
export type Login = 'works' | 'refused' | 'not-tried';

/**
 * A line of SHOW GRANTS reduced to `PRIVILEGES ON object[ WITH GRANT OPTION]`: without the account, and without the
 * password hash that MariaDB prints there. A granted role keeps its whole text.
 */
export function readGrant(line: string): string {
  const match = /^GRANT (.+?) ON (.+?) TO [`'"]/.exec(line);
  if (match === null) return line.replace(/ IDENTIFIED .*$/, '');
  const option = / WITH GRANT OPTION$/.test(line) ? ' WITH GRANT OPTION' : '';
  return `${match[1]} ON ${match[2]}${option}`;
}
