import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadServiceMap } from '@nilecare/database';
import { UsageError } from './options.ts';

/** A service that can be deployed, as a matrix of GitHub has it. */
export interface DeployedService {
  readonly name: string;
  readonly database: string;
  readonly user: string;
  /** Name of the secret with the user's password. */
  readonly secret: string;
}

/**
 * The services of database/service-map.json that are in this repository, in the order of the map, or the one that is named.
 *
 * @throws UsageError when it is not among them
 */
export function deployedServices(root: string, wanted: string): readonly DeployedService[] {
  const all = loadServiceMap()
    .services.filter(({ name }) => existsSync(path.join(root, 'microservices', name, 'package.json')))
    .map(({ name, database, user }) => ({
      name,
      database,
      user,
      secret: `${user.toUpperCase()}_DB_PASSWORD`,
    }));
  const chosen = wanted === 'all' ? all : all.filter(({ name }) => name === wanted);
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => name).join(', ');
  throw new UsageError(
    `There is no service ${JSON.stringify(wanted)} both in database/service-map.json and in microservices/. There are: ${names}, or all.`,
  );
}
