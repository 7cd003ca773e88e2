/**
 * Statements that let an account have two passwords for a while, and that look whether it has.
 *
 * MySQL keeps the present password beside the new one since 8.0.14 (RETAIN CURRENT PASSWORD). MariaDB takes several
 * ways of authentication joined by OR since 10.4, also the same plug-in twice; a client gets in with either password.
 * The present hash is joined on the server, so that it need not be known here and never leaves the server.
 */
import type { Account, ServerKind } from '../model.ts';
import { quoteAccount, quoteText } from './quote.ts';
import { authentication } from './statements.ts';

/** One statement with its bound values. */
export interface BoundStatement {
  readonly sql: string;
  readonly values?: readonly string[];
}

/**
 * Adds a password to an account, first of two, and keeps the present one.
 *
 * @param hash as `hashPassword` makes it.
 */
export function addPassword(kind: ServerKind, account: Account, hash: string): readonly BoundStatement[] {
  switch (kind) {
    case 'mysql': {
      const sql = `ALTER USER ${quoteAccount(account)} ${authentication(kind)} ${hash} RETAIN CURRENT PASSWORD`;
      return [{ sql }];
    }
    case 'mariadb': {
      const start = `ALTER USER ${quoteAccount(account)} ${authentication(kind)} ${quoteText(hash)} OR `;
      return [
        {
          sql: `SELECT JSON_VALUE(Priv, '$.plugin'), JSON_VALUE(Priv, '$.authentication_string')
            INTO @nilecare_plugin, @nilecare_present
            FROM mysql.global_priv WHERE User = ? AND Host = ?`,
          values: [account.user, account.host],
        },
        {
          sql: `EXECUTE IMMEDIATE CONCAT(?, @nilecare_plugin, ' USING ', QUOTE(@nilecare_present))`,
          values: [start],
        },
      ];
    }
  }
}

/**
 * Leaves an account its new password only. On MySQL the older of two is dropped, whatever it is.
 *
 * @param hash of the new password, as `hashPassword` makes it.
 */
export function discardOldPassword(kind: ServerKind, account: Account, hash: string): string {
  switch (kind) {
    case 'mysql':
      return `ALTER USER ${quoteAccount(account)} DISCARD OLD PASSWORD`;
    case 'mariadb':
      return `ALTER USER ${quoteAccount(account)} ${authentication(kind)} ${quoteText(hash)}`;
  }
}

/**
 * For each account of a user: host, plug-in, whether it has two passwords, and the part of the first hash that is not
 * secret: on MySQL rounds and salt (`$A$00A$` and 20 characters, as hexadecimals), on MariaDB nothing.
 */
export function passwordsQuery(kind: ServerKind): string {
  switch (kind) {
    case 'mysql':
      return `SELECT Host AS host, plugin, JSON_VALUE(User_attributes, '$.additional_password') IS NOT NULL AS two,
          HEX(LEFT(authentication_string, 27)) AS prefix
        FROM mysql.user WHERE User = ? ORDER BY Host`;
    case 'mariadb':
      return `SELECT Host AS host, JSON_VALUE(Priv, '$.plugin') AS plugin,
          COALESCE(JSON_LENGTH(Priv, '$.auth_or'), 0) > 1 AS two, '' AS prefix
        FROM mysql.global_priv WHERE User = ? ORDER BY Host`;
  }
}

/**
 * Whether the first password of an account has this stored hash; compared on the server. Bound values: the hash as it
 * is stored, the user, the host.
 */
export function hashComparison(kind: ServerKind): string {
  switch (kind) {
    case 'mysql':
      return `SELECT CAST(authentication_string AS BINARY) = CAST(? AS BINARY) AS equal
        FROM mysql.user WHERE User = ? AND Host = ?`;
    case 'mariadb':
      return `SELECT JSON_VALUE(Priv, '$.authentication_string') = ? AS equal
        FROM mysql.global_priv WHERE User = ? AND Host = ?`;
  }
}
