import { statfsSync } from 'node:fs';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { Query } from '../model.ts';
import type { Environment } from '../process/environment.ts';
import { startThrowaway, type ServerKind, type TestServer } from '@nilecare/dev-database';

/** A private server that is as careful with what it was given as one in production. */
export interface BenchServer {
  readonly server: TestServer;
  readonly settings: Readonly<Record<string, string>>;
  readonly query: Query;
  stop(): Promise<void>;
}

/** How to start it. */
export interface ServerOptions {
  readonly kind: ServerKind;
  /** Folder on the disk that it writes to. */
  readonly parent: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** Throw-away servers have these off or small; here they are what the servers do by themselves. */
const flags: Readonly<Record<ServerKind, readonly string[]>> = {
  mariadb: [
    '--loose-debug-no-sync=0',
    '--loose-sync-frm=1',
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-buffer-size=16M',
    '--innodb-log-file-size=96M',
  ],
  mysql: [
    '--performance-schema=ON',
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-buffer-size=64M',
    '--innodb-redo-log-capacity=100M',
  ],
};

/** Variables that decide what a commit costs. */
const shownSettings = [
  'innodb_flush_log_at_trx_commit',
  'innodb_doublewrite',
  'innodb_buffer_pool_size',
  'log_bin',
  'sync_binlog',
];

/**
 * Starts a server with full durability; `stop` is the caller's duty.
 *
 * @throws DevDatabaseError NO_SERVER, START_FAILED, …
 */
export async function startBenchServer({ kind, parent, ...options }: ServerOptions): Promise<BenchServer> {
  const own = await startThrowaway({ ...options, kind, parent, durable: true, flags: flags[kind] });
  try {
    const { host, port, user, password } = own.server;
    const connection = await createConnection({ host, port, user, password });
    // What the end of the server does to it is nobody's matter.
    connection.on('error', () => undefined);
    const stop = async (): Promise<void> => {
      connection.destroy();
      await own.stop();
    };
    const settings = { ...(await readSettings(connection)), storage: storageOf(parent) };
    const query: Query = async (sql, values = []) =>
      (await connection.query<RowDataPacket[]>(sql, [...values]))[0];
    return { server: own.server, settings, query, stop };
  } catch (error) {
    await own.stop();
    throw error;
  }
}

async function readSettings(connection: Connection): Promise<Record<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)', [
    shownSettings,
  ]);
  return Object.fromEntries(rows.map((row) => [String(row['Variable_name']), String(row['Value'])]));
}

/** In memory an fsync costs nothing. */
function storageOf(folder: string): string {
  const tmpfs = 0x01021994;
  return statfsSync(folder).type === tmpfs ? 'memory' : 'disk';
}
