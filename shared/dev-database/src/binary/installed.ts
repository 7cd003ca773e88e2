import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Environment, ServerKind } from '../model.ts';

/**
 * Server programs that may be installed here, in order of preference: PATH first, then the usual places of the
 * system. The rows for macOS and Windows were written from documentation and not run.
 */
export function installedPrograms(
  environment: Environment,
  kind: ServerKind | undefined,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const folders = [...pathFolders(environment), ...usualFolders(environment, platform)];
  const suffix = platform === 'win32' ? '.exe' : '';
  // A MySQL program never hides behind the name mariadbd, but MariaDB may stand behind mysqld.
  const names = kind === 'mysql' ? ['mysqld'] : ['mariadbd', 'mysqld'];
  const programs = names.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
  return [...new Set(programs)].filter((program) => existsSync(program));
}

function pathFolders(environment: Environment): readonly string[] {
  return (environment['PATH'] ?? environment['Path'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '');
}

function usualFolders(environment: Environment, platform: NodeJS.Platform): readonly string[] {
  switch (platform) {
    case 'darwin':
      return [
        ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
          subfolders(folder, /^(mariadb|mysql)(@.*)?$/).map((name) => path.join(folder, name, 'bin')),
        ),
        '/usr/local/mysql/bin',
      ];
    case 'win32': {
      const programs = environment['ProgramFiles'] ?? 'C:\\Program Files';
      const oracle = path.join(programs, 'MySQL');
      return [
        ...subfolders(programs, /^MariaDB /).map((name) => path.join(programs, name, 'bin')),
        ...subfolders(oracle, /^MySQL Server /).map((name) => path.join(oracle, name, 'bin')),
      ];
    }
    default:
      return ['/usr/sbin', '/usr/libexec', '/usr/local/sbin', '/usr/local/libexec'];
  }
}

function subfolders(folder: string, pattern: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .reverse();
}
