import { DatabaseError } from '../errors.ts';
import type { Service, ServiceMap } from '../model.ts';
import { runtimeUser, selectServices } from './accounts.ts';

/** What a rotation was asked to concern. */
export interface RotationSelection {
  /** Named by themselves. */
  readonly users: readonly string[];
  /** Names of services, whose users are meant. */
  readonly services?: readonly string[];
}

/**
 * The users of a selection, each once: those named, and the two of each service named. Every user that the map can have
 * when nothing is selected.
 *
 * @throws {DatabaseError} `UNKNOWN_USER` naming the ones that exist, `UNKNOWN_SERVICE`.
 */
export function rotationUsers(map: ServiceMap, { users, services }: RotationSelection): readonly string[] {
  const owners = map.services.map(({ user }) => user);
  const known = [...map.services.flatMap(withRuntime), map.readonlyUser];
  const unknown = users.filter((user) => !known.includes(user));
  if (unknown.length > 0) {
    const message =
      `No user is called ${unknown.join(', ')}. The users are ${[...owners, map.readonlyUser].join(', ')}, ` +
      'and those of the services with _runtime behind.';
    throw new DatabaseError('UNKNOWN_USER', message, { context: { unknown } });
  }
  if (users.length === 0 && services === undefined) return known;
  const selected = services === undefined ? [] : selectServices(map, services);
  return [...new Set([...users, ...selected.flatMap(withRuntime)])];
}

function withRuntime(service: Service): readonly string[] {
  return [service.user, runtimeUser(service)];
}
