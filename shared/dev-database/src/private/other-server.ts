import type { Environment } from '../model.ts';
import { namedAdministrator, namedServer, type AdminConnectionOptions, type NamedServer } from './named.ts';
import type { PrivatePaths } from './paths.ts';
import { readState, type ServerState } from './state.ts';
import { tlsOf } from './tls.ts';

/**
 * How to reach the server that the environment names, as its administrator; `undefined` when it names none, or the
 * private one, whose administrator is known: a shell that has read a service's `.env` names that.
 *
 * @throws DevDatabaseError NAMED_SERVER without an administrator, USAGE, STATE_UNREADABLE
 */
export async function otherServer(
  paths: PrivatePaths,
  environment: Environment,
): Promise<AdminConnectionOptions | undefined> {
  const named = await namedOther(paths, environment);
  if (named === undefined) return undefined;
  const ssl = tlsOf(environment);
  return { ...named, ...namedAdministrator(environment), ...(ssl && { ssl }) };
}

/** The address alone, for those who do not log in. */
export async function namedOther(
  paths: PrivatePaths,
  environment: Environment,
): Promise<NamedServer | undefined> {
  const named = namedServer(environment);
  if (named === undefined || environment['DB_ADMIN_USER']) return named;
  return isPrivate(named, await readState(paths)) ? undefined : named;
}

function isPrivate({ host, port, socketPath }: NamedServer, state: ServerState | undefined): boolean {
  if (state === undefined) return false;
  if (socketPath !== undefined) return socketPath === state.socketPath;
  return ['127.0.0.1', 'localhost', '::1'].includes(host) && port === state.port;
}
