/** A name between back-ticks, for both servers and every sql_mode. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/**
 * A literal in single quotes. Doubled quotes, not backslashes, so that NO_BACKSLASH_ESCAPES changes nothing; the
 * texts written here (users, hosts, hashes) hold no backslash.
 */
export function quoteText(text: string): string {
  if (/[\\\0]/.test(text))
    throw new RangeError('A backslash or NUL has no place in a user, a host or a hash.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** Whether `_` and `%` are wildcards in GRANT: yes, unless MySQL runs with partial_revokes. */
export type GrantPatterns = 'wildcards' | 'literal';

/**
 * A database as GRANT names it. Where `_` and `%` are wildcards they are escaped: `svc_a` would also open `svcxa`. With
 * partial_revokes an escaped name would be another name and open nothing (measured on 9.7.4; the manual says otherwise).
 *
 * @param patterns default `wildcards`.
 */
export function grantedDatabase(database: string, patterns: GrantPatterns = 'wildcards'): string {
  if (patterns === 'literal') return database;
  return database.replaceAll(/[\\_%]/g, (character) => `\\${character}`);
}

/** An account as CREATE USER and GRANT name it. */
export function quoteAccount(account: { readonly user: string; readonly host: string }): string {
  return `${quoteText(account.user)}@${quoteText(account.host)}`;
}

/** An account or a role as SHOW GRANTS prints it, between back-ticks; MariaDB's roles have no host. */
export function quoteAccountName(account: { readonly user: string; readonly host?: string }): string {
  const { user, host } = account;
  return host === undefined ? quoteName(user) : `${quoteName(user)}@${quoteName(host)}`;
}
