import type { TestServer } from '@nilecare/dev-database/testing';

/** What a case's answers must not depend on, and what stands instead. */
export type Names = ReadonlyMap<string, string>;

type Server = Pick<TestServer, 'kind' | 'user'>;

/** Fields that each tool fills in its own way or that no two runs share. */
const leftOut: ReadonlySet<string> = new Set([
  'timestamp',
  'flywayVersion',
  'warnings',
  'message',
  'cause',
  'executionTime',
  'totalMigrationTime',
  'jsonReport',
  'htmlReport',
  'exception',
  'stackTrace',
]);

/** Whether a field of the JSON is not compared. */
export function isLeftOut(field: string): boolean {
  return leftOut.has(field);
}

/** Takes out times, versions, paths and names of one run, through all levels. */
export function normalise(value: unknown, names: Names, server: Server): unknown {
  if (typeof value === 'string') return withoutNames(value, names);
  if (Array.isArray(value)) return value.map((part) => normalise(part, names, server));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !isLeftOut(key))
    .map(([key, part]) => [
      withoutNames(key, names),
      normalise(constantOf(key, part, server), names, server),
    ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))) as unknown;
}

/** Values that tell of the run or the server, and of nothing that a case is about. */
function constantOf(key: string, value: unknown, server: Server): unknown {
  if (key === 'installedOnUTC' && value !== '') return '{time}';
  if (key === 'installedBy' && value === server.user) return '{user}';
  if (key === 'databaseType' && value === databaseTypes[server.kind]) return '{server}';
  return value;
}

const databaseTypes = { mariadb: 'MariaDB', mysql: 'MySQL' } as const;

function withoutNames(text: string, names: Names): string {
  let plain = text;
  for (const [name, placeholder] of names) plain = plain.replaceAll(name, placeholder);
  return plain;
}
