import { DatabaseError } from '../errors.ts';
import type { DesiredAccount, Service, ServiceMap } from '../model.ts';

/** Where accounts may connect from unless told otherwise; it covers the socket and TCP from the same machine. */
export const defaultHost = 'localhost';

/**
 * The services with these names, in the map's order; all of them when no name is given.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE` naming the ones that exist.
 */
export function selectServices(map: ServiceMap, names?: readonly string[]): readonly Service[] {
  if (names === undefined) return map.services;
  const known = map.services.map((service) => service.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `No service is called ${unknown.join(', ')}. The services are ${known.join(', ')}.`;
    throw new DatabaseError('UNKNOWN_SERVICE', message, { context: { unknown, known } });
  }
  return map.services.filter((service) => names.includes(service.name));
}

/**
 * The accounts that a run concerns: one per selected service, and the reader of all databases only when every
 * service is meant, because a run for one service leaves everything else alone.
 *
 * @param names default: all services.
 * @param host default {@link defaultHost}.
 * @throws {DatabaseError} `UNKNOWN_SERVICE`.
 */
export function desiredAccounts(
  map: ServiceMap,
  names?: readonly string[],
  host: string = defaultHost,
): readonly DesiredAccount[] {
  const owners = selectServices(map, names).map((service): DesiredAccount => ({
    user: service.user,
    host,
    access: 'all',
    databases: [service.database],
  }));
  if (names !== undefined) return owners;
  const databases = map.services.map((service) => service.database);
  return [...owners, { user: map.readonlyUser, host, access: 'read', databases }];
}

/** The user with which a service may serve, beside the one with which it migrates: `auth_service_runtime`. */
export function runtimeUser(service: Pick<Service, 'user'>): string {
  return `${service.user}${runtimeSuffix}`;
}

/** The `nilecare-db users` command that concerns a user: run-time accounts are looked at with `--runtime` only. */
export function usersCommand(user: string, option: '--fix' | '--rotate'): string {
  return `nilecare-db users${user.endsWith(runtimeSuffix) ? ' --runtime' : ''} ${option}`;
}

const runtimeSuffix = '_runtime';

/**
 * The run-time account of each selected service: it works with rows and cannot change a table.
 *
 * @param names default: all services.
 * @param host default {@link defaultHost}.
 * @throws {DatabaseError} `UNKNOWN_SERVICE`.
 */
export function runtimeAccounts(
  map: ServiceMap,
  names?: readonly string[],
  host: string = defaultHost,
): readonly DesiredAccount[] {
  return selectServices(map, names).map((service): DesiredAccount => ({
    user: runtimeUser(service),
    host,
    access: 'runtime',
    databases: [service.database],
    appendOnlyTables: service.appendOnlyTables,
  }));
}

/**
 * Checks the host part of an account.
 *
 * @throws {DatabaseError} `USAGE`.
 */
export function checkHost(host: string): string {
  if (/^[A-Za-z0-9.:_%/-]{1,60}$/.test(host)) return host;
  const message = `"${host}" is no host for an account. Expected a name, an address or a pattern such as 10.0.0.%.`;
  throw new DatabaseError('USAGE', message, { context: { host } });
}
