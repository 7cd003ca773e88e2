import type { Thing } from './model.ts';

/**
 * What only the administrator may do with databases, accounts and rights.
 *
 * Numbers: 1044 database · 1045 server · 1142 table · 1227 privilege of the server.
 */
export const accountThings: readonly Thing[] = [
  {
    name: 'CREATE DATABASE',
    service: 1044,
    sql: ({ mate }) => [`CREATE DATABASE ${mate}_db`],
    clean: ({ mate }) => [`DROP DATABASE IF EXISTS ${mate}_db`],
  },
  {
    name: 'U1 CREATE DATABASE with X for _ of its own',
    service: 1044,
    sql: ({ neighbour }) => [`CREATE DATABASE ${neighbour}`],
    clean: dropNeighbour,
  },
  {
    name: 'U1 CREATE TABLE in that database',
    service: 1142,
    prepare: makeNeighbour,
    sql: ({ neighbour }) => [`CREATE TABLE ${neighbour}.c (id INT PRIMARY KEY)`],
    clean: dropNeighbour,
  },
  {
    name: 'U1 SELECT in that database',
    service: 1142,
    prepare: makeNeighbour,
    sql: ({ neighbour }) => [`SELECT * FROM ${neighbour}.t`],
    clean: dropNeighbour,
  },
  {
    name: 'U1 DROP DATABASE of that database',
    service: 1044,
    prepare: makeNeighbour,
    sql: ({ neighbour }) => [`DROP DATABASE ${neighbour}`],
    clean: dropNeighbour,
  },
  {
    name: 'CREATE USER',
    service: 1227,
    sql: ({ mate }) => [`CREATE USER ${mate}_new@localhost`],
    clean: ({ mate }) => [`DROP USER IF EXISTS ${mate}_new@localhost`],
  },
  {
    name: 'ALTER USER of another',
    service: 1227,
    sql: ({ mate }) => [`ALTER USER ${mate}@localhost ACCOUNT LOCK`],
  },
  {
    name: 'SET PASSWORD FOR another',
    service: 1044,
    sql: ({ kind, mate }) => [
      kind === 'mysql'
        ? `SET PASSWORD FOR ${mate}@localhost TO RANDOM`
        : `SET PASSWORD FOR ${mate}@localhost = PASSWORD('')`,
    ],
  },
  {
    name: 'RENAME USER',
    service: 1227,
    sql: ({ mate }) => [`RENAME USER ${mate}@localhost TO ${mate}_2@localhost`],
    clean: ({ mate }) => [`RENAME USER ${mate}_2@localhost TO ${mate}@localhost`],
  },
  {
    name: 'DROP USER',
    service: 1227,
    sql: ({ mate }) => [`DROP USER ${mate}@localhost`],
    clean: ({ mate }) => [`CREATE USER ${mate}@localhost`],
  },
  {
    name: 'CREATE ROLE',
    service: 1227,
    sql: ({ mate }) => [`CREATE ROLE ${mate}_role`],
    clean: ({ mate }) => [`DROP ROLE IF EXISTS ${mate}_role`],
  },
  {
    name: 'GRANT of its own database to another',
    service: 1044,
    sql: ({ home, mate }) => [`GRANT SELECT ON ${home}.* TO ${mate}@localhost`],
    clean: ({ home, mate }) => [`REVOKE SELECT ON ${home}.* FROM ${mate}@localhost`],
  },
  {
    name: 'GRANT of another database to itself',
    service: 1044,
    sql: ({ there, user }) => [`GRANT SELECT ON ${there}.* TO ${user}@localhost`],
    clean: ({ there, user }) => [`REVOKE SELECT ON ${there}.* FROM ${user}@localhost`],
  },
  {
    name: 'GRANT of all databases to itself',
    service: 1045,
    sql: ({ user }) => [`GRANT SELECT ON *.* TO ${user}@localhost`],
    clean: ({ user }) => [`REVOKE SELECT ON *.* FROM ${user}@localhost`],
  },
  {
    name: 'SHOW GRANTS FOR another',
    service: { mysql: 1142, mariadb: 1044 },
    sql: ({ mate }) => [`SHOW GRANTS FOR ${mate}@localhost`],
  },
  { name: 'SELECT of mysql.user', service: 1142, sql: () => ['SELECT User FROM mysql.user'] },
  {
    name: 'UPDATE of mysql.db',
    service: 1142,
    sql: () => ["UPDATE mysql.db SET Host = Host WHERE User = '-'"],
  },
];

function makeNeighbour({ neighbour }: { readonly neighbour: string }): readonly string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${neighbour}`,
    `CREATE TABLE IF NOT EXISTS ${neighbour}.t (id INT PRIMARY KEY)`,
  ];
}

function dropNeighbour({ neighbour }: { readonly neighbour: string }): readonly string[] {
  return [`DROP DATABASE IF EXISTS ${neighbour}`];
}
