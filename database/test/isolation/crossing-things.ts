import type { Place, Thing } from './model.ts';

/** Ways from a database that one rules into another one. The reader rules none, so it fails at the first step. */
export const crossingThings: readonly Thing[] = [
  {
    name: 'INSERT … SELECT from there',
    service: 1142,
    sql: ({ home, there }) => [`INSERT INTO ${home}.sink SELECT id, n FROM ${there}.t`],
    clean: ({ home }) => [`TRUNCATE TABLE ${home}.sink`],
  },
  {
    name: 'CREATE TABLE … LIKE a table there',
    service: 1142,
    sql: ({ home, there }) => [`CREATE TABLE ${home}.c LIKE ${there}.t`],
    clean: dropTable('c'),
  },
  {
    name: 'CREATE TABLE … SELECT from there',
    service: 1142,
    sql: ({ home, there }) => [`CREATE TABLE ${home}.c (PRIMARY KEY (id)) SELECT id FROM ${there}.t`],
    clean: dropTable('c'),
  },
  {
    name: 'foreign key to a table there',
    service: 1142,
    sql: ({ home, there }) => [
      `CREATE TABLE ${home}.c (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES ${there}.t (id))`,
    ],
    clean: dropTable('c'),
  },
  {
    name: 'MERGE table over a table there',
    service: 1142,
    prepare: ({ there }) => [
      `CREATE TABLE IF NOT EXISTS ${there}.part (id INT NOT NULL PRIMARY KEY) ENGINE=MyISAM`,
    ],
    sql: ({ home, there }) => [
      `CREATE TABLE ${home}.c (id INT NOT NULL, KEY (id)) ENGINE=MERGE UNION=(${there}.part)`,
    ],
    clean: ({ home, there }) => [`DROP TABLE IF EXISTS ${home}.c`, `DROP TABLE IF EXISTS ${there}.part`],
  },
  {
    name: 'view over a table there',
    service: 1142,
    sql: ({ home, there }) => [`CREATE VIEW ${home}.w AS SELECT * FROM ${there}.t`],
    clean: ({ home }) => [`DROP VIEW IF EXISTS ${home}.w`],
  },
  {
    name: 'trigger that writes there',
    service: 1142,
    sql: ({ home, there }) => [
      `CREATE TRIGGER ${home}.g BEFORE INSERT ON ${home}.sink FOR EACH ROW DELETE FROM ${there}.t WHERE id = 3`,
      `INSERT INTO ${home}.sink VALUES (1, 1)`,
    ],
    clean: ({ home }) => [`DROP TRIGGER IF EXISTS ${home}.g`, `TRUNCATE TABLE ${home}.sink`],
  },
  {
    name: 'procedure that reads there',
    service: 1142,
    reader: 1044,
    sql: ({ home, there }) => [
      `CREATE PROCEDURE ${home}.q() SELECT COUNT(*) FROM ${there}.t`,
      `CALL ${home}.q()`,
    ],
    clean: ({ home }) => [`DROP PROCEDURE IF EXISTS ${home}.q`],
  },
  {
    name: 'RENAME TABLE to there',
    service: 1142,
    prepare: ({ home }) => [`CREATE TABLE IF NOT EXISTS ${home}.c (id INT PRIMARY KEY)`],
    sql: ({ home, there }) => [`RENAME TABLE ${home}.c TO ${there}.moved`],
    clean: ({ home, there }) => [`DROP TABLE IF EXISTS ${home}.c`, `DROP TABLE IF EXISTS ${there}.moved`],
  },
  {
    name: 'RENAME TABLE from there',
    service: 1142,
    prepare: ({ there }) => [`CREATE TABLE IF NOT EXISTS ${there}.c (id INT PRIMARY KEY)`],
    sql: ({ home, there }) => [`RENAME TABLE ${there}.c TO ${home}.moved`],
    clean: ({ home, there }) => [`DROP TABLE IF EXISTS ${there}.c`, `DROP TABLE IF EXISTS ${home}.moved`],
  },
];

function dropTable(name: string): (place: Place) => readonly string[] {
  return ({ home }) => [`DROP TABLE IF EXISTS ${home}.${name}`];
}
