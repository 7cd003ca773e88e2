import { adminConnectionOptions } from '@nilecare/dev-database';
import type { Variables } from '../passwords/resolve-secret.ts';
import type { AdminConnection } from './connect.ts';

/**
 * How to connect as administrator: to the server that DB_HOST, DB_PORT or DB_SOCKET name, with TLS as DB_SSL_MODE and
 * DB_SSL_CA say, otherwise to the private one; as DB_ADMIN_USER when that is set.
 *
 * @throws what dev-database throws when no server or no administrator is named, and for TLS settings that cannot be
 *   used.
 */
export async function findAdministrator(root: string, environment: Variables): Promise<AdminConnection> {
  const found = await adminConnectionOptions(root, environment);
  const user = environment['DB_ADMIN_USER'];
  const named = user ? { user, password: environment['DB_ADMIN_PASSWORD'] ?? '' } : {};
  return { ...found, ...named };
}
