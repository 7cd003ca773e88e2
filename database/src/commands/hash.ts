import { hashPassword } from '@nilecare/dev-database';
import { checkPassword } from '../passwords/resolve-secret.ts';
import { hashVariable } from '../sql/written-files.ts';
import { quoteText } from '../sql/quote.ts';

/**
 * The line that hands a user's password to `create-service-users.sql`, with a hash for either kind of server, so that
 * it need not be known where the line will run. The same password gives another line each time, because MySQL's hash is
 * salted.
 *
 * @throws {DatabaseError} `BAD_SECRET`.
 */
export function hashLine(user: string, password: string): string {
  checkPassword(password, `the prompt for ${user}`);
  const mariadb = quoteText(hashPassword('mariadb', password));
  const mysql = quoteText(hashPassword('mysql', password));
  return `SET ${hashVariable(user)} = IF(VERSION() LIKE '%MariaDB%', ${mariadb}, ${mysql});`;
}
