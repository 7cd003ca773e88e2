import type { RowDataPacket } from 'mysql2/promise';
import type { AuditedAccount, Gathered, HeldGrant, Snapshot, StoredProgram } from '../audit/model.ts';
import type { Account, ServerKind } from '../model.ts';
import { objectText } from '../plan/grant.ts';
import { parseGrants } from '../plan/parse-grants.ts';
import { auditedAccountsQuery, storedProgramsQuery } from '../sql/audit-queries.ts';
import { quoteAccount, quoteAccountName } from '../sql/quote.ts';
import type { Query } from './connect.ts';
import { errnoOf, privilegeRefusals } from './describe-failure.ts';
import { readEverybody } from './read-everybody.ts';

/** What of a snapshot comes from the server. */
export type ServerSnapshot = Omit<Snapshot, 'configured' | 'mapped'>;

/**
 * Reads everything that the checks look at; changes nothing. What the account may not read is `unknown`, with the reason.
 *
 * @param databases whose views and routines are wanted.
 */
export async function readSnapshot(query: Query, databases: readonly string[]): Promise<ServerSnapshot> {
  const [head] = await query('SELECT VERSION() AS version, CURRENT_USER() AS account');
  const version = text(head, 'version');
  const kind: ServerKind = version.includes('MariaDB') ? 'mariadb' : 'mysql';
  const variables = await readVariables(query);
  const accounts = await gather('mysql', () => readAccounts(query, kind));
  return {
    kind,
    version,
    time: new Date(),
    reader: accountOf(text(head, 'account')),
    variables,
    patterns: variables.get('partial_revokes') === 'ON' ? 'literal' : 'wildcards',
    databases: (await query('SHOW DATABASES')).map((row) => String(Object.values(row)[0])),
    accounts,
    grants:
      accounts.kind === 'unknown'
        ? accounts
        : await gather('mysql', () => readHeldGrants(query, kind, accounts.value)),
    programs: await gather('the services’ databases', () => readPrograms(query, databases)),
  };
}

/**
 * A refusal for want of a privilege leaves a gap, and so does the one of a server that runs with skip_grant_tables (1290);
 * everything else ends the audit.
 */
async function gather<T>(what: string, read: () => Promise<T>): Promise<Gathered<T>> {
  try {
    return { kind: 'known', value: await read() };
  } catch (error) {
    if (errnoOf(error) === 1290) return { kind: 'unknown', reason: '1290: accounts are not in force' };
    if (!privilegeRefusals.includes(errnoOf(error))) throw error;
    return { kind: 'unknown', reason: `${errnoOf(error)}: SELECT on ${what} is missing` };
  }
}

async function readVariables(query: Query): Promise<ReadonlyMap<string, string>> {
  const rows = await query('SHOW GLOBAL VARIABLES');
  return new Map(rows.map((row) => [text(row, 'Variable_name').toLowerCase(), text(row, 'Value')]));
}

async function readAccounts(query: Query, kind: ServerKind): Promise<readonly AuditedAccount[]> {
  const rows = await query(auditedAccountsQuery(kind));
  return rows.map((row) => {
    const changed = Number(row['changed'] ?? 0);
    return {
      user: text(row, 'user'),
      host: text(row, 'host'),
      locked: Number(row['locked']) === 1,
      plugins: pluginsOf(row['plugins']),
      emptyPassword: Number(row['empty_password']) === 1,
      twoPasswords: Number(row['two']) === 1,
      tls: text(row, 'tls'),
      ...(changed > 0 && { passwordChanged: new Date(changed * 1000) }),
    };
  });
}

/** MySQL's JSON comes parsed, MariaDB's as text. */
function pluginsOf(value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(list) ? list.map(String) : [];
}

/** No account shows PUBLIC's grants among its own. */
async function readHeldGrants(
  query: Query,
  kind: ServerKind,
  accounts: readonly Account[],
): Promise<readonly HeldGrant[]> {
  const everybody = await readEverybody(query, kind);
  const held: HeldGrant[] = [];
  for (const { user, host } of accounts) {
    const account = { user, host };
    held.push(...(await readGrants(query, quoteAccount(account), { account }, new Set())));
    held.push(...everybody.map((grant) => ({ account, grant, role: 'PUBLIC' })));
  }
  return held;
}

/** The grants of an account or a role, and of the roles that it holds. */
async function readGrants(
  query: Query,
  grantee: string,
  holder: Omit<HeldGrant, 'grant'>,
  seen: Set<string>,
): Promise<readonly HeldGrant[]> {
  const rows = await query(`SHOW GRANTS FOR ${grantee}`);
  const held: HeldGrant[] = [];
  for (const grant of parseGrants(rows.map((row) => String(Object.values(row)[0]))).grants) {
    if (grant.on.level !== 'role') {
      held.push({ ...holder, grant });
      continue;
    }
    const role = quoteAccountName(grant.on.role);
    if (seen.has(role)) continue;
    seen.add(role);
    held.push(...(await readGrants(query, role, { ...holder, role: objectText(grant.on) }, seen)));
  }
  return held;
}

async function readPrograms(query: Query, databases: readonly string[]): Promise<readonly StoredProgram[]> {
  if (databases.length === 0) return [];
  const rows = await query(storedProgramsQuery, [databases, databases]);
  return rows.map((row) => ({
    type: text(row, 'type') === 'view' ? 'view' : 'routine',
    database: text(row, 'db'),
    name: text(row, 'name'),
    definer: accountOf(text(row, 'definer')),
  }));
}

/** `user@host`; the user may hold an `@`, the host cannot. */
function accountOf(words: string): Account {
  const at = words.lastIndexOf('@');
  return { user: words.slice(0, at), host: words.slice(at + 1) };
}

function text(row: RowDataPacket | undefined, column: string): string {
  return String(row?.[column] ?? '');
}
