import { rm } from 'node:fs/promises';
import path from 'node:path';
import { acquireBinary } from '../binary/candidates.ts';
import { removeDirectory } from '../binary/publish.ts';
import { DevDatabaseError } from '../errors.ts';
import { withLock } from './lock.ts';
import { namedOther } from './other-server.ts';
import { ensureFolder, privatePaths } from './paths.ts';
import { readState, writeState } from './state.ts';
import { lockOptions, startLocked, type RunningServer, type StartOptions } from './start.ts';
import { stopLocked } from './stop.ts';

/**
 * Stops the private server, deletes all its data, and starts a new one on the same port, of another kind if one is
 * wanted. The passwords stay, so that the services' .env files stay right. The caller asks the user first.
 *
 * @throws DevDatabaseError as `startServer`; NAMED_SERVER where the server is not a private one
 */
export async function resetServer(options: StartOptions): Promise<RunningServer> {
  const paths = privatePaths(options.root);
  if (await namedOther(paths, options.environment))
    throw new DevDatabaseError(
      'NAMED_SERVER',
      'DB_HOST, DB_PORT or DB_SOCKET names a server that is not private; only a private one is ever reset. Unset them.',
    );
  ensureFolder(paths);
  return withLock(
    path.join(paths.folder, 'lock'),
    async () => {
      const state = await readState(paths);
      // The kind may change, the address not.
      const kind = options.kind ?? state?.kind;
      // Nothing is deleted unless there is a program to start afresh with.
      await acquireBinary({ ...options, ...(kind && { kind }) });
      await stopLocked(paths, 'kill');
      options.onProgress?.(`Deleting ${paths.data} …`);
      await removeDirectory(paths.data);
      for (const file of [paths.log, paths.temporary]) await rm(file, { recursive: true, force: true });
      if (state && kind) await writeState(paths, { ...state, kind, version: '0.0' });
      return startLocked(paths, { ...options, ...(kind && { kind }) });
    },
    lockOptions(options),
  );
}
