import type { Service, ServiceMap } from '../model.ts';
import { runtimeUser } from '../map/accounts.ts';
import type { Variables } from './resolve-secret.ts';

/** What happens to a password that is easy to guess. */
export type WeakPasswordPolicy = 'report' | 'refuse';

/** Weak passwords are refused where services refuse to start with them: in staging and production. */
export function weakPasswordPolicy(environment: Variables): WeakPasswordPolicy {
  return ['staging', 'production'].includes(environment['NODE_ENV'] ?? '') ? 'refuse' : 'report';
}

/**
 * Why the password of a user of the map is too weak for a server, each reason continuing "the password"; empty when it
 * is good. The rules are those that a service applies at its start: length, names of this system, common words.
 */
export async function weaknessesOf(
  user: string,
  password: string,
  map: ServiceMap,
): Promise<readonly string[]> {
  // Loaded only when a password is to be set, because most runs set none.
  const { passwordWeaknesses } = await import('@nilecare/config-validator');
  const service = map.services.find((it) => it.user === user || runtimeUser(it) === user);
  return passwordWeaknesses(password, [user, ...namesOf(service)]);
}

function namesOf(service: Service | undefined): readonly string[] {
  return service === undefined ? [] : [service.name, service.database, service.user];
}
