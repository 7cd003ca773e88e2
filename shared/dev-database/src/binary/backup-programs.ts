import { existsSync } from 'node:fs';
import path from 'node:path';
import { DevDatabaseError, messageOf } from '../errors.ts';
import type { Environment, ServerKind } from '../model.ts';
import { runCommand } from '../run-command.ts';
import { hasApt } from './apt.ts';
import { cacheDirectory, launchOf, readManifest, writeManifest } from './cache.ts';
import { clientForOrFetched, type Client } from './client.ts';
import { fetchMariadbDump } from './debian.ts';
import { publishDirectory } from './publish.ts';

/** What a backup is made and restored with. */
export interface BackupPrograms {
  /** `mysqldump` or `mariadb-dump`. */
  readonly dump: Client;
  /** `mysql` or `mariadb`. */
  readonly client: Client;
}

type Names = Readonly<Record<ServerKind, readonly [string, ...string[]]>>;

const dumpNames: Names = { mariadb: ['mariadb-dump', 'mysqldump'], mysql: ['mysqldump'] };
const clientNames: Names = { mariadb: ['mariadb', 'mysql'], mysql: ['mysql'] };

/**
 * The dump and client programs for a kind of server: on the PATH, or those that came with a fetched server. MariaDB's
 * server package brings no dump program, so that it is fetched (3 MB) into the user's cache where apt is there.
 *
 * @throws DevDatabaseError NO_SERVER naming the program that is missing, and how to install it
 */
export async function backupPrograms(environment: Environment, kind: ServerKind): Promise<BackupPrograms> {
  const failures: string[] = [];
  const fail = (error: unknown): undefined => void failures.push(messageOf(error));
  const client =
    (await find(environment, kind, clientNames[kind])) ??
    (await clientForOrFetched(environment, kind).catch(fail));
  const dump =
    (await find(environment, kind, dumpNames[kind])) ?? (await fetchDump(environment, kind).catch(fail));
  if (client && dump) return { client, dump };
  const missing = [...(dump ? [] : [dumpNames[kind].join(' or ')]), ...(client ? [] : ['a client program'])];
  throw new DevDatabaseError(
    'NO_SERVER',
    [
      `Missing for ${kind}: ${missing.join(', and ')}, neither on the PATH nor with the fetched server. ${installHint(kind)}`,
      ...failures.map((failure) => `  tried: ${failure}`),
    ].join('\n'),
  );
}

async function find(
  environment: Environment,
  kind: ServerKind,
  names: Names[ServerKind],
): Promise<Client | undefined> {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const installed = names
    .flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)))
    .filter((program) => existsSync(program))
    .map((program) => ({ command: program, prefix: [] }));
  const cached = await cachedProgram(environment, kind, names[0]);
  for (const program of [...installed, ...(cached ? [cached] : [])])
    if (await isMadeFor(program, kind)) return program;
  return undefined;
}

/** A dump of one maker's server by the other's program fails, or leaves things out. */
async function isMadeFor({ command, prefix }: Client, kind: ServerKind): Promise<boolean> {
  const version = await runCommand(command, [...prefix, '--version']).catch(() => undefined);
  return version !== undefined && /mariadb/i.test(version) === (kind === 'mariadb');
}

async function cachedProgram(
  environment: Environment,
  kind: ServerKind,
  name: string,
): Promise<Client | undefined> {
  const folder =
    kind === 'mysql'
      ? path.join(cacheDirectory(environment), 'servers', 'mysql-apt')
      : dumpFolder(environment);
  const manifest = await readManifest(folder);
  if (!manifest) return undefined;
  const program = path.join(manifest.basedir, 'bin', name);
  if (!existsSync(path.join(folder, program))) return undefined;
  const launch = launchOf({ ...manifest, program }, folder);
  return { command: launch.command ?? launch.program, prefix: launch.prefix ?? [] };
}

async function fetchDump(environment: Environment, kind: ServerKind): Promise<Client | undefined> {
  if (kind !== 'mariadb' || !hasApt()) return undefined;
  await publishDirectory(dumpFolder(environment), async (directory) => {
    await writeManifest(directory, await fetchMariadbDump({ directory }));
  });
  return cachedProgram(environment, kind, dumpNames[kind][0]);
}

function dumpFolder(environment: Environment): string {
  return path.join(cacheDirectory(environment), 'clients', 'mariadb-dump-apt');
}

function installHint(kind: ServerKind): string {
  const name = kind === 'mariadb' ? 'MariaDB' : 'MySQL';
  const linux = kind === 'mariadb' ? 'mariadb-client' : 'mysql-client';
  return `Install ${name}'s client programs (the package ${linux}; on macOS brew install ${kind === 'mariadb' ? 'mariadb' : 'mysql-client'}) and have them on the PATH.`;
}
