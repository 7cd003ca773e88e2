import path from 'node:path';
import type { Service } from '../model.ts';
import type { Variables } from './resolve-secret.ts';

/** What the `.env` files of one service say, read in the order in which the service itself reads them. */
export interface ServiceVariables {
  readonly service: Service;
  /** Absolute; services are started here. */
  readonly folder: string;
  readonly variables: Variables;
  /** The file that sets a variable, relative to the root: `microservices/auth-service/.env`. */
  readonly fileOf: (variable: string) => string;
}

/**
 * Reads the `.env` files of a service. Of the process's environment only NODE_ENV and NILECARE_ENV_FILES count: its DB_*
 * are the administrator's.
 *
 * @throws what the file system throws for a file that exists and cannot be read.
 */
export async function readServiceVariables(
  root: string,
  service: Service,
  environment: Variables,
): Promise<ServiceVariables> {
  // Loaded late, because with it come the dictionaries by which it judges passwords.
  const { loadEnvironment } = await import('@nilecare/config-validator');
  const place = path.join('microservices', service.name);
  const folder = path.join(root, place);
  const { NODE_ENV, NILECARE_ENV_FILES } = environment;
  const stage = { ...(NODE_ENV && { NODE_ENV }), ...(NILECARE_ENV_FILES && { NILECARE_ENV_FILES }) };
  const { variables, origins } = loadEnvironment({ folder, environment: stage });
  return {
    service,
    folder,
    variables,
    fileOf: (variable) => path.join(place, origins[variable] ?? '.env'),
  };
}
