import { realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type RowDataPacket,
} from 'mysql2/promise';
import type { ServerAddress } from '../model.ts';

/** What mysql2 needs to reach a server as its administrator: over the socket where there is one, else by TCP. */
function connectionOptions(address: ServerAddress): ConnectionOptions {
  const { host, port, socketPath, user, password } = address;
  const where = socketPath === undefined ? { host, port } : { socketPath };
  const flags = ['-IGNORE_SPACE'];
  // By default the driver makes room for 16000 prepared statements, which takes longer than to connect.
  return { ...where, user, password, connectTimeout: 5000, maxPreparedStatements: 1, flags };
}

/** Runs `use` with a connection of the administrator and closes it whatever happens. */
export async function withConnection<T>(
  address: ServerAddress,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection(connectionOptions(address));
  try {
    return await use(connection);
  } finally {
    await close(connection);
  }
}

/** Takes leave properly, or the server logs an aborted connection; a server that is ending may not answer. */
async function close(connection: Connection): Promise<void> {
  const left = connection.end().catch(() => undefined);
  await Promise.race([left, sleep(500, undefined, { ref: false })]);
  connection.destroy();
}

/** The only proof of which server answers: a pid file or a port may belong to another one. */
export async function dataDirectoryOf(connection: Connection): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>({
    sql: 'SELECT @@datadir AS directory',
    timeout: 10_000,
  });
  return String(rows[0]?.['directory']);
}

/** Whether two paths name one directory, links and a trailing slash aside. */
export function isSameDirectory(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(directory: string): string {
  try {
    return realpathSync.native(directory);
  } catch {
    return path.resolve(directory);
  }
}
