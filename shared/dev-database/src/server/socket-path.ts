import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** macOS allows 103 bytes, Linux 107; the smaller serves both. */
const longest = 103;

/**
 * The Unix socket of the server that lives in `directory`: in the temporary directory, because a project's path
 * may be too long for a socket, named by a digest of that path, so that two clones live side by side.
 *
 * @returns `undefined` on Windows, which has no such sockets here, and where even the temporary directory is too deep
 */
export function socketPathFor(directory: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const name = `nilecare-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}.sock`;
  return [os.tmpdir(), '/tmp'].map((folder) => path.join(folder, name)).find(fits);
}

function fits(file: string): boolean {
  return Buffer.byteLength(file) <= longest;
}
