import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopServer } from '@nilecare/dev-database';
import { builtFolders, linkModules } from '../docs/clone.ts';

/** What a job works in. */
export interface Checkout {
  readonly folder: string;
  /** For what GitHub calls RUNNER_TEMP; outside of the folder. */
  readonly temporary: string;
  /** Ends its private server, if it has one, and removes everything. */
  remove(): Promise<void>;
}

/**
 * A clone of the repository with what is changed and not yet committed, so that a job can do to it what it likes. The
 * programs of node_modules are this checkout's, and so is what was built.
 *
 * @throws Error when `root` is no checkout or there is no Git
 */
export function makeCheckout(root: string): Checkout {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'nilecare-ci-')));
  const [folder, temporary] = [path.join(base, 'checkout'), path.join(base, 'temp')];
  const removeFiles = () => {
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    mkdirSync(temporary);
    git(root, 'clone', '--quiet', '--shared', '.', folder);
    for (const file of changedFiles(root)) carry(root, folder, file);
    for (const built of builtFolders(root)) carry(root, folder, built);
    const modules = path.join(root, 'node_modules');
    if (existsSync(modules)) linkModules(modules, path.join(folder, 'node_modules'), { root, folder });
    for (const workspace of builtFolders(root).map((built) => path.dirname(built)))
      linkOwnModules(path.join(root, workspace), path.join(folder, workspace));
  } catch (error) {
    removeFiles();
    throw error;
  }
  const remove = async (): Promise<void> => {
    await stopServer(folder);
    removeFiles();
  };
  return { folder, temporary, remove };
}

/** Versions of packages that one workspace has for itself. */
function linkOwnModules(from: string, to: string): void {
  const modules = path.join(from, 'node_modules');
  if (existsSync(modules)) symlinkSync(modules, path.join(to, 'node_modules'), 'junction');
}

/** Relative to the root: changed, deleted or new, and not ignored. */
function changedFiles(root: string): readonly string[] {
  const names = (...args: string[]) => git(root, ...args).split('\0');
  return [
    ...names('diff', '--name-only', '-z', '--no-renames', 'HEAD'),
    ...names('ls-files', '-z', '--others', '--exclude-standard'),
  ].filter((file) => file !== '');
}

function carry(root: string, folder: string, file: string): void {
  const [from, to] = [path.join(root, file), path.join(folder, file)];
  if (existsSync(from)) cpSync(from, to, { recursive: true });
  else rmSync(to, { force: true });
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
