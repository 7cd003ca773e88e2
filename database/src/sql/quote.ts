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

/**
 * A database in GRANT, where `_` and `%` are wildcards: unescaped, `svc_a` also opens `svcxa`.
 */
export function quoteGrantedDatabase(database: string): string {
  return quoteName(database.replaceAll(/[\\_%]/g, (character) => `\\${character}`));
}

/** An account as CREATE USER and GRANT name it. */
export function quoteAccount(account: { readonly user: string; readonly host: string }): string {
  return `${quoteText(account.user)}@${quoteText(account.host)}`;
}
