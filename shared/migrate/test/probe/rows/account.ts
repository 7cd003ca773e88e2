import type { Row } from '../row.ts';

const user = "CREATE USER '{u}'@'localhost'";
const both = [user, "CREATE USER '{v}'@'localhost'"];

/** Accounts, roles and privileges. */
export const accountRows: readonly Row[] = [
  {
    sql: "CREATE USER '{u}'@'localhost' IDENTIFIED BY 'Not-a-secret-1'",
    applied: 'cannot tell: definition not comparable',
  },
  { digest: 'taken', sql: "CREATE USER '{u}'@'localhost' IDENTIFIED BY 'Not-a-secret-1' ACCOUNT LOCK" },
  {
    on: 'mariadb',
    digest: 'taken',
    sql: "CREATE USER '{u}'@'localhost', '{v}'@'localhost'",
    others: [{ having: [user], expect: 'partly' }],
  },
  { digest: 'taken', sql: 'CREATE USER IF NOT EXISTS {u}@localhost' },
  { given: [user], sql: "DROP USER '{u}'@'localhost'" },
  {
    on: 'mariadb',
    given: both,
    sql: "DROP USER '{u}'@localhost, '{v}'@localhost",
    others: [{ having: ["DROP USER '{u}'@localhost"], expect: 'partly' }],
  },
  { given: [user], sql: "ALTER USER '{u}'@'localhost' ACCOUNT LOCK" },
  { given: [user], sql: "ALTER USER '{u}'@'localhost' REQUIRE SSL" },
  {
    given: [user],
    sql: "ALTER USER '{u}'@'localhost' IDENTIFIED BY 'Not-a-secret-2'",
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
  {
    given: [user],
    digest: 'taken',
    sql: "ALTER USER '{u}'@'localhost' IDENTIFIED BY 'Not-a-secret-2'",
    applied: 'cannot tell: form',
  },
  { given: [user], sql: "RENAME USER '{u}'@'localhost' TO '{v}'@'localhost'" },
  { sql: 'CREATE ROLE {u}' },
  { given: ['CREATE ROLE {u}'], sql: 'DROP ROLE {u}' },
  {
    given: [user],
    sql: "GRANT SELECT, INSERT ON `{s}`.* TO '{u}'@'localhost'",
    others: [{ having: ["GRANT SELECT ON `{s}`.* TO '{u}'@'localhost'"], expect: 'not in effect' }],
  },
  {
    given: [user, 'CREATE TABLE t (a INT, b INT)'],
    sql: "GRANT SELECT (a, b), DELETE ON t TO '{u}'@'localhost' WITH GRANT OPTION",
    others: [
      {
        having: ["GRANT SELECT (a), DELETE ON t TO '{u}'@'localhost' WITH GRANT OPTION"],
        expect: 'not in effect',
      },
    ],
  },
  { given: [user], sql: "GRANT ALL PRIVILEGES ON `{s}`.* TO '{u}'@'localhost'" },
  {
    given: [user, 'CREATE PROCEDURE p () SELECT 1'],
    sql: "GRANT EXECUTE ON PROCEDURE {s}.p TO '{u}'@'localhost'",
  },
  {
    given: both,
    on: 'mariadb',
    sql: "GRANT SELECT ON {s}.* TO '{u}'@'localhost', '{v}'@'localhost'",
    others: [{ having: ["GRANT SELECT ON {s}.* TO '{u}'@'localhost'"], expect: 'partly' }],
  },
  {
    given: [user, "GRANT SELECT, INSERT ON `{s}`.* TO '{u}'@'localhost'"],
    sql: "REVOKE SELECT ON `{s}`.* FROM '{u}'@'localhost'",
  },
  {
    given: [user, "GRANT ALL ON `{s}`.* TO '{u}'@'localhost'"],
    sql: "REVOKE ALL ON `{s}`.* FROM '{u}'@'localhost'",
    others: [{ having: ["REVOKE DELETE ON `{s}`.* FROM '{u}'@'localhost'"], expect: 'not in effect' }],
  },
  { given: [user, 'CREATE ROLE {v}'], sql: "GRANT {v} TO '{u}'@'localhost'" },
  {
    given: [user, 'CREATE ROLE {v}', "GRANT {v} TO '{u}'@'localhost'"],
    sql: "REVOKE {v} FROM '{u}'@'localhost'",
  },
  {
    given: [user],
    sql: "SET PASSWORD FOR '{u}'@'localhost' = ''",
    applied: 'cannot tell: form',
    notApplied: 'cannot tell: form',
  },
];
