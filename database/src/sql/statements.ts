/**
 * The text of every changing statement, one function each. Each concerns one object, because MariaDB keeps the first
 * half of a statement about two when the second half fails. Names are checked by the service map; they are quoted
 * nevertheless. No statement holds a clear password.
 */
import { databaseCharset, type Account, type ServerKind } from '../model.ts';
import { grantOption, objectText, type Grant } from '../plan/grant.ts';
import { quoteAccount, quoteName, quoteText } from './quote.ts';

export function createDatabase(database: string): string {
  const { charset, collation } = databaseCharset;
  return `CREATE DATABASE IF NOT EXISTS ${quoteName(database)} CHARACTER SET ${charset} COLLATE ${collation}`;
}

export function dropDatabase(database: string): string {
  return `DROP DATABASE IF EXISTS ${quoteName(database)}`;
}

/** An existing account is left as it is. @param hash as `hashPassword` makes it. */
export function createUser(kind: ServerKind, account: Account, hash: string): string {
  return `CREATE USER IF NOT EXISTS ${quoteAccount(account)} ${identifiedBy(kind, hash)}`;
}

/** Sets the password and unlocks. @param hash as `hashPassword` makes it. */
export function setPassword(kind: ServerKind, account: Account, hash: string): string {
  return `ALTER USER ${quoteAccount(account)} ${identifiedBy(kind, hash)} ACCOUNT UNLOCK`;
}

export function dropUser(account: Account): string {
  return `DROP USER IF EXISTS ${quoteAccount(account)}`;
}

/** Gives privileges on one object. A grant that exists already changes nothing. */
export function grant({ privileges, on }: Grant, account: Account): string {
  const option = privileges.includes(grantOption) ? ' WITH GRANT OPTION' : '';
  const words = privileges.filter((privilege) => privilege !== grantOption).join(', ') || 'USAGE';
  return `GRANT ${words} ON ${objectText(on)} TO ${quoteAccount(account)}${option}`;
}

/** Takes privileges on one object away, or a role, or the right to log in as somebody else. */
export function revoke({ privileges, on }: Grant, account: Account): string {
  const from = `FROM ${quoteAccount(account)}`;
  switch (on.level) {
    case 'role':
      return `REVOKE ${objectText(on)} ${from}`;
    case 'proxy':
      return `REVOKE PROXY ON ${objectText(on)} ${from}`;
    default:
      return `REVOKE ${privileges.join(', ')} ON ${objectText(on)} ${from}`;
  }
}

/** How a server is told the plug-in of a hash that follows; caching_sha2_password takes hexadecimals since 8.0.17. */
export function authentication(kind: ServerKind): string {
  switch (kind) {
    case 'mariadb':
      return 'IDENTIFIED VIA mysql_native_password USING';
    case 'mysql':
      return 'IDENTIFIED WITH caching_sha2_password AS';
  }
}

/**
 * A stored "hash" that no password has: MariaDB knows a word for it; on MySQL a well-formed string whose digest is 43
 * times `.` (all bits zero), made readable so that people recognise it in mysql.user.
 */
export function noPassword(kind: ServerKind): string {
  switch (kind) {
    case 'mariadb':
      return 'invalid';
    case 'mysql':
      return `$A$005$${'NO-PASSWORD-SET'.padEnd(20, '-')}${'.'.repeat(43)}`;
  }
}

function identifiedBy(kind: ServerKind, hash: string): string {
  const value = /^0x[0-9A-F]+$/i.test(hash) ? hash : quoteText(hash);
  return `${authentication(kind)} ${value}`;
}
