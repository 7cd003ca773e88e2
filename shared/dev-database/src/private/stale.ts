import { rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { DevDatabaseError } from '../errors.ts';

/**
 * Removes a socket, and MySQL's lock beside it, that a killed server left: the number in that lock may belong to
 * another process by now, and MySQL would refuse to start.
 *
 * @throws DevDatabaseError FOREIGN_SERVER when somebody listens there
 */
export async function removeStaleSocket(socketPath: string): Promise<void> {
  if (await isListening(socketPath))
    throw new DevDatabaseError(
      'FOREIGN_SERVER',
      `A program that is not this repository's server listens on ${socketPath}. End it, then start again.`,
      { context: { socketPath } },
    );
  for (const file of [socketPath, `${socketPath}.lock`]) await rm(file, { force: true });
}

function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    const answer = (listening: boolean) => (): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
