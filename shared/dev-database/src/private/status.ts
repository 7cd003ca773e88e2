import type { RowDataPacket } from 'mysql2/promise';
import type { ServerKind } from '../model.ts';
import { withConnection } from '../server/connect.ts';
import { privatePaths } from './paths.ts';
import { answers, privateAddress, runningPid } from './probe.ts';
import { readState } from './state.ts';

/** What is known of the private server of a repository. */
export type ServerStatus =
  | { readonly state: 'absent' }
  | (KnownServer & { readonly state: 'stopped' })
  | (KnownServer & { readonly state: 'silent'; readonly pid: number })
  | (KnownServer & {
      readonly state: 'running';
      readonly pid?: number;
      readonly uptimeSeconds: number;
      /** Without the server's own. */
      readonly databases: readonly string[];
    });

/** What server.json tells. */
export interface KnownServer {
  readonly kind: ServerKind;
  readonly version: string;
  readonly program: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly dataDirectory: string;
  readonly log: string;
}

/**
 * Looks at the private server without changing anything.
 *
 * @throws DevDatabaseError STATE_UNREADABLE
 */
export async function serverStatus(root: string): Promise<ServerStatus> {
  const paths = privatePaths(root);
  const state = await readState(paths);
  if (!state) return { state: 'absent' };
  const { kind, version, program, port, socketPath, dataDirectory } = state;
  const known = {
    kind,
    version,
    program,
    port,
    ...(socketPath && { socketPath }),
    dataDirectory,
    log: paths.log,
  };
  const address = await privateAddress(paths, state);
  const pid = await runningPid(paths, state);
  if (!(await answers(paths, state)))
    return pid === undefined ? { ...known, state: 'stopped' } : { ...known, state: 'silent', pid };
  return withConnection(address, async (connection) => {
    const [status] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Uptime'");
    const [rows] = await connection.query<RowDataPacket[]>('SHOW DATABASES');
    const databases = rows.map((row) => String(row['Database'])).filter((name) => !systemDatabases.has(name));
    const uptimeSeconds = Number(status[0]?.['Value']);
    const process = pid ?? state.pid;
    return { ...known, state: 'running', ...(process && { pid: process }), uptimeSeconds, databases };
  });
}

const systemDatabases = new Set(['information_schema', 'mysql', 'performance_schema', 'sys']);
