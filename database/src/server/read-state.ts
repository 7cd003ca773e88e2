import type { RowDataPacket } from 'mysql2/promise';
import type { Account, ServerKind } from '../model.ts';
import {
  readGrant,
  type ActualAccount,
  type ActualDatabase,
  type Login,
  type ServerState,
} from '../plan/state.ts';
import { noPassword } from '../sql/statements.ts';
import { quoteAccount } from '../sql/quote.ts';
import type { Query } from './connect.ts';
import { describeStepFailure } from './describe-failure.ts';

/** What to look for, and how to see whether a login works. */
export interface Look {
  readonly databases: readonly string[];
  readonly users: readonly string[];
  readonly tryAccount: (account: Account) => Promise<Login>;
}

/**
 * Reads what the server holds; changes nothing.
 *
 * @throws {DatabaseError} `MISSING_PRIVILEGES` when the administrator may not look.
 */
export async function readState(query: Query, look: Look): Promise<ServerState> {
  try {
    const version = text((await query('SELECT VERSION() AS version'))[0], 'version');
    const kind = kindOf(version);
    const databases = await readDatabases(query, look.databases);
    const administrator = await readOwnGrants(query);
    const accounts = await readAccounts(query, kind, look);
    return { kind, version, databases, accounts, administrator };
  } catch (error) {
    throw describeStepFailure(error, 'read the databases and accounts (needs SELECT ON `mysql`.*)', 0);
  }
}

/** The family of a server by what VERSION() says. */
function kindOf(version: string): ServerKind {
  return version.includes('MariaDB') ? 'mariadb' : 'mysql';
}

async function readDatabases(query: Query, names: readonly string[]): Promise<ActualDatabase[]> {
  if (names.length === 0) return [];
  const rows = await query(
    `SELECT schema_name AS name, default_collation_name AS collation
     FROM information_schema.schemata WHERE schema_name IN (?)`,
    [names],
  );
  return rows.map((row) => ({ name: text(row, 'name'), collation: text(row, 'collation') }));
}

/** On MySQL the privileges of active roles are shown only when the roles are named. */
async function readOwnGrants(query: Query): Promise<string[]> {
  const role = (await query('SELECT CURRENT_ROLE() AS role'))[0]?.['role'] as string | null | undefined;
  const isMySqlRole = typeof role === 'string' && role.startsWith('`');
  return readGrants(await query(`SHOW GRANTS FOR CURRENT_USER()${isMySqlRole ? ` USING ${role}` : ''}`));
}

async function readAccounts(query: Query, kind: ServerKind, look: Look): Promise<ActualAccount[]> {
  const rows = await query(accountsQuery(kind), [noPassword(kind), look.users]);
  const accounts: ActualAccount[] = [];
  for (const row of rows) {
    const account = { user: text(row, 'user'), host: text(row, 'host') };
    const grants = readGrants(await query(`SHOW GRANTS FOR ${quoteAccount(account)}`));
    const locked = Number(row['locked']) === 1;
    const hasPassword = Number(row['unusable']) !== 1;
    const login = locked || !hasPassword ? 'not-tried' : await look.tryAccount(account);
    accounts.push({ ...account, locked, hasPassword, grants, login });
  }
  return accounts;
}

/** Both compare on the server, so that no password hash leaves it. MariaDB's view mysql.user does not show locks. */
function accountsQuery(kind: ServerKind): string {
  switch (kind) {
    case 'mariadb':
      return `SELECT User AS user, Host AS host,
          COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0) AS locked,
          COALESCE(JSON_VALUE(Priv, '$.authentication_string') = ?, 0) AS unusable
        FROM mysql.global_priv WHERE User IN (?) ORDER BY User, Host`;
    case 'mysql':
      return `SELECT User AS user, Host AS host, account_locked = 'Y' AS locked,
          COALESCE(authentication_string = ?, 0) AS unusable
        FROM mysql.user WHERE User IN (?) ORDER BY User, Host`;
  }
}

/** USAGE grants nothing and stands in every account. */
function readGrants(rows: readonly RowDataPacket[]): string[] {
  return rows
    .map((row) => readGrant(String(Object.values(row)[0])))
    .filter((grant) => grant !== 'USAGE ON *.*' && !grant.startsWith('PROXY ON'));
}

function text(row: RowDataPacket | undefined, column: string): string {
  return String(row?.[column] ?? '');
}
