import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * Whether every user of the machine may read or change the file of a secret; it must exist. Not known on Windows,
 * whose files have access lists instead of modes: false there.
 *
 * What a platform mounts for the one user of a container is not counted, although it is readable by all: Docker's
 * secrets below /run/secrets are 0444, and those of Kubernetes are 0644 unless `defaultMode` says otherwise.
 * A Kubernetes volume is told by its links through the folder `..data`.
 */
export function isOpenToAll(path: string): boolean {
  if (process.platform === 'win32' || isMountedByPlatform(path)) return false;
  return (statSync(path).mode & 0o006) !== 0;
}

function isMountedByPlatform(path: string): boolean {
  if (/^(\/var)?\/run\/secrets\//.test(realpathSync(path))) return true;
  return linkTarget(path)?.startsWith(`..data${sep}`) ?? false;
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // Not a link.
    return undefined;
  }
}
