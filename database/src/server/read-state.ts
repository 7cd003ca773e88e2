import type { RowDataPacket } from 'mysql2/promise';
import type { Account, ServerKind } from '../model.ts';
import type { Dialect } from '../plan/known-privileges.ts';
import { parseGrants, type ParsedGrants } from '../plan/parse-grants.ts';
import type { ActualAccount, ActualDatabase, Administrator, Login, ServerState } from '../plan/state.ts';
import { noPassword } from '../sql/statements.ts';
import { quoteAccount, type GrantPatterns } from '../sql/quote.ts';
import type { Query } from './connect.ts';
import { describeStepFailure } from './describe-failure.ts';
import { readEverybody } from './read-everybody.ts';
import { readObjects } from './read-objects.ts';

/** What to look for, and how to see whether a login works. */
export interface Look {
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** Databases whose tables and routines are wanted too; default: none. */
  readonly objectsOf?: readonly string[];
  readonly tryAccount: (account: Account) => Promise<Login>;
}

/**
 * Reads what the server holds; changes nothing.
 *
 * @throws {DatabaseError} `MISSING_PRIVILEGES` when the administrator may not look.
 */
export async function readState(query: Query, look: Look): Promise<ServerState> {
  try {
    const dialect = await readDialect(query);
    const databases = await readDatabases(query, look.databases);
    const administrator = await readAdministrator(query, dialect.kind);
    const objects = await readObjects(query, look.objectsOf ?? []);
    const accounts = await readAccounts(query, dialect.kind, look);
    const everybody = await readEverybody(query, dialect.kind);
    return { ...dialect, databases, accounts, objects, administrator, everybody };
  } catch (error) {
    throw describeStepFailure(error, 'read the databases and accounts (needs SELECT ON `mysql`.*)', 0);
  }
}

async function readDialect(query: Query): Promise<Dialect> {
  const version = text((await query('SELECT VERSION() AS version'))[0], 'version');
  const kind = version.includes('MariaDB') ? 'mariadb' : 'mysql';
  return { kind, version, patterns: await readPatterns(query) };
}

/** MariaDB, and MySQL before 8.0.16, have no such variable. */
async function readPatterns(query: Query): Promise<GrantPatterns> {
  const [row] = await query("SHOW GLOBAL VARIABLES LIKE 'partial\\_revokes'");
  return text(row, 'Value') === 'ON' ? 'literal' : 'wildcards';
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

/**
 * With the privileges of active roles: MariaDB's SHOW GRANTS lists them beside the account's own, MySQL's only when the
 * roles are named.
 */
async function readAdministrator(query: Query, kind: ServerKind): Promise<Administrator> {
  const [row] = await query('SELECT CURRENT_USER() AS account, CURRENT_ROLE() AS role');
  const [, user = '', host = ''] = /^(.*)@([^@]*)$/s.exec(text(row, 'account')) ?? [];
  const role = text(row, 'role');
  const using = kind === 'mysql' && role.startsWith('`') ? ` FOR CURRENT_USER() USING ${role}` : '';
  return { account: { user, host }, ...readGrants(await query(`SHOW GRANTS${using}`)) };
}

async function readAccounts(query: Query, kind: ServerKind, look: Look): Promise<ActualAccount[]> {
  const rows = await query(accountsQuery(kind), [noPassword(kind), look.users]);
  const accounts: ActualAccount[] = [];
  for (const row of rows) {
    const account = { user: text(row, 'user'), host: text(row, 'host') };
    const { grants } = readGrants(await query(`SHOW GRANTS FOR ${quoteAccount(account)}`));
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

function readGrants(rows: readonly RowDataPacket[]): ParsedGrants {
  return parseGrants(rows.map((row) => String(Object.values(row)[0])));
}

function text(row: RowDataPacket | undefined, column: string): string {
  return String(row?.[column] ?? '');
}
