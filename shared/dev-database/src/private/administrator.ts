import { DevDatabaseError } from '../errors.ts';
import type { Environment } from '../model.ts';
import type { AdminConnectionOptions } from './named.ts';
import { otherServer } from './other-server.ts';
import { privatePaths } from './paths.ts';
import { privateAddress } from './probe.ts';
import { readState } from './state.ts';

/**
 * How to reach a repository's server as its administrator, for mysql2: the server that DB_HOST, DB_PORT or DB_SOCKET
 * in `environment` name, with DB_ADMIN_USER and DB_ADMIN_PASSWORD, and TLS as DB_SSL_MODE and DB_SSL_CA say; otherwise,
 * or when they name it, the private one, running or not.
 *
 * @throws DevDatabaseError NAMED_SERVER, USAGE, NOT_RUNNING when there has never been a private server, STATE_UNREADABLE
 */
export async function adminConnectionOptions(
  root: string,
  environment: Environment = {},
): Promise<AdminConnectionOptions> {
  const paths = privatePaths(root);
  const other = await otherServer(paths, environment);
  if (other) return other;
  const state = await readState(paths);
  if (state) return privateAddress(paths, state);
  throw new DevDatabaseError(
    'NOT_RUNNING',
    `${paths.root} has no private server yet. Run 'npm run db:start', or name a server in DB_HOST and DB_PORT.`,
    { context: { root: paths.root } },
  );
}
