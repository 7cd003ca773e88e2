import { fixture } from './fixture.ts';
import type { Place, Thing } from './model.ts';

/**
 * What a service may do in its own database and nobody in another one's. Each database holds a table t (id, n), a view
 * v, a procedure p, a function f and an event e.
 *
 * Numbers: 1044 database · 1142 table or view · 1143 column · 1370 routine · 1227 server.
 */
export const databaseThings: readonly Thing[] = [
  { name: 'USE', service: 1044, runtime: 0, reader: 0, sql: ({ there }) => [`USE ${there}`] },
  { name: 'SELECT', service: 1142, runtime: 0, reader: 0, sql: ({ there }) => [`SELECT * FROM ${there}.t`] },
  {
    name: 'SELECT of a view',
    service: 1142,
    runtime: 0,
    reader: 0,
    sql: ({ there }) => [`SELECT * FROM ${there}.v`],
  },
  {
    name: 'SELECT … FOR UPDATE',
    service: 1142,
    runtime: 0,
    reader: { mysql: 1142, mariadb: 0 },
    sql: ({ there }) => [`SELECT * FROM ${there}.t FOR UPDATE`],
  },
  { name: 'HANDLER', service: 1142, runtime: 0, reader: 0, sql: ({ there }) => [`HANDLER ${there}.t OPEN`] },
  {
    name: 'SHOW TABLES',
    service: 1044,
    runtime: 0,
    reader: 0,
    sql: ({ there }) => [`SHOW TABLES FROM ${there}`],
  },
  {
    name: 'SHOW CREATE TABLE',
    service: 1142,
    runtime: 0,
    reader: 0,
    sql: ({ there }) => [`SHOW CREATE TABLE ${there}.t`],
  },
  {
    name: 'INSERT',
    service: 1142,
    runtime: 0,
    sql: ({ there }) => [`INSERT INTO ${there}.t VALUES (2, 2)`],
    clean: oneRow,
  },
  { name: 'UPDATE', service: 1142, runtime: 0, sql: ({ there }) => [`UPDATE ${there}.t SET n = 1`] },
  { name: 'DELETE', service: 1142, runtime: 0, sql: ({ there }) => [`DELETE FROM ${there}.t WHERE id = 3`] },
  {
    name: 'REPLACE',
    service: 1142,
    runtime: 0,
    sql: ({ there }) => [`REPLACE INTO ${there}.t VALUES (1, 1)`],
  },
  {
    name: 'TRUNCATE',
    service: 1142,
    sql: ({ there }) => [`TRUNCATE TABLE ${there}.t`],
    clean: oneRow,
  },
  {
    name: 'LOAD DATA LOCAL INFILE',
    service: 1142,
    runtime: 0,
    ownServer: 'everybody',
    sql: ({ there }) => [`LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${there}.t`],
    clean: oneRow,
  },
  { name: 'LOCK TABLES', service: 1044, sql: ({ there }) => [`LOCK TABLES ${there}.t READ`] },
  {
    name: 'CREATE TABLE',
    service: 1142,
    sql: ({ there }) => [`CREATE TABLE ${there}.c (id INT PRIMARY KEY)`],
    clean: dropTables('c'),
  },
  {
    name: 'CREATE TEMPORARY TABLE',
    service: 1044,
    sql: ({ there }) => [`CREATE TEMPORARY TABLE ${there}.c (id INT PRIMARY KEY)`],
  },
  {
    name: 'ALTER TABLE',
    service: 1142,
    sql: ({ there }) => [`ALTER TABLE ${there}.t ADD COLUMN c INT`],
    clean: ({ there }) => [`ALTER TABLE ${there}.t DROP COLUMN c`],
  },
  {
    name: 'CREATE INDEX',
    service: 1142,
    sql: ({ there }) => [`CREATE INDEX i ON ${there}.t (n)`],
    clean: ({ there }) => [`DROP INDEX i ON ${there}.t`],
  },
  {
    name: 'RENAME TABLE',
    service: 1142,
    sql: ({ there }) => [`RENAME TABLE ${there}.t TO ${there}.r`],
    clean: ({ there }) => [`RENAME TABLE ${there}.r TO ${there}.t`],
  },
  {
    name: 'DROP TABLE',
    service: 1142,
    prepare: ({ there }) => [`CREATE TABLE IF NOT EXISTS ${there}.c (id INT PRIMARY KEY)`],
    sql: ({ there }) => [`DROP TABLE ${there}.c`],
    clean: dropTables('c'),
  },
  {
    name: 'CREATE VIEW',
    service: 1142,
    sql: ({ there }) => [`CREATE VIEW ${there}.w AS SELECT 1 AS one`],
    clean: ({ there }) => [`DROP VIEW IF EXISTS ${there}.w`],
  },
  {
    name: 'DROP VIEW',
    service: 1142,
    prepare: ({ there, owner }) => [
      `CREATE OR REPLACE DEFINER=${owner}@localhost VIEW ${there}.w AS SELECT 1 AS one`,
    ],
    sql: ({ there }) => [`DROP VIEW ${there}.w`],
    clean: ({ there }) => [`DROP VIEW IF EXISTS ${there}.w`],
  },
  {
    name: 'CREATE TRIGGER',
    service: 1142,
    sql: ({ there }) => [`CREATE TRIGGER ${there}.g BEFORE INSERT ON ${there}.t FOR EACH ROW SET NEW.n = 0`],
    clean: ({ there }) => [`DROP TRIGGER IF EXISTS ${there}.g`],
  },
  {
    name: 'CREATE PROCEDURE',
    service: 1044,
    sql: ({ there }) => [`CREATE PROCEDURE ${there}.q() SELECT 1`],
    clean: ({ there }) => [`DROP PROCEDURE IF EXISTS ${there}.q`],
  },
  {
    name: 'CREATE FUNCTION',
    service: 1044,
    sql: ({ there }) => [`CREATE FUNCTION ${there}.h() RETURNS INT NO SQL RETURN 1`],
    clean: ({ there }) => [`DROP FUNCTION IF EXISTS ${there}.h`],
  },
  { name: 'CALL', service: 1370, runtime: 0, sql: ({ there }) => [`CALL ${there}.p()`] },
  { name: 'SELECT of a function', service: 1370, runtime: 0, sql: ({ there }) => [`SELECT ${there}.f()`] },
  {
    name: 'DROP PROCEDURE',
    service: 1370,
    // Not p: whoever may execute a procedure loses that when it is dropped.
    prepare: ({ there, owner }) => [`CREATE DEFINER=${owner}@localhost PROCEDURE ${there}.d() SELECT 1`],
    sql: ({ there }) => [`DROP PROCEDURE ${there}.d`],
    clean: ({ there }) => [`DROP PROCEDURE IF EXISTS ${there}.d`],
  },
  {
    name: 'CREATE EVENT',
    service: 1044,
    sql: ({ there }) => [`CREATE EVENT ${there}.n ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @x = 1`],
    clean: ({ there }) => [`DROP EVENT IF EXISTS ${there}.n`],
  },
  {
    name: 'ALTER EVENT',
    service: 1044,
    sql: ({ there }) => [`ALTER EVENT ${there}.e COMMENT 'changed'`],
  },
  {
    name: 'ALTER DATABASE',
    service: 1044,
    sql: ({ there }) => [`ALTER DATABASE ${there} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`],
  },
  {
    name: 'DROP DATABASE',
    service: 1044,
    sql: ({ there }) => [`DROP DATABASE ${there}`],
    clean: ({ there, owner }) => fixture(there, owner),
  },
  { name: 'ANALYZE TABLE', service: 1142, runtime: 0, sql: ({ there }) => [`ANALYZE TABLE ${there}.t`] },
];

/** The table as every try finds it. */
export function oneRow({ there }: Place): readonly string[] {
  return [`TRUNCATE TABLE ${there}.t`, `INSERT INTO ${there}.t VALUES (1, 1)`];
}

function dropTables(...names: readonly string[]): (place: Place) => readonly string[] {
  return ({ there }) => names.map((name) => `DROP TABLE IF EXISTS ${there}.${name}`);
}
