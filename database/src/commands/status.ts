import { desiredAccounts, selectServices } from '../map/accounts.ts';
import type { Account, DesiredAccount, ServerKind, Service, ServiceMap } from '../model.ts';
import type { SecretStore } from '../passwords/secret-store.ts';
import { desiredGrants, findAccount } from '../plan/plan-provision.ts';
import type { Login, ServerState } from '../plan/state.ts';
import { withAdministrator, type AdminConnection } from '../server/connect.ts';
import { readState } from '../server/read-state.ts';
import { tryAccount } from '../server/try-account.ts';

/** Which part of the map to look at, and where. */
export interface StatusRequest {
  /** The administrator's connection. */
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  /** Names of services; default: all of them and the read-only user. */
  readonly services?: readonly string[];
  readonly secrets: Pick<SecretStore, 'known'>;
  /** Host part of the accounts; default `localhost`. */
  readonly host?: string;
}

/** What the server holds of the map. */
export interface StatusReport {
  readonly server: { readonly kind: ServerKind; readonly version: string };
  /** Whether every database and account is there, unlocked, and has exactly its grants. */
  readonly isComplete: boolean;
  readonly rows: readonly StatusRow[];
}

/** One user with its database; the read-only user has no database of its own. */
export interface StatusRow extends Account {
  readonly service?: string;
  readonly database?: string;
  readonly databaseExists?: boolean;
  readonly account: 'missing' | 'locked' | 'no-password' | 'exists';
  /** What a login with the known password came to. */
  readonly login: Login;
  readonly missingGrants: readonly string[];
  readonly extraGrants: readonly string[];
}

/**
 * Compares a server with the map; changes nothing.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE`, `NO_SERVER`, `ACCESS_DENIED`, `MISSING_PRIVILEGES`.
 */
export async function status(request: StatusRequest): Promise<StatusReport> {
  const services = selectServices(request.map, request.services);
  const accounts = desiredAccounts(request.map, request.services, request.host);
  const state = await withAdministrator(request.connection, (query) =>
    readState(query, {
      databases: services.map(({ database }) => database),
      users: accounts.map(({ user }) => user),
      tryAccount: (account) => tryAccount(request.connection, account, request.secrets),
    }),
  );
  const rows = accounts.map((account) =>
    statusRow(
      account,
      services.find(({ user }) => user === account.user),
      state,
    ),
  );
  return { server: { kind: state.kind, version: state.version }, isComplete: rows.every(isComplete), rows };
}

function statusRow(account: DesiredAccount, service: Service | undefined, state: ServerState): StatusRow {
  const actual = findAccount(account, state);
  const wanted = desiredGrants(account);
  const grants = actual?.grants ?? [];
  return {
    ...(service && {
      service: service.name,
      database: service.database,
      databaseExists: state.databases.some(({ name }) => name === service.database),
    }),
    user: account.user,
    host: account.host,
    account: accountState(actual),
    login: actual?.login ?? 'not-tried',
    missingGrants: wanted.filter((grant) => !grants.includes(grant)),
    extraGrants: grants.filter((grant) => !wanted.includes(grant)),
  };
}

function accountState(actual: ReturnType<typeof findAccount>): StatusRow['account'] {
  if (actual === undefined) return 'missing';
  if (!actual.hasPassword) return 'no-password';
  return actual.locked ? 'locked' : 'exists';
}

function isComplete(row: StatusRow): boolean {
  const isDatabaseThere = row.databaseExists ?? true;
  const hasExactGrants = row.missingGrants.length === 0 && row.extraGrants.length === 0;
  return isDatabaseThere && row.account === 'exists' && row.login !== 'refused' && hasExactGrants;
}
