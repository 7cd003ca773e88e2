import type { ServerKind } from '../model.ts';

/** What is known when no server program can be had. */
export interface Failure {
  readonly kind?: ServerKind | undefined;
  readonly platform: NodeJS.Platform;
  /** The text of /etc/os-release on Linux. */
  readonly release: string;
  readonly fetch: 'when-needed' | 'never';
  /** What was tried, and why it failed. */
  readonly tried: readonly string[];
}

/** What to tell a user then: what was tried, and the command for this system. */
export function advice({ kind, platform, release, fetch, tried }: Failure): string {
  const names = { mariadb: 'MariaDB 10.6', mysql: 'MySQL 8.0', any: 'MariaDB 10.6, no MySQL 8.0' };
  const lines = [
    `No ${names[kind ?? 'any']} or newer is installed here${fetch === 'never' ? ', and nothing may be fetched (--offline)' : ', and none could be fetched'}.`,
    ...tried.map((failure) => `  tried: ${failure}`),
    'Do one of these, then try again:',
    ...[installCommand(kind ?? 'mariadb', platform, release), ...elsewhere].map((way) => `  ${way}`),
  ];
  return lines.join('\n');
}

const elsewhere = [
  'set NILECARE_MYSQLD to the path of a mariadbd or mysqld program',
  'set DB_HOST, DB_PORT, DB_ADMIN_USER and DB_ADMIN_PASSWORD to use a server that runs already',
];

function installCommand(kind: ServerKind, platform: NodeJS.Platform, release: string): string {
  const mysql = kind === 'mysql';
  if (platform === 'darwin') return `brew install ${mysql ? 'mysql' : 'mariadb'}`;
  if (platform === 'win32') return `winget install ${mysql ? 'Oracle.MySQL' : 'MariaDB.Server'}`;
  switch (linuxFamily(release)) {
    case 'debian':
      return `sudo apt-get install ${mysql ? 'mysql-server-core' : 'mariadb-server-core'}`;
    case 'fedora':
    case 'rhel':
      return `sudo dnf install ${mysql ? 'mysql-server' : 'mariadb-server'}`;
    case 'suse':
      return 'sudo zypper install mariadb';
    case 'arch':
      return 'sudo pacman -S mariadb';
    case 'alpine':
      return 'sudo apk add mariadb';
    case undefined:
      return `docker run -d -p 127.0.0.1:3306:3306 -e ${mysql ? 'MYSQL_ROOT_PASSWORD=… mysql:9' : 'MARIADB_ROOT_PASSWORD=… mariadb:11'}`;
  }
}

const families = ['debian', 'fedora', 'rhel', 'suse', 'arch', 'alpine'] as const;

/** ID and ID_LIKE name a distribution and its ancestors. */
function linuxFamily(release: string): (typeof families)[number] | undefined {
  const names = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)/gm)].flatMap(([, value = '']) =>
    value.split(/[ -]/),
  );
  return families.find((family) => names.includes(family));
}
