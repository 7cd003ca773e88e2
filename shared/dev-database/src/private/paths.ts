import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DevDatabaseError, hasCode, messageOf } from '../errors.ts';
import type { ServerDirectories } from '../model.ts';

/** Everything that the private server of one repository keeps, all of it in `.nilecare/`. */
export interface PrivatePaths extends ServerDirectories {
  readonly root: string;
  readonly folder: string;
  readonly state: string;
  readonly credentials: string;
}

/** The paths of the private server of a repository; nothing is made. */
export function privatePaths(root: string): PrivatePaths {
  // Two spellings of one path must not become two servers.
  const real = existsSync(root) ? realpathSync.native(root) : path.resolve(root);
  const folder = path.join(real, '.nilecare');
  return {
    root: real,
    folder,
    state: path.join(folder, 'server.json'),
    credentials: path.join(folder, 'credentials.env'),
    data: path.join(folder, 'data'),
    temporary: path.join(folder, 'tmp'),
    log: path.join(folder, 'server.log'),
    pidFile: path.join(folder, 'server.pid'),
  };
}

/**
 * Makes `.nilecare/` for its owner alone, and hides it from git.
 *
 * @throws DevDatabaseError NOT_PERMITTED when the folder cannot be written
 */
export function ensureFolder({ folder }: PrivatePaths): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw notWritable(folder, error);
  }
  try {
    chmodSync(folder, 0o700);
    const ignore = path.join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function notWritable(folder: string, cause: unknown): DevDatabaseError {
  return new DevDatabaseError(
    'NOT_PERMITTED',
    `${folder} cannot be made or written by this user: ${messageOf(cause)}. The private server keeps its data there; use a folder of your own (--root), or have its owner correct its rights.`,
    { context: { folder }, cause },
  );
}

/** The nearest folder upwards whose package.json has workspaces; `from` itself when there is none. */
export function findRoot(from: string): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (hasWorkspaces(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(folder) === folder) return path.resolve(from);
  }
}

function hasWorkspaces(file: string): boolean {
  try {
    return 'workspaces' in (JSON.parse(readFileSync(file, 'utf8')) as object);
  } catch {
    return false;
  }
}
