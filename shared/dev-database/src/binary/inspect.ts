import { realpathSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { ServerBinary, ServerKind } from '../model.ts';
import { runCommand } from '../run-command.ts';

/** A program, and how to spawn it when it does not run by itself. */
export interface Launch {
  readonly program: string;
  readonly command?: string;
  readonly prefix?: readonly string[];
  readonly basedir?: string;
}

/**
 * Asks a server program for its version; `undefined` when it does not run, is no server, or is too old
 * (NileCare needs MySQL 8.0 or MariaDB 10.6 at least).
 */
export async function inspectBinary(launch: Launch): Promise<ServerBinary | undefined> {
  const { program, command = program, prefix = [] } = launch;
  // Debian's mysqld is a link to mariadbd; basedir must come from where the program really lies.
  const basedir = launch.basedir ?? path.dirname(path.dirname(realpathSync.native(program)));
  const version = parseVersion(
    await runCommand(command, [...prefix, '--no-defaults', '--version']).catch(() => ''),
  );
  if (!version || !isSupported(version.kind, version.version)) return undefined;
  const shareDirectory = firstExisting(
    ['mysql', 'mariadb', `mysql-${version.version}`, ''].map((name) => path.join(basedir, 'share', name)),
    'english',
  );
  const pluginDirectory = firstExisting([
    path.join(basedir, 'lib', 'mysql', 'plugin'),
    path.join(basedir, 'lib', 'plugin'),
  ]);
  return {
    ...version,
    program,
    command,
    prefix,
    basedir,
    ...(shareDirectory === undefined ? {} : { shareDirectory }),
    ...(pluginDirectory === undefined ? {} : { pluginDirectory }),
  };
}

/** Reads what `--version` prints, such as `mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu …`. */
export function parseVersion(
  text: string,
): { readonly kind: ServerKind; readonly version: string } | undefined {
  const version = /Ver (\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) return undefined;
  return { kind: /mariadb/i.test(text) ? 'mariadb' : 'mysql', version };
}

/** Whether this version can run NileCare's migrations. */
export function isSupported(kind: ServerKind, version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return kind === 'mysql' ? major >= 8 : major > 10 || (major === 10 && minor >= 6);
}

function firstExisting(folders: readonly string[], content = ''): string | undefined {
  return folders.find((folder) => existsSync(path.join(folder, content)));
}
