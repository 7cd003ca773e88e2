/** Scripts that look at their session, or depend on it, in every way that the engine could disturb. */

/** One script and what must be there before it. */
export interface Sight {
  readonly name: string;
  readonly given?: string;
  readonly script: string;
  /** Contents of `<script>.conf`. */
  readonly conf?: string;
  readonly only?: 'mysql' | 'mariadb';
  /** What to compare where a second INSERT gets other numbers than the first, which was rolled back; default everything. */
  readonly same?: string;
  /** Why an interrupted run of it may stop and ask; absent where it always goes on by itself. */
  readonly mayStop?: RegExp;
}

const parents =
  'CREATE TABLE p (id INT AUTO_INCREMENT PRIMARY KEY, n INT) ENGINE=InnoDB; INSERT INTO p (n) VALUES (1), (2), (3);';
const t = 'CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(50)) ENGINE=InnoDB;';

export const sights: readonly Sight[] = [
  {
    name: 'LAST_INSERT_ID()',
    same: 'SELECT p.n, c.what FROM p LEFT JOIN c ON c.parent = p.id ORDER BY p.n',
    given: `${parents} CREATE TABLE c (parent INT, what VARCHAR(9)) ENGINE=InnoDB;`,
    script: `INSERT INTO p (n) VALUES (7), (8);
CREATE TABLE x (a INT);
INSERT INTO c VALUES (LAST_INSERT_ID(), 'one');
INSERT INTO p (n) VALUES (9);
COMMIT;
INSERT INTO c VALUES (LAST_INSERT_ID(), 'two');
DROP TABLE x;
SELECT LAST_INSERT_ID(), @@identity;`,
  },
  {
    name: 'ROW_COUNT()',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c');
SELECT ROW_COUNT();
UPDATE t SET b = 'x' WHERE a < 3;
CREATE TABLE counted AS SELECT ROW_COUNT() AS n;
DELETE FROM t WHERE a = 3;
INSERT INTO counted SELECT ROW_COUNT();
ALTER TABLE t ADD c INT;
SELECT ROW_COUNT();`,
    mayStop: /result of the statement before|may have committed/,
  },
  {
    name: 'FOUND_ROWS()',
    given: `${t} INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c');`,
    script: `SELECT SQL_CALC_FOUND_ROWS a FROM t ORDER BY a LIMIT 1;
SELECT FOUND_ROWS();
SELECT SQL_CALC_FOUND_ROWS a FROM t ORDER BY a LIMIT 2;
CREATE TABLE found AS SELECT FOUND_ROWS() AS n;
SELECT n FROM found;`,
    mayStop: /result of the statement before|may have committed/,
  },
  {
    name: 'warnings',
    given: t,
    script: `SET sql_mode = '';
INSERT INTO t VALUES (1, REPEAT('x', 60));
SHOW WARNINGS;
INSERT INTO t VALUES (2, REPEAT('x', 60));
SELECT @@warning_count;
DROP TABLE IF EXISTS nothing;
SHOW COUNT(*) WARNINGS;
INSERT INTO t VALUES (3, REPEAT('x', 60));
GET DIAGNOSTICS @n = NUMBER;
CREATE TABLE n AS SELECT @n AS n;
SELECT n FROM n;`,
    mayStop: /result of the statement before/,
  },
  {
    name: 'user variables',
    given: t,
    script: `SET @i = -5, @u = 18446744073709551615, @d = 1.50, @f = 1e0 / 3, @s = 'ä', @b = X'00FF', @z = NULL;
CREATE TABLE v1 AS SELECT @i AS i, @u AS u, @d AS d, @f AS f, @s AS s, @b AS b, @z AS z;
SELECT COUNT(*), MAX(a) INTO @n, @m FROM t;
INSERT INTO t VALUES (1, @s);
CREATE TABLE v2 AS SELECT @n AS n, @m AS m, @i + @u AS sum;
SET @i = @i - 1;
INSERT INTO t VALUES (@i, @s);
DROP TABLE v2;
SELECT @i, @u, @d, @s, HEX(@b), @z, @n;`,
  },
  {
    name: 'sql_mode and quotes',
    script: `SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT';
CREATE TABLE "q" ("a" VARCHAR(20));
INSERT INTO "q" VALUES ('\\' || 'x');
ALTER TABLE "q" ADD "b" INT;
SELECT "a", @@sql_mode FROM "q";`,
  },
  {
    name: 'SET TRANSACTION for the next transaction alone',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
COMMIT;
SET TRANSACTION READ ONLY;
START TRANSACTION;
SELECT COUNT(*) FROM t;
COMMIT;
INSERT INTO t VALUES (2, 'b');
SET @a = 1;
CREATE TABLE x (a INT);`,
  },
  {
    name: 'SET insert_id and timestamp',
    same: 'SELECT p.n, p.id = 77, y.* FROM p JOIN y ORDER BY p.id',
    given: parents,
    script: `SET insert_id = 77;
CREATE TABLE x (a INT);
INSERT INTO p (n) VALUES (1);
INSERT INTO p (n) VALUES (2);
SET timestamp = 1700000000, time_zone = '+00:00';
CREATE TABLE y AS SELECT NOW() AS at, CURRENT_DATE AS day;
INSERT INTO y VALUES (NOW(), CURRENT_DATE);
DROP TABLE x;
SELECT at, day FROM y;`,
  },
  {
    name: 'its own ROLLBACK and SAVEPOINT',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
SAVEPOINT s;
INSERT INTO t VALUES (2, 'b');
ROLLBACK TO SAVEPOINT s;
INSERT INTO t VALUES (3, 'c');
RELEASE SAVEPOINT s;
CREATE TABLE x (a INT);
INSERT INTO t VALUES (4, 'd');
ROLLBACK;
INSERT INTO t VALUES (5, 'e');
COMMIT AND CHAIN;
INSERT INTO t VALUES (6, 'f');
ROLLBACK;
SELECT a FROM t ORDER BY a;`,
  },
  {
    name: 'a read-only session',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
COMMIT;
SET SESSION TRANSACTION READ ONLY;
START TRANSACTION;
SELECT COUNT(*) FROM t;
COMMIT;
SET SESSION TRANSACTION READ WRITE;
INSERT INTO t VALUES (2, 'b');
CREATE TABLE x (a INT);`,
  },
  {
    name: 'LOCK TABLES',
    given: `${t} CREATE TABLE u (a INT) ENGINE=InnoDB;`,
    script: `INSERT INTO t VALUES (1, 'a');
LOCK TABLES t WRITE, u WRITE;
INSERT INTO u VALUES (1);
ALTER TABLE u ADD b INT;
INSERT INTO u VALUES (2, 2);
UNLOCK TABLES;
INSERT INTO t VALUES (2, 'b');
SELECT COUNT(*) FROM u;`,
    mayStop: /leaves no trace|may have committed/,
  },
  {
    name: 'XA',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
COMMIT;
XA START 'x{}';
INSERT INTO t VALUES (2, 'b');
XA END 'x{}';
XA COMMIT 'x{}' ONE PHASE;
INSERT INTO t VALUES (3, 'c');
SELECT COUNT(*) FROM t;`,
    mayStop: /XA/,
  },
  {
    name: 'temporary tables',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
CREATE TEMPORARY TABLE z AS SELECT a + 1 AS a FROM t;
INSERT INTO t SELECT a, 'z' FROM z;
ALTER TABLE t ADD c INT;
INSERT INTO t SELECT a + 10, 'z', 0 FROM z;
DROP TEMPORARY TABLE z;
SELECT COUNT(*) FROM t;`,
    mayStop: /temporary table z/,
  },
  {
    name: 'PREPARE and EXECUTE',
    given: t,
    script: `PREPARE s FROM 'INSERT INTO t VALUES (?, ?)';
SET @a = 1, @b = 'one';
EXECUTE s USING @a, @b;
CREATE TABLE x (a INT);
SET @a = 2;
EXECUTE s USING @a, @b;
DEALLOCATE PREPARE s;
SELECT COUNT(*) FROM t;`,
  },
  {
    name: 'SET NAMES latin1',
    script: `SET NAMES latin1;
CREATE TABLE l (a VARCHAR(20)) CHARACTER SET utf8mb4;
INSERT INTO l VALUES ('ä');
ALTER TABLE l ADD b VARCHAR(20);
INSERT INTO l VALUES ('ö', 'ü');
SELECT HEX(a), HEX(b), @@character_set_client, @@collation_connection FROM l;`,
  },
  {
    name: 'SET NAMES gbk',
    script: `SET NAMES gbk;
CREATE TABLE g (a VARCHAR(20)) CHARACTER SET utf8mb4;
INSERT INTO g VALUES (_gbk X'C4E3');
ALTER TABLE g ADD b VARCHAR(20);
INSERT INTO g VALUES (_gbk X'BAC3', 'x');
SELECT HEX(a), HEX(b) FROM g;`,
  },
  {
    name: 'SQL SECURITY and SET ROLE',
    given: t,
    script: `CREATE SQL SECURITY INVOKER VIEW w AS SELECT a FROM t;
SET ROLE NONE;
CREATE TABLE r AS SELECT CURRENT_ROLE() AS role;
INSERT INTO t VALUES (1, CURRENT_ROLE());
SELECT a FROM w;`,
  },
  {
    name: 'SET sql_log_bin',
    given: t,
    script: `SET SESSION sql_log_bin = 0;
CREATE TABLE x AS SELECT @@sql_log_bin AS l;
INSERT INTO x SELECT @@sql_log_bin;
DROP TABLE t;
SELECT l FROM x;`,
  },
  {
    name: 'autocommit on by .conf',
    given: t,
    conf: 'executeInTransaction=false',
    script: `INSERT INTO t VALUES (1, 'a');
SET @n = 5;
INSERT INTO t VALUES (@n, 'b');
START TRANSACTION;
INSERT INTO t VALUES (6, 'c');
COMMIT;
SELECT COUNT(*), @@autocommit, @n FROM t;`,
    mayStop: /committed at once/,
  },
  {
    name: 'SET autocommit',
    given: t,
    script: `INSERT INTO t VALUES (1, 'a');
SET autocommit = 1;
INSERT INTO t VALUES (2, 'b');
SET autocommit = 0;
INSERT INTO t VALUES (3, 'c');
CREATE TABLE x (a INT);
SELECT COUNT(*), @@autocommit FROM t;`,
    mayStop: /committed at once/,
  },
  {
    name: 'autocommit that stays as it is',
    given: `${t} CREATE PROCEDURE fill(n INT) INSERT INTO t VALUES (n, 'p');`,
    script: `INSERT INTO t VALUES (1, 'a');
SET @old = @@autocommit, autocommit = 0;
CALL fill(2);
SET autocommit = @old;
CALL fill(3);
ROLLBACK;
CALL fill(4);
SELECT COUNT(*), @@autocommit FROM t;`,
    mayStop: /may have (?:been )?committed|commits what/,
  },
  {
    name: 'foreign_key_checks',
    script: `SET foreign_key_checks = 0, unique_checks = 0;
CREATE TABLE c (a INT, FOREIGN KEY (a) REFERENCES parent (a)) ENGINE=InnoDB;
INSERT INTO c VALUES (9);
CREATE TABLE parent (a INT PRIMARY KEY) ENGINE=InnoDB;
INSERT INTO c VALUES (8);
SELECT @@foreign_key_checks, @@unique_checks, COUNT(*) FROM c;`,
  },
  {
    name: 'USE',
    script: `SET @home = DATABASE();
USE information_schema;
SELECT DATABASE() = @home;
CREATE TABLE \`{}\`.x (a INT);
SELECT DATABASE();
USE \`{}\`;
CREATE TABLE y (a INT);
INSERT INTO y VALUES (1);`,
  },
  {
    name: 'a procedure that sets and fills',
    given: `${t} CREATE PROCEDURE fill(n INT) BEGIN SET @filled = n; INSERT INTO t VALUES (n, 'p'); END;`,
    script: `CALL fill(1);
CREATE TABLE x AS SELECT @filled AS f;
CALL fill(2);
INSERT INTO x SELECT @filled;
SELECT f FROM x ORDER BY f;`,
  },
];
