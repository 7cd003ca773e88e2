import type { Account } from '../model.ts';
import { quoteAccountName, quoteName } from '../sql/quote.ts';

/** What privileges are held on. */
export type GrantObject =
  | { readonly level: 'server' }
  /** `pattern` as the server keeps it: `_` and `%` are wildcards where no `\` stands before them. */
  | { readonly level: 'database'; readonly pattern: string }
  | { readonly level: 'table'; readonly database: string; readonly table: string }
  /** `type`: PROCEDURE, FUNCTION, and on MariaDB PACKAGE or PACKAGE BODY. */
  | { readonly level: 'routine'; readonly type: string; readonly database: string; readonly routine: string }
  /** The right to log in as somebody else. */
  | { readonly level: 'proxy'; readonly of: Account }
  /** A role that was granted; MariaDB's roles have no host. */
  | { readonly level: 'role'; readonly role: { readonly user: string; readonly host?: string } };

/**
 * Privileges on one object, as SHOW GRANTS words them: `ALL PRIVILEGES`, `SELECT`, a privilege on one column
 * (``UPDATE (`id`)``), and `GRANT OPTION` as one of them. A role and a proxy hold the word `MEMBER`, with `GRANT OPTION`
 * for WITH ADMIN OPTION and WITH GRANT OPTION.
 */
export interface Grant {
  readonly privileges: readonly string[];
  readonly on: GrantObject;
}

/** The privilege to hand on what one holds. */
export const grantOption = 'GRANT OPTION';
/** Every privilege on an object besides {@link grantOption}. */
export const allPrivileges = 'ALL PRIVILEGES';
/** What a role or a proxy holds. */
export const member = 'MEMBER';

/** `PRIVILEGES ON object[ WITH GRANT OPTION]`, for messages and reports; on one line and without the account. */
export function grantText({ privileges, on }: Grant): string {
  const rest = privileges.filter((privilege) => privilege !== grantOption);
  const option = rest.length < privileges.length;
  switch (on.level) {
    case 'role':
      return `the role ${objectText(on)}${option ? ' WITH ADMIN OPTION' : ''}`;
    case 'proxy':
      return `PROXY ON ${objectText(on)}${option ? ' WITH GRANT OPTION' : ''}`;
    default:
      if (rest.length === 0) return `${grantOption} ON ${objectText(on)}`;
      return `${rest.join(', ')} ON ${objectText(on)}${option ? ' WITH GRANT OPTION' : ''}`;
  }
}

/** The object as it stands behind ON in GRANT and REVOKE; equal for equal objects. */
export function objectText(on: GrantObject): string {
  switch (on.level) {
    case 'server':
      return '*.*';
    case 'database':
      return `${quoteName(on.pattern)}.*`;
    case 'table':
      return `${quoteName(on.database)}.${quoteName(on.table)}`;
    case 'routine':
      return `${on.type} ${quoteName(on.database)}.${quoteName(on.routine)}`;
    case 'proxy':
      return quoteAccountName(on.of);
    case 'role':
      return quoteAccountName(on.role);
  }
}

/** Whether a database's pattern holds a wildcard, so that it opens databases of other names too. */
export function hasWildcard(pattern: string): boolean {
  return /[_%]/.test(pattern.replaceAll(/\\[\s\S]/g, ''));
}
