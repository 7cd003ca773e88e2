import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Environment, ServerKind } from '../model.ts';
import { runCommand } from '../run-command.ts';
import { cacheDirectory, launchOf, readManifest } from './cache.ts';

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
  for (const client of [...installed, ...(await cachedClients(environment))])
    if (await suits(client, kind)) return client;
  return undefined;
}

/** The cached MySQL brings its client, and the libraries that this needs. */
async function cachedClients(environment: Environment): Promise<readonly Client[]> {
  const folder = path.join(cacheDirectory(environment), 'servers', 'mysql-apt');
  const manifest = await readManifest(folder);
  if (!manifest) return [];
  const program = path.join(manifest.basedir, 'bin', 'mysql');
  if (!existsSync(path.join(folder, program))) return [];
  const launch = launchOf({ ...manifest, program }, folder);
  return [{ command: launch.command ?? launch.program, prefix: launch.prefix ?? [] }];
}

/** MySQL's client from 9.0 on lacks mysql_native_password, by which MariaDB's administrator logs in. */
async function suits({ command, prefix }: Client, kind: ServerKind | undefined): Promise<boolean> {
  const version = await runCommand(command, [...prefix, '--version']).catch(() => undefined);
  if (version === undefined) return false;
  const [, major] = /\b(\d+)\.\d+\.\d+/.exec(version) ?? [];
  return kind !== 'mariadb' || /mariadb/i.test(version) || Number(major) < 9;
}
