import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { DevDatabaseError, messageOf } from '../errors.ts';
import type { Environment, ServerKind } from '../model.ts';
import type { TlsOptions } from './tls.ts';

/** What mysql2 needs to reach a server as its administrator. */
export interface AdminConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password: string;
  readonly ssl?: TlsOptions;
}

/** Where a server listens that the environment names. */
export type NamedServer = Pick<AdminConnectionOptions, 'host' | 'port' | 'socketPath'>;

/** The address of a server that DB_HOST, DB_PORT or DB_SOCKET name; `undefined` when none of them is set. */
export function namedServer(environment: Environment): NamedServer | undefined {
  const { DB_HOST: host, DB_PORT: port, DB_SOCKET: socketPath } = environment;
  if (!host && !port && !socketPath) return undefined;
  const number = port ? Number(port) : 3306;
  if (!Number.isInteger(number) || number < 1 || number > 65535)
    throw new DevDatabaseError(
      'NAMED_SERVER',
      `DB_PORT is '${port ?? ''}'; expected a number from 1 to 65535.`,
    );
  return { host: host || '127.0.0.1', port: number, ...(socketPath ? { socketPath } : {}) };
}

/**
 * Checks that a named server answers its administrator.
 *
 * @throws DevDatabaseError NAMED_SERVER, with what to correct
 */
export async function checkNamedServer(
  options: AdminConnectionOptions,
): Promise<{ readonly kind: ServerKind; readonly version: string }> {
  try {
    const connection = await createConnection({ ...options, connectTimeout: 10_000 });
    try {
      const [rows] = await connection.query<RowDataPacket[]>({
        sql: 'SELECT VERSION() AS version',
        timeout: 10_000,
      });
      const version = String(rows[0]?.['version']);
      const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
      return { kind, version: /^[\d.]+\d/.exec(version)?.[0] ?? version };
    } finally {
      connection.destroy();
    }
  } catch (error) {
    throw new DevDatabaseError(
      'NAMED_SERVER',
      `The environment names the server ${whereOf(options)}, so none is started here, but as ${options.user} it cannot be used: ${messageOf(error)}. Correct DB_HOST, DB_PORT, DB_SSL_MODE, DB_ADMIN_USER and DB_ADMIN_PASSWORD, or unset DB_HOST and DB_PORT for a private server.`,
      { context: { host: options.host, port: options.port }, cause: error },
    );
  }
}

/** The administrator of a named server. */
export function namedAdministrator(environment: Environment): {
  readonly user: string;
  readonly password: string;
} {
  const { DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password } = environment;
  if (user && password !== undefined) return { user, password };
  throw new DevDatabaseError(
    'NAMED_SERVER',
    'DB_HOST or DB_PORT names a server, so none is started here; DB_ADMIN_USER and DB_ADMIN_PASSWORD must then name its administrator. Set them, or unset DB_HOST and DB_PORT for a private server.',
  );
}

function whereOf({ host, port, socketPath }: AdminConnectionOptions): string {
  return socketPath ?? `${host}:${port}`;
}
