/** The table of each database to which a run-time account may only add. */
export const auditTable = 'audit_log';

/**
 * What each database of the map holds while things are tried, made in the name of the user that rules it: MySQL lets only
 * users with SYSTEM_USER drop what is the administrator's. Views and routines that would lend their owner's rights are not
 * granted to run-time accounts, so these do not.
 */
export function fixture(database: string, owner: string): readonly string[] {
  const definer = `DEFINER=${owner}@localhost`;
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    `CREATE TABLE ${database}.t (id INT PRIMARY KEY, n INT)`,
    `INSERT INTO ${database}.t VALUES (1, 1)`,
    `CREATE TABLE ${database}.sink (id INT PRIMARY KEY, n INT)`,
    `CREATE TABLE ${database}.${auditTable} (id INT PRIMARY KEY, n INT)`,
    `CREATE TABLE ${database}.schema_version (id INT PRIMARY KEY, n INT)`,
    `CREATE ${definer} SQL SECURITY INVOKER VIEW ${database}.v AS SELECT id FROM ${database}.t`,
    `CREATE ${definer} PROCEDURE ${database}.p() SQL SECURITY INVOKER SELECT 1`,
    `CREATE ${definer} FUNCTION ${database}.f() RETURNS INT NO SQL SQL SECURITY INVOKER RETURN 1`,
    `CREATE ${definer} EVENT ${database}.e ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @x = 1`,
  ];
}
