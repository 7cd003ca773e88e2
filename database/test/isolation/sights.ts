import type { RowDataPacket } from 'mysql2/promise';
import type { Place } from './model.ts';

/** What an actor may see. */
export interface View {
  readonly user: string;
  /** Those that it may read: its own, for the reader every one of the map. */
  readonly databases: readonly string[];
  /** Those that it rules: its own, for the reader none. */
  readonly ruled: readonly string[];
}

/** Something to look at, which shows an actor its own and the administrator more. */
export interface Sight {
  readonly name: string;
  readonly sql: (place: Place) => string;
  /** Whether a row shows what is not the actor's. */
  readonly isForeign: (row: RowDataPacket, view: View) => boolean;
  /** Only a server with the test's settings has something to show. */
  readonly ownServer?: 'everybody';
}

export const sights: readonly Sight[] = [
  {
    name: 'SHOW PROCESSLIST',
    sql: () => 'SHOW PROCESSLIST',
    isForeign: (row, { user }) => row['User'] !== user,
  },
  {
    name: 'information_schema.processlist',
    sql: () => 'SELECT user AS name FROM information_schema.processlist',
    isForeign: (row, { user }) => row['name'] !== user,
  },
  {
    name: 'SHOW DATABASES',
    sql: () => 'SHOW DATABASES',
    isForeign: (row, view) => isForeignDatabase(row['Database'], view),
  },
  {
    name: 'information_schema.tables',
    sql: () => 'SELECT DISTINCT table_schema AS name FROM information_schema.tables',
    isForeign: (row, view) => isForeignDatabase(row['name'], view),
  },
  {
    name: 'information_schema.routines',
    sql: () => 'SELECT DISTINCT routine_schema AS name FROM information_schema.routines',
    isForeign: (row, { ruled }) => isForeignDatabase(row['name'], { databases: ruled }),
  },
  {
    name: 'information_schema.user_privileges',
    sql: () => 'SELECT DISTINCT grantee AS name FROM information_schema.user_privileges',
    isForeign: (row, { user }) => row['name'] !== `'${user}'@'localhost'`,
  },
  {
    name: 'LOAD_FILE',
    ownServer: 'everybody',
    sql: ({ folder }) => `SELECT LOAD_FILE('${folder}/rows') AS content`,
    isForeign: (row) => row['content'] !== null,
  },
];

/** Everybody sees the catalogues, which show each user its own part, and the names of MySQL's own routines in sys. */
function isForeignDatabase(name: unknown, { databases }: Pick<View, 'databases'>): boolean {
  return (
    !/^(?:information_schema|performance_schema|sys)$/i.test(String(name)) &&
    !databases.includes(String(name))
  );
}
