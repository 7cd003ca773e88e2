import type { Thing } from './model.ts';

/**
 * What only the administrator may do with a server: files, connections, settings, logs, code.
 *
 * Numbers: 1044 database · 1045 server or file · 1095 connection · 1142 table · 1227 privilege of the server ·
 * 1126 a library that does not exist, to which only a user with the right gets.
 */
export const serverThings: readonly Thing[] = [
  { name: 'SELECT … INTO OUTFILE', service: 1227, ownServer: 'administrator', sql: outfile },
  {
    name: 'LOAD DATA INFILE',
    service: 1045,
    ownServer: 'administrator',
    sql: ({ home, folder }) => [`LOAD DATA INFILE '${folder}/rows' INTO TABLE ${home}.sink`],
    clean: ({ home }) => [`TRUNCATE TABLE ${home}.sink`],
  },
  { name: 'KILL of a connection of another', service: 1095, sql: ({ victim }) => [`KILL ${victim}`] },
  { name: 'KILL QUERY of another', service: 1095, sql: ({ victim }) => [`KILL QUERY ${victim}`] },
  {
    name: 'SHOW ENGINE INNODB STATUS',
    service: 1227,
    sql: () => ['SHOW ENGINE INNODB STATUS'],
  },
  {
    name: 'SELECT of information_schema.innodb_trx',
    service: 1227,
    sql: () => ['SELECT * FROM information_schema.innodb_trx'],
  },
  {
    name: 'SET GLOBAL',
    service: 1227,
    ownServer: 'administrator',
    sql: () => ['SET GLOBAL max_connections = 200'],
  },
  {
    name: 'SET PERSIST',
    only: 'mysql',
    service: 1227,
    ownServer: 'administrator',
    sql: () => ['SET PERSIST max_connections = 200'],
  },
  {
    name: 'SET sql_log_bin',
    service: 1227,
    ownServer: 'administrator',
    sql: () => ['SET SESSION sql_log_bin = 0'],
  },
  { name: 'SHOW BINARY LOGS', service: 1227, ownServer: 'administrator', sql: () => ['SHOW BINARY LOGS'] },
  {
    name: 'PURGE BINARY LOGS',
    service: 1227,
    ownServer: 'administrator',
    sql: () => ["PURGE BINARY LOGS BEFORE '2000-01-01'"],
  },
  {
    name: 'RESET of the binary logs',
    service: 1227,
    ownServer: 'administrator',
    sql: ({ kind }) => [kind === 'mysql' ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER'],
  },
  {
    name: 'CHANGE of the replication source',
    service: 1227,
    ownServer: 'administrator',
    sql: ({ kind }) => [
      kind === 'mysql'
        ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1'"
        : "CHANGE MASTER TO MASTER_HOST = '127.0.0.1'",
    ],
    clean: ({ kind }) => [kind === 'mysql' ? 'RESET REPLICA ALL' : 'RESET SLAVE ALL'],
  },
  { name: 'FLUSH PRIVILEGES', service: 1227, ownServer: 'administrator', sql: () => ['FLUSH PRIVILEGES'] },
  { name: 'FLUSH TABLES', service: 1227, ownServer: 'administrator', sql: () => ['FLUSH TABLES'] },
  {
    name: 'FLUSH TABLES WITH READ LOCK',
    service: 1227,
    ownServer: 'administrator',
    sql: () => ['FLUSH TABLES WITH READ LOCK'],
  },
  {
    name: 'lock for a backup',
    service: 1227,
    ownServer: 'administrator',
    sql: ({ kind }) => [kind === 'mysql' ? 'LOCK INSTANCE FOR BACKUP' : 'BACKUP STAGE START'],
  },
  {
    name: 'CREATE FUNCTION … SONAME',
    service: 1044,
    administrator: 1126,
    sql: ({ mate }) => [`CREATE FUNCTION ${mate}_f RETURNS STRING SONAME 'no_such_library.so'`],
  },
  {
    name: 'INSTALL PLUGIN',
    service: 1142,
    administrator: 1126,
    sql: ({ mate }) => [`INSTALL PLUGIN ${mate}_p SONAME 'no_such_library.so'`],
  },
  {
    name: 'INSTALL COMPONENT',
    only: 'mysql',
    service: 1142,
    administrator: 1126,
    sql: () => ["INSTALL COMPONENT 'file://no_such_component'"],
  },
  {
    name: 'CREATE SERVER',
    service: 1227,
    ownServer: 'administrator',
    sql: ({ mate }) => [`CREATE SERVER ${mate}_s FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1')`],
    clean: ({ mate }) => [`DROP SERVER IF EXISTS ${mate}_s`],
  },
  {
    name: "view in the administrator's name",
    service: 1227,
    reader: 1142,
    sql: ({ home }) => [`CREATE DEFINER=root@localhost VIEW ${home}.w AS SELECT 1 AS one`],
    clean: ({ home }) => [`DROP VIEW IF EXISTS ${home}.w`],
  },
  {
    name: "procedure in the administrator's name",
    service: 1227,
    reader: 1044,
    sql: ({ home }) => [`CREATE DEFINER=root@localhost PROCEDURE ${home}.q() SELECT User FROM mysql.user`],
    clean: ({ home }) => [`DROP PROCEDURE IF EXISTS ${home}.q`],
  },
  {
    name: "trigger in the administrator's name",
    service: 1227,
    reader: 1142,
    sql: ({ home }) => [
      `CREATE DEFINER=root@localhost TRIGGER ${home}.g BEFORE INSERT ON ${home}.sink FOR EACH ROW SET NEW.n = 0`,
    ],
    clean: ({ home }) => [`DROP TRIGGER IF EXISTS ${home}.g`],
  },
  {
    name: "event in the administrator's name",
    service: 1227,
    sql: ({ home }) => [
      `CREATE DEFINER=root@localhost EVENT ${home}.n ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @x = 1`,
    ],
    clean: ({ home }) => [`DROP EVENT IF EXISTS ${home}.n`],
  },
  { name: 'SHUTDOWN', service: 1227, ownServer: 'administrator', ends: true, sql: () => ['SHUTDOWN'] },
];

function outfile({ folder, user }: { readonly folder: string; readonly user: string }): readonly string[] {
  return [`SELECT 1 INTO OUTFILE '${folder}/${user}'`];
}
