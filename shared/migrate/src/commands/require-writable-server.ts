import { NotWritableError } from '../server-errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * Refuses a server that takes no writes, before anything is sent to it.
 *
 * @throws NotWritableError
 */
export async function requireWritableServer({ config, node }: Workspace): Promise<void> {
  const { obstacle } = await node();
  const { socketPath, host, port } = config.connection;
  if (obstacle) throw new NotWritableError(socketPath ?? `${host}:${port}`, obstacle);
}
