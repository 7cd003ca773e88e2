import type { Config } from '@nilecare/migrate';
import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';

/**
 * Runs `fn` with a connection as the engine makes one, and closes it.
 *
 * @throws what mysql2 throws
 */
export async function withConnection<T>(
  config: Config['connection'],
  fn: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await open(config);
  try {
    return await fn(connection);
  } finally {
    connection.destroy();
  }
}

async function open(config: Config['connection']): Promise<Connection> {
  const options: ConnectionOptions = {
    ...(config.socketPath ? { socketPath: config.socketPath } : { host: config.host, port: config.port }),
    user: config.user,
    password: config.password,
    ...(config.database && { database: config.database }),
    charset: 'utf8mb4',
    connectTimeout: config.timeout,
  };
  try {
    return await createConnection({ ...options, ...tlsOptions(config.tls) });
  } catch (error) {
    const hasNoTls = error instanceof Error && 'code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT';
    if (config.tls.mode !== 'PREFERRED' || !hasNoTls) throw error;
    return createConnection(options);
  }
}

function tlsOptions({
  mode,
  certificateAuthority,
}: Config['connection']['tls']): Pick<ConnectionOptions, 'ssl'> {
  const ca = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  switch (mode) {
    case 'DISABLED':
      return {};
    case 'PREFERRED':
    case 'REQUIRED':
      return { ssl: { rejectUnauthorized: false } };
    case 'VERIFY_CA':
      return { ssl: { ...ca, rejectUnauthorized: true } };
    case 'VERIFY_IDENTITY':
      return { ssl: { ...ca, rejectUnauthorized: true, verifyIdentity: true } };
  }
}
