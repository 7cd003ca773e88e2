import type { About, ConfiguredUser } from '../audit/model.ts';
import { runChecks, type AuditReport } from '../audit/run-checks.ts';
import { runtimeUser, selectServices } from '../map/accounts.ts';
import type { ServiceMap } from '../model.ts';
import { withAdministrator, type AdminConnection } from '../server/connect.ts';
import { readSnapshot } from '../server/read-snapshot.ts';

/** What to audit, and where. */
export interface AuditRequest {
  /** The administrator's connection. */
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  /** Names of services: then only these, and the server as a whole; default: everything. */
  readonly services?: readonly string[];
  /** Users that the services' `.env` files name. */
  readonly configured: readonly ConfiguredUser[];
}

/**
 * Answers the checks of the CIS benchmark that SQL can answer; changes nothing.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE`, `NO_SERVER`, `ACCESS_DENIED`.
 */
export async function audit({ connection, map, services, configured }: AuditRequest): Promise<AuditReport> {
  const selected = selectServices(map, services);
  const databases = map.services.map(({ database }) => database);
  const snapshot = await withAdministrator(connection, (query) => readSnapshot(query, databases));
  const concerns = ({ user, database, service }: About = {}): boolean => {
    if (services === undefined || (user ?? database ?? service) === undefined) return true;
    return selected.some(
      (one) =>
        user === one.user || user === runtimeUser(one) || database === one.database || service === one.name,
    );
  };
  return runChecks({ ...snapshot, configured, mapped: mappedUsers(map) }, concerns);
}

function mappedUsers(map: ServiceMap): ReadonlyMap<string, readonly string[]> {
  const mapped = new Map<string, readonly string[]>();
  for (const service of map.services) {
    mapped.set(service.user, [service.database]);
    mapped.set(runtimeUser(service), [service.database]);
  }
  return mapped.set(
    map.readonlyUser,
    map.services.map(({ database }) => database),
  );
}
