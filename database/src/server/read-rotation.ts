import { hashPassword } from '@nilecare/dev-database';
import type { Account, ServerKind } from '../model.ts';
import type { Login } from '../plan/state.ts';
import { hashComparison, passwordsQuery } from '../sql/rotation-statements.ts';
import type { Query } from './connect.ts';
import { describeStepFailure } from './describe-failure.ts';

/** The passwords of one account, as far as a rotation asks. */
export interface AccountPasswords extends Account {
  readonly plugin: string;
  readonly passwords: 'one' | 'two';
  /** Whether the first password is the target. */
  readonly holdsTarget: boolean;
}

/**
 * Reads how many passwords the accounts of a user have, and whether the first one is the target. Hashes are compared on
 * the server; a password that somebody set in clear text, with other rounds, is recognised by a login.
 *
 * @param target undefined when no new password is known yet.
 * @param tryTarget logs in with the target.
 * @throws {DatabaseError} `MISSING_PRIVILEGES` when the administrator may not look.
 */
export async function readRotation(
  query: Query,
  kind: ServerKind,
  user: string,
  target: string | undefined,
  tryTarget: (account: Account) => Promise<Login>,
): Promise<readonly AccountPasswords[]> {
  try {
    const rows = await query(passwordsQuery(kind), [user]);
    const accounts: AccountPasswords[] = [];
    for (const row of rows) {
      const account = { user, host: String(row['host']) };
      const prefix = Buffer.from(String(row['prefix']), 'hex').toString('latin1');
      const holdsTarget =
        target !== undefined &&
        ((await isStored(query, kind, account, storedHash(kind, target, prefix))) ||
          (Number(row['two']) !== 1 && (await tryTarget(account)) === 'works'));
      const passwords = Number(row['two']) === 1 ? 'two' : 'one';
      accounts.push({ ...account, plugin: String(row['plugin']), passwords, holdsTarget });
    }
    return accounts;
  } catch (error) {
    throw describeStepFailure(error, `read the accounts of ${user} (needs SELECT ON \`mysql\`.*)`, 0);
  }
}

/** The target as the server would store it with the salt that the account has; undefined when it cannot be compared. */
function storedHash(kind: ServerKind, target: string, prefix: string): string | undefined {
  if (kind === 'mariadb') return hashPassword(kind, target);
  const salt = /^\$A\$00A\$([\s\S]{20})$/.exec(prefix)?.[1];
  if (salt === undefined) return undefined;
  return Buffer.from(hashPassword(kind, target, salt).slice(2), 'hex').toString('latin1');
}

async function isStored(
  query: Query,
  kind: ServerKind,
  { user, host }: Account,
  hash: string | undefined,
): Promise<boolean> {
  if (hash === undefined) return false;
  const [row] = await query(hashComparison(kind), [hash, user, host]);
  return Number(row?.['equal']) === 1;
}
