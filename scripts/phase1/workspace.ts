import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watch } from '@nilecare/dev-database';

/** A copy of the repository in which files may be edited; its programs are the repository's. */
export interface Workspace {
  readonly folder: string;
  /** Folder of a service in the copy. */
  serviceFolder(service: string): string;
  /** Gives a service's migrations the text that they have in the repository. */
  resetMigrations(service: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Copies what the npm scripts need into the temporary folder: package.json, the services as they are built, and the
 * scripts. Should this process die, a watchdog removes it.
 *
 * @param source root of the repository, or of a copy of it
 */
export async function openWorkspace(source: string): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare-phase1-'));
  const release = watch({ directory: folder });
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    release();
  };
  const serviceFolder = (service: string): string => path.join(folder, 'microservices', service);
  try {
    await copyParts(source, folder);
    await symlink(path.join(source, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    serviceFolder,
    remove,
    resetMigrations: async (service) => {
      const migrations = path.join(serviceFolder(service), 'migrations');
      await rm(migrations, { recursive: true, force: true });
      await cp(path.join(source, 'microservices', service, 'migrations'), migrations, { recursive: true });
    },
  };
}

/** Nobody's `.env` and no build of the root is taken along. */
async function copyParts(source: string, folder: string): Promise<void> {
  for (const part of ['package.json', 'microservices', 'scripts'])
    await cp(path.join(source, part), path.join(folder, part), {
      recursive: true,
      filter: (from) => !/[\\/](node_modules|\.turbo|\.env(\.(?!example$).*)?)$/.test(from),
    });
}

/** The services of a repository that have a folder, by name. */
export async function serviceFolders(source: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(source, 'microservices'), { withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isDirectory() && existsSync(path.join(source, 'microservices', entry.name, 'package.json')),
    )
    .map(({ name }) => name)
    .sort();
}
