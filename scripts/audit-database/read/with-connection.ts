import { connectWithRetries, type ConnectionConfig } from '@nilecare/migrate';
import type { Connection } from 'mysql2/promise';

/**
 * Runs `fn` with a connection as the engine makes one, and closes it.
 *
 * @throws ConnectionError when there is none at the first try; what mysql2 throws in `fn`
 */
export async function withConnection<T>(
  config: ConnectionConfig,
  fn: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connectWithRetries({ ...config, retries: 0 });
  try {
    return await fn(connection);
  } finally {
    connection.destroy();
  }
}
