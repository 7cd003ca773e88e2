import path from 'node:path';
import type { ServerBinary, ServerDirectories } from '../model.ts';

/**
 * What a server is for. A throw-away one gives up durability; a durable one of them keeps what is committed when its
 * process is killed, not when the machine is; the developer's own keeps it always.
 */
export type Purpose = 'throwaway' | 'durable-throwaway' | 'private';

/** Where a server is to listen. */
export interface Listen {
  readonly port: number;
  readonly socketPath?: string;
}

/**
 * Options of initialising and running alike. `--loose-X` turns an option that a server does not know into a
 * warning, so one list serves MariaDB 10.6-11 and MySQL 8.0-9.7. The sizes of the InnoDB files must never change
 * after the initialisation.
 */
export function commonFlags(binary: ServerBinary, directories: ServerDirectories): readonly string[] {
  return [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--basedir=${binary.basedir}`,
    ...(binary.shareDirectory === undefined ? [] : shareFlags(binary.shareDirectory)),
    ...(binary.pluginDirectory === undefined ? [] : [`--plugin-dir=${binary.pluginDirectory}`]),
    `--datadir=${directories.data}`,
    `--tmpdir=${directories.temporary}`,
    '--character-set-server=utf8mb4',
    '--skip-log-bin',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-buffer-size=2M',
    '--key-buffer-size=1M',
    '--loose-aria-pagecache-buffer-size=1M',
    '--innodb-data-file-path=ibdata1:12M:autoextend',
    ...storageFlags(binary),
  ];
}

/** Options of a running server. */
export function runFlags(
  binary: ServerBinary,
  directories: ServerDirectories,
  { port, socketPath }: Listen,
  purpose: Purpose,
): readonly string[] {
  return [
    ...commonFlags(binary, directories),
    ...(socketPath === undefined ? [] : [`--socket=${socketPath}`]),
    `--pid-file=${directories.pidFile}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--loose-skip-ssl',
    '--loose-mysqlx=OFF',
    ...(binary.kind === 'mysql' ? ['--secure-file-priv=NULL'] : []),
    ...purposeFlags(purpose),
    ...(purpose === 'private' && binary.kind === 'mariadb' ? closedFiles(directories) : []),
  ];
}

/** What MySQL does by itself: MariaDB cannot be told NULL, so files of the server are read and written in one folder only. */
function closedFiles({ temporary }: ServerDirectories): readonly string[] {
  return ['--local-infile=OFF', `--secure-file-priv=${temporary}`];
}

/** MySQL 9 knows only the capacity; MariaDB only the file size; MySQL 8.0 both. */
function storageFlags(binary: ServerBinary): readonly string[] {
  return binary.kind === 'mariadb'
    ? ['--loose-innodb-log-file-size=8M']
    : ['--loose-innodb-redo-log-capacity=8M', '--loose-mysqlx=OFF'];
}

function shareFlags(shareDirectory: string): readonly string[] {
  return [
    `--lc-messages-dir=${shareDirectory}`,
    `--character-sets-dir=${path.join(shareDirectory, 'charsets')}`,
  ];
}

function purposeFlags(purpose: Purpose): readonly string[] {
  switch (purpose) {
    case 'throwaway':
      return [...throwawayFlags, '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0'];
    case 'durable-throwaway':
      return [...throwawayFlags, '--innodb-flush-log-at-trx-commit=1', '--innodb-doublewrite=1'];
    case 'private':
      return ['--performance-schema=ON', '--max-connections=151'];
  }
}

const throwawayFlags: readonly string[] = [
  '--performance-schema=OFF',
  '--max-connections=256',
  '--loose-sync-frm=0',
  '--loose-debug-no-sync=1',
];
