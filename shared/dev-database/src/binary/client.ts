import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Environment, ServerKind } from '../model.ts';
import { runCommand } from '../run-command.ts';
import { hasApt } from './apt.ts';
import { cacheDirectory, launchOf, readManifest, writeManifest } from './cache.ts';
import { fetchMariadbClient } from './debian.ts';
import { publishDirectory } from './publish.ts';

/** An interactive SQL program. */
export interface Client {
  readonly command: string;
  readonly prefix: readonly string[];
}

/** The mariadb or mysql program that suits a kind of server best; `undefined` when none runs here. */
export async function clientFor(
  environment: Environment,
  kind: ServerKind | undefined,
): Promise<Client | undefined> {
  const names = kind === 'mysql' ? ['mysql', 'mariadb'] : ['mariadb', 'mysql'];
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const installed = names
    .flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)))
    .filter((program) => existsSync(program))
    .map((program) => ({ command: program, prefix: [] }));
  for (const client of [...installed, ...(await cachedClients(environment, kind))])
    if (await suits(client, kind)) return client;
  return undefined;
}

/**
 * {@link clientFor}, and for MariaDB, whose server's package brings no client, one from the system's package archive
 * (1 MB) in the user's cache.
 *
 * @throws DevDatabaseError COMMAND_FAILED when the archive has none
 */
export async function clientForOrFetched(
  environment: Environment,
  kind: ServerKind,
): Promise<Client | undefined> {
  const found = await clientFor(environment, kind);
  if (found || kind !== 'mariadb' || !hasApt()) return found;
  await publishDirectory(mariadbFolder(environment), async (directory) => {
    const manifest = await fetchMariadbClient({ directory });
    await writeManifest(directory, manifest);
  });
  return clientFor(environment, kind);
}

/**
 * The cached MySQL brings its client, and the libraries that this needs. MariaDB's comes without the plugin by which
 * one logs in to MySQL.
 */
async function cachedClients(
  environment: Environment,
  kind: ServerKind | undefined,
): Promise<readonly Client[]> {
  const mysql = path.join(cacheDirectory(environment), 'servers', 'mysql-apt');
  const clients = [
    kind === 'mysql' ? undefined : await cachedClient(mariadbFolder(environment), 'mariadb'),
    await cachedClient(mysql, 'mysql'),
  ];
  return clients.filter((client) => client !== undefined);
}

function mariadbFolder(environment: Environment): string {
  return path.join(cacheDirectory(environment), 'clients', 'mariadb-apt');
}

async function cachedClient(folder: string, name: string): Promise<Client | undefined> {
  const manifest = await readManifest(folder);
  if (!manifest) return undefined;
  const program = path.join(manifest.basedir, 'bin', name);
  if (!existsSync(path.join(folder, program))) return undefined;
  const launch = launchOf({ ...manifest, program }, folder);
  return { command: launch.command ?? launch.program, prefix: launch.prefix ?? [] };
}

/** MySQL's client from 9.0 on lacks mysql_native_password, by which MariaDB's administrator logs in. */
async function suits({ command, prefix }: Client, kind: ServerKind | undefined): Promise<boolean> {
  const version = await runCommand(command, [...prefix, '--version']).catch(() => undefined);
  if (version === undefined) return false;
  const [, major] = /\b(\d+)\.\d+\.\d+/.exec(version) ?? [];
  return kind !== 'mariadb' || /mariadb/i.test(version) || Number(major) < 9;
}
