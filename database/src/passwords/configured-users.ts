import type { ConfiguredUser } from '../audit/model.ts';
import type { SecretStoreOptions } from './open-secret-store.ts';
import { readServiceVariables, type ServiceVariables } from './service-variables.ts';

/**
 * The users that the services' `.env` files name: DB_USER, DB_RUNTIME_USER, and the user of DATABASE_URL.
 *
 * @throws what the file system throws for a file that exists and cannot be read.
 */
export async function readConfiguredUsers({
  root,
  map,
  environment,
}: SecretStoreOptions): Promise<readonly ConfiguredUser[]> {
  const users = await Promise.all(
    map.services.map(async (service) => usersOf(await readServiceVariables(root, service, environment))),
  );
  return users.flat();
}

function usersOf({ service, variables, fileOf }: ServiceVariables): readonly ConfiguredUser[] {
  const url = variables['DATABASE_URL'] ?? '';
  const named = {
    DB_USER: variables['DB_USER'],
    DB_RUNTIME_USER: variables['DB_RUNTIME_USER'],
    DATABASE_URL: URL.canParse(url) ? decodeURIComponent(new URL(url).username) : undefined,
  };
  return Object.entries(named).flatMap(([variable, user]) =>
    user ? [{ service: service.name, file: fileOf(variable), variable, user }] : [],
  );
}
