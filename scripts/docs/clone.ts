import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopServer } from '@nilecare/dev-database';

/** A clone of the repository that commands may change. */
export interface Clone {
  readonly folder: string;
  /** Ends its private server, if it has one, and removes it. */
  remove(): Promise<void>;
}

/**
 * Copies what Git has, or would take, and what was built, to the temporary folder; the programs of node_modules are this
 * checkout's, but its own workspaces. The copy is a checkout of its own, on a branch `main`.
 *
 * @param files of the repository, relative to its root
 */
export function makeClone(root: string, files: readonly string[]): Clone {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'nilecare-docs-')));
  const remove = async (): Promise<void> => {
    await stopServer(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    for (const file of files.filter(isNeeded)) copy(root, folder, file);
    commit(folder);
    for (const built of builtFolders(root)) copy(root, folder, built);
    linkModules(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), { root, folder });
    return { folder, remove };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Tests and their data are most of the files, and no command of a document reads them. */
function isNeeded(file: string): boolean {
  return !/\.test\.ts$|^shared\/[^/]+\/test\/|^database\/test\//.test(file);
}

function copy(root: string, folder: string, file: string): void {
  // A file that was deleted and not yet committed is in Git's list.
  if (existsSync(path.join(root, file)))
    cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
}

function commit(folder: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  const author = ['-c', 'user.name=docs-check', '-c', 'user.email=docs-check@localhost'];
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git(...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '--message=clone');
}

/** Of each workspace that was built, relative to the root. */
export function builtFolders(root: string): readonly string[] {
  return ['shared', 'microservices', '.'].flatMap((parent) =>
    readdirSync(path.join(root, parent))
      .map((name) => path.join(parent, name, 'dist'))
      .filter((dist) => existsSync(path.join(root, dist))),
  );
}

/** Links to workspaces lead into the copy, all others to where they lead here. */
export function linkModules(
  from: string,
  to: string,
  trees: { readonly root: string; readonly folder: string },
): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (name === '.bin') cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else if (name === '@nilecare') linkModules(source, target, trees);
    else symlinkSync(moved(realpathSync(source), trees), target, 'junction');
  }
}

function moved(real: string, { root, folder }: { readonly root: string; readonly folder: string }): string {
  const relative = path.relative(realpathSync(root), real);
  const isWorkspace = !relative.startsWith('..') && !relative.split(path.sep).includes('node_modules');
  return isWorkspace ? path.join(folder, relative) : real;
}
