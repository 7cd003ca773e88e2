import { describe, expect, it } from 'vitest';
import { redactMessage, redactSecrets } from './redact.ts';

describe('no password or hash of a statement is shown', () => {
  it.each([
    ["CREATE USER u@h IDENTIFIED BY 'geheim'", "CREATE USER u@h IDENTIFIED BY '***'"],
    ['ALTER USER u IDENTIFIED BY "geheim"', "ALTER USER u IDENTIFIED BY '***'"],
    ["CREATE USER 'u'@'%' IDENTIFIED BY 'geheim'", "CREATE USER 'u'@'%' IDENTIFIED BY '***'"],
    [
      "CREATE USER u IDENTIFIED WITH caching_sha2_password BY 'geheim'",
      "CREATE USER u IDENTIFIED WITH caching_sha2_password BY '***'",
    ],
    [
      "CREATE USER u IDENTIFIED WITH mysql_native_password AS '*geheim'",
      "CREATE USER u IDENTIFIED WITH mysql_native_password AS '***'",
    ],
    ['CREATE USER u IDENTIFIED WITH x AS 0x67656865696d', "CREATE USER u IDENTIFIED WITH x AS '***'"],
    [
      "CREATE USER u IDENTIFIED VIA x USING PASSWORD('geheim')",
      "CREATE USER u IDENTIFIED VIA x USING PASSWORD('***')",
    ],
    [
      "ALTER USER u IDENTIFIED BY 'geheim' REPLACE 'geheim old'",
      "ALTER USER u IDENTIFIED BY '***' REPLACE '***'",
    ],
    [
      "GRANT SELECT ON *.* TO 'u'@'%' IDENTIFIED BY 'geheim'",
      "GRANT SELECT ON *.* TO 'u'@'%' IDENTIFIED BY '***'",
    ],
    ["SET PASSWORD FOR 'u'@'h' = 'geheim'", "SET PASSWORD FOR 'u'@'h' = '***'"],
    [
      "-- it's\nINSERT INTO u (name, password_hash, city) VALUES ('n', 'geheim', 'x'), ('m', 'geheim2', 'y')",
      "-- it's\nINSERT INTO u (name, password_hash, city) VALUES ('***', '***', '***'), ('***', '***', '***')",
    ],
    ["REPLACE secrets VALUES (1, 'geheim')", "REPLACE secrets VALUES (1, '***')"],
    ["set password = password('geheim')", "set password = password('***')"],
    [
      "CHANGE REPLICATION SOURCE TO SOURCE_PORT=1, SOURCE_PASSWORD = 'geheim'",
      "CHANGE REPLICATION SOURCE TO SOURCE_PORT=1, SOURCE_PASSWORD = '***'",
    ],
    ["CHANGE MASTER TO MASTER_PASSWORD='geheim'", "CHANGE MASTER TO MASTER_PASSWORD='***'"],
    [
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (PASSWORD 'geheim')",
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (PASSWORD '***')",
    ],
    ["CREATE USER u IDENTIFIED /* don't */ BY 'geheim'", "CREATE USER u IDENTIFIED /* don't */ BY '***'"],
    ["-- it's me\nCREATE USER u IDENTIFIED BY 'geheim'", "-- it's me\nCREATE USER u IDENTIFIED BY '***'"],
    ["# it's me\nCREATE USER u IDENTIFIED BY 'geheim'", "# it's me\nCREATE USER u IDENTIFIED BY '***'"],
    ["CREATE USER u IDENTIFIED\nBY\n  'geheim\ngeheim'", "CREATE USER u IDENTIFIED\nBY\n  '***'"],
    ["CREATE USER u IDENTIFIED BY 'it''s \\'geheim'", "CREATE USER u IDENTIFIED BY '***'"],
    ["CREATE USER u IDENTIFIEDD BI 'geheim'", "CREATE USER u IDENTIFIEDD BI '***'"],
    ["/*!50000 CREATE USER u IDENTIFIED BY 'geheim' */", "/*!50000 CREATE USER u IDENTIFIED BY '***' */"],
    ['PREPARE s FROM \'CREATE USER u IDENTIFIED BY "geheim"\'', "PREPARE s FROM '***'"],
    ['/* the password: geheim */ SELECT 1', '/* *** */ SELECT 1'],
    [
      "CREATE PROCEDURE p() BEGIN SET PASSWORD = 'geheim'; SELECT 'x'; END",
      "CREATE PROCEDURE p() BEGIN SET PASSWORD = '***'; SELECT 'x'; END",
    ],
    [
      "UPDATE u SET name = 'n', password = 'geheim', city = 'x'",
      "UPDATE u SET name = 'n', password = '***', city = 'x'",
    ],
  ])('%s', (statement, shown) => {
    expect(redactSecrets(statement)).toBe(shown);
    expect(redactSecrets(statement)).not.toContain('geheim');
  });
});

it.each([
  'INSERT INTO t VALUES (\'a\', "b", 0x1f)',
  "CREATE TABLE t (note VARCHAR(9) COMMENT 'it''s', `identified by 'x'` INT) -- don't",
  "UPDATE t SET a = 'x' WHERE b = 'y'",
  "SELECT 'unterminated",
])('nothing else is touched: %s', (statement) => {
  expect(redactSecrets(statement)).toBe(statement);
});

it('the server’s quotation of a statement with secrets is cut out of its message', () => {
  const statement = "CREATE USER u IDENTIFIEDD BY 'geheim'";
  const message = "You have an error in your SQL syntax near 'IDENTIFIEDD BY 'gehei' at line 1";
  expect(redactMessage(message, statement)).toBe("You have an error in your SQL syntax near '***' at line 1");
  expect(redactMessage('Password geheim is too weak', statement)).toBe('Password *** is too weak');
});

it('the message about a statement without secrets stays whole', () => {
  const message = "You have an error in your SQL syntax near 'SELEC 1' at line 1";
  expect(redactMessage(message, 'SELEC 1')).toBe(message);
});

it('hides a secret behind a text of many megabytes', () => {
  const text = 'x'.repeat(12_000_000);
  expect(redactSecrets(`INSERT INTO t (a, password) VALUES ('${text}', 'geheim')`)).toBe(
    "INSERT INTO t (a, password) VALUES ('***', '***')",
  );
});

it('is not held up by comments in front', () => {
  const comments = `${'#'.repeat(200)}\n${'-- '.repeat(200)}\n${'/* * */ '.repeat(200)}`;
  expect(redactSecrets(`${comments}CREATE USER u IDENTIFIED BY 'geheim'`)).not.toContain('geheim');
  expect(redactSecrets(`${comments}SELECT 1`)).toBe(`${comments}SELECT 1`);
});
