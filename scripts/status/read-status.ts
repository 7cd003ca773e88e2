import path from 'node:path';
import { loadServiceMap, openSecretStore, selectServices, type Variables } from '@nilecare/database';
import type { PlatformStatus } from './model.ts';
import { readAccounts } from './read-accounts.ts';
import { readService } from './read-service.ts';
import { summarise } from './summarise.ts';

/** What to look at, and for how long. */
export interface StatusRequest {
  /** The repository's root, with `database/service-map.json`, `microservices/` and `.nilecare/`. */
  readonly root: string;
  /** The environment of the process. */
  readonly environment: Variables;
  /** Names of services; default: all. */
  readonly services?: readonly string[];
  /** Seconds that each may take to answer. */
  readonly deadline: number;
  readonly accounts: 'seen' | 'left-out';
}

/**
 * Asks all services at once, and an administrator for the accounts; changes nothing.
 *
 * @throws DatabaseError `UNKNOWN_SERVICE`, `BAD_MAP`, `BAD_SECRET`
 */
export async function readStatus(request: StatusRequest): Promise<PlatformStatus> {
  const { root, environment, services: names, deadline } = request;
  const takenAt = new Date();
  const map = loadServiceMap(path.join(root, 'database', 'service-map.json'));
  const services = selectServices(map, names);
  const secrets = await openSecretStore({ root, map, environment });
  const sources = { root, environment, secrets, deadline };
  const [found, accounts] = await Promise.all([
    Promise.all(services.map((service) => readService(service, sources))),
    request.accounts === 'left-out'
      ? ({ kind: 'left-out' } as const)
      : readAccounts({ ...sources, map, ...(names && { services: names }) }),
  ]);
  return summarise({ takenAt, found, accounts });
}
