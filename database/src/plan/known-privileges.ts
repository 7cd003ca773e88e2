import type { ServerKind } from '../model.ts';
import type { GrantPatterns } from '../sql/quote.ts';

/** What decides how grants are written on a server. */
export interface Dialect {
  readonly kind: ServerKind;
  /** As VERSION() says. */
  readonly version: string;
  readonly patterns: GrantPatterns;
}

const onTables = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'REFERENCES', 'INDEX', 'ALTER'],
  ...['CREATE VIEW', 'SHOW VIEW', 'TRIGGER'],
];
const onDatabases = [
  ...['CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE', 'CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT'],
];

/**
 * What ALL means for a database on every supported server. Whoever holds this much owns the database: what MariaDB adds
 * (below) is not everybody's to give, some managed services keep it from their administrators.
 */
export const everythingOnDatabase: readonly string[] = [...onTables, ...onDatabases];

/**
 * The privileges that ALL means for a database or a table. MySQL's SHOW GRANTS lists them one by one for an
 * administrator, even when none is missing. MariaDB adds two, the second since 11.3.
 */
export function privilegesAt(level: 'database' | 'table', { kind, version }: Dialect): readonly string[] {
  const history = kind === 'mariadb' ? ['DELETE HISTORY'] : [];
  if (level === 'table') return [...onTables, ...history];
  const showRoutine = kind === 'mariadb' && isAtLeast(version, 11, 3) ? ['SHOW CREATE ROUTINE'] : [];
  return [...onTables, ...onDatabases, ...history, ...showRoutine];
}

/**
 * The static privileges of MySQL on the whole server. Any other name there is a dynamic privilege, which is handed on
 * only by who holds it WITH GRANT OPTION itself.
 */
const staticOnServer = [
  ...[
    'CREATE USER',
    'CREATE ROLE',
    'DROP ROLE',
    'CREATE TABLESPACE',
    'FILE',
    'PROCESS',
    'RELOAD',
    'SHUTDOWN',
  ],
  ...['REPLICATION CLIENT', 'REPLICATION SLAVE', 'SHOW DATABASES', 'SUPER', 'ALL PRIVILEGES', 'MEMBER'],
];

/** Whether a privilege on the whole server is one of MySQL's dynamic ones, such as BACKUP_ADMIN. */
export function isDynamic(privilege: string, kind: ServerKind): boolean {
  const known = [...onTables, ...onDatabases, ...staticOnServer, 'GRANT OPTION'];
  return kind === 'mysql' && !known.includes(privilege);
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}
