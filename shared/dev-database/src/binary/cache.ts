import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment, ServerBinary } from '../model.ts';
import { inspectBinary, type Launch } from './inspect.ts';
import { publishDirectory, removeDirectory } from './publish.ts';

/** How to start a cached program; every path is relative to the folder of the file that says so. */
export interface Manifest {
  readonly program: string;
  readonly basedir: string;
  readonly libraries?: string;
  readonly loader?: string;
}

const manifestName = 'nilecare-binary.json';

/**
 * The user's cache of servers and templates: `$XDG_CACHE_HOME/nilecare/dev-database`, by default under
 * `~/.cache`, on Windows `%LOCALAPPDATA%`; a folder in the temporary directory for a user without a home.
 */
export function cacheDirectory(environment: Environment): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const roots = [
    environment['XDG_CACHE_HOME'],
    process.platform === 'win32' ? environment['LOCALAPPDATA'] : undefined,
    home && path.join(home, '.cache'),
  ];
  for (const root of roots) {
    if (!root) continue;
    const directory = path.join(root, 'nilecare', 'dev-database');
    if (isWritable(directory)) return directory;
  }
  const directory = path.join(os.tmpdir(), `nilecare-cache-${process.getuid?.() ?? 'user'}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

/** How to start what a folder of the cache holds; `undefined` when it holds nothing whole. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, manifestName);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Manifest) : undefined;
}

/** Says how to start what a folder of the cache holds. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(path.join(folder, manifestName), JSON.stringify(manifest, null, 2));
}

/** The server in this folder of the cache, when there is one and it runs. */
export async function cachedBinary(folder: string): Promise<ServerBinary | undefined> {
  const manifest = await readManifest(folder);
  if (!manifest || !existsSync(path.join(folder, manifest.program))) return undefined;
  return inspectBinary({ ...launchOf(manifest, folder), basedir: path.join(folder, manifest.basedir) });
}

/**
 * Fills a folder of the cache: `fill` gets a temporary folder and says how to start what it put there; only a
 * whole one gets its final name. What is there but does not run makes room.
 */
export async function fillCache(
  folder: string,
  fill: (directory: string) => Promise<Manifest>,
): Promise<ServerBinary | undefined> {
  if (!(await cachedBinary(folder))) await removeDirectory(folder);
  await publishDirectory(folder, async (directory) => {
    await writeManifest(directory, await fill(directory));
  });
  return cachedBinary(folder);
}

/** How to spawn a program of the cache with the libraries that came with it. */
export function launchOf(manifest: Manifest, folder: string): Launch {
  const program = path.join(folder, manifest.program);
  if (manifest.libraries === undefined) return { program };
  const libraries = path.join(folder, manifest.libraries);
  if (manifest.loader !== undefined)
    return {
      program,
      command: path.join(folder, manifest.loader),
      prefix: ['--library-path', libraries, program],
    };
  // env(1) replaces itself by the server, so the process number stays the server's.
  return { program, command: '/usr/bin/env', prefix: [`LD_LIBRARY_PATH=${libraries}`, program] };
}

function isWritable(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
