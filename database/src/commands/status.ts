import { desiredAccounts, runtimeAccounts, selectServices } from '../map/accounts.ts';
import type { Access, Account, DesiredAccount, ServerKind, Service, ServiceMap } from '../model.ts';
import type { SecretStore } from '../passwords/secret-store.ts';
import { compareGrants } from '../plan/compare-grants.ts';
import { desiredGrants } from '../plan/desired-grants.ts';
import { grantText } from '../plan/grant.ts';
import { findAccount } from '../plan/plan-provision.ts';
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
  /** What it is for; a run-time account has a row when it exists. */
  readonly access: Access;
  readonly missingGrants: readonly string[];
  readonly extraGrants: readonly string[];
}

/**
 * Compares a server with the map; changes nothing.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE`, `NO_SERVER`, `ACCESS_DENIED`, `MISSING_PRIVILEGES`.
 */
export async function status(request: StatusRequest): Promise<StatusReport> {
  const { map, services: names, host } = request;
  const services = selectServices(map, names);
  const fixed = desiredAccounts(map, names, host);
  const runtime = runtimeAccounts(map, names, host);
  const state = await withAdministrator(request.connection, (query) =>
    readState(query, {
      databases: services.map(({ database }) => database),
      users: [...fixed, ...runtime].map(({ user }) => user),
      objectsOf: services.map(({ database }) => database),
      tryAccount: (account) => tryAccount(request.connection, account, request.secrets),
    }),
  );
  const present = runtime.filter((account) => findAccount(account, state) !== undefined);
  const rows = [...fixed, ...present].map((account) =>
    statusRow(account, account.access === 'read' ? undefined : serviceOf(account, services), state),
  );
  return { server: { kind: state.kind, version: state.version }, isComplete: rows.every(isComplete), rows };
}

function serviceOf({ databases }: DesiredAccount, services: readonly Service[]): Service | undefined {
  return services.find(({ database }) => databases.includes(database));
}

function statusRow(account: DesiredAccount, service: Service | undefined, state: ServerState): StatusRow {
  const actual = findAccount(account, state);
  const { missing, extra } = compareGrants(desiredGrants(account, state), actual?.grants ?? [], state);
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
    access: account.access,
    missingGrants: missing.map(grantText),
    extraGrants: extra.map(grantText),
  };
}

function accountState(actual: ReturnType<typeof findAccount>): StatusRow['account'] {
  if (actual === undefined) return 'missing';
  if (!actual.hasPassword) return 'no-password';
  return actual.locked ? 'locked' : 'exists';
}

function isComplete(row: StatusRow): boolean {
  const isDatabaseThere = row.databaseExists ?? true;
  const isRefused = row.login === 'refused' || row.login === 'expired';
  const hasExactGrants = row.missingGrants.length === 0 && row.extraGrants.length === 0;
  return isDatabaseThere && row.account === 'exists' && !isRefused && hasExactGrants;
}
