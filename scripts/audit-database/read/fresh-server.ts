import { memorySecretStore, provision, type SecretStore, type ServiceMap } from '@nilecare/database';
import type { TestServer } from '@nilecare/dev-database/testing';
import type { Source } from './sources.ts';

/**
 * Gives a private server on which the services are migrated what the map names beside: the other databases, and every
 * account, the run-time ones too, with its grants. Passwords are kept nowhere else.
 *
 * @throws DatabaseError
 */
export async function provisionAccounts(server: TestServer, map: ServiceMap): Promise<SecretStore> {
  const { host, port, user, password } = server;
  const secrets = memorySecretStore();
  const request = { connection: { host, port, user, password }, map, secrets };
  await provision({ ...request, runtimeAccounts: 'wanted' });
  return secrets;
}

/** The same source, leading to a private server as the service's own user. */
export function onServer(
  source: Omit<Source, 'envFile'>,
  map: ServiceMap,
  secrets: Pick<SecretStore, 'known'>,
  { host, port }: Pick<TestServer, 'host' | 'port'>,
): Source {
  const { service, mapped, folder } = source;
  const entry = map.services.find(({ name }) => name === service);
  const environment = {
    DB_HOST: host,
    DB_PORT: String(port),
    ...(entry && {
      DB_NAME: entry.database,
      DB_USER: entry.user,
      DB_PASSWORD: secrets.known(entry.user)?.password ?? '',
    }),
  };
  return { service, ...(mapped && { mapped }), ...(folder && { folder }), environment };
}
