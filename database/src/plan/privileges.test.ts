import { describe, expect, it } from 'vitest';
import type { Step } from './plan.ts';
import { missingPrivileges } from './privileges.ts';
import { readGrant } from './state.ts';

const account = { user: 'auth', host: 'localhost' };
const create: Step = { kind: 'create-database', database: 'nc_auth' };
const user: Step = { kind: 'create-user', account };
const grant: Step = { kind: 'grant', account, access: 'all', database: 'nc_auth' };
const everyStep = [create, user, grant];

const mysqlRoot =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, REFERENCES, INDEX, ALTER, SUPER, CREATE TEMPORARY TABLES, ' +
  'LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER ON *.* ' +
  'WITH GRANT OPTION';
const all = [
  'CREATE ON `nc\\_auth`.*',
  'CREATE USER ON *.*',
  'ALL PRIVILEGES ON `nc\\_auth`.*',
  'GRANT OPTION ON `nc\\_auth`.*',
];

describe('missingPrivileges', () => {
  it.each<[string, readonly string[], readonly Step[], readonly string[]]>([
    ['nothing for the root of MariaDB', ['ALL PRIVILEGES ON *.* WITH GRANT OPTION'], everyStep, []],
    ['nothing for the root of MySQL, whose privileges are listed', [mysqlRoot], everyStep, []],
    ['everything for an account without rights', [], everyStep, all],
    ['U8 GRANT OPTION when all is held without it', ['ALL PRIVILEGES ON *.*'], [user, grant], [all[3] ?? '']],
    [
      'nothing by a pattern that matches',
      ['ALL PRIVILEGES ON `nc\\_%`.* WITH GRANT OPTION'],
      [create, grant],
      [],
    ],
    ['CREATE by a pattern that does not match', ['ALL PRIVILEGES ON `nx\\_%`.*'], [create], [all[0] ?? '']],
    [
      'CREATE USER, which a database cannot give',
      ['ALL PRIVILEGES ON `%`.*'],
      [user],
      ['CREATE USER ON *.*'],
    ],
    ['CREATE by a grant on one table', ['ALL PRIVILEGES ON `nc\\_auth`.`t`'], [create], [all[0] ?? '']],
    ['nothing for an empty plan', [], [], []],
  ])('finds %s', (_, grants, steps, missing) => {
    expect(missingPrivileges({ steps, findings: [] }, grants)).toEqual(missing);
  });
});

describe('readGrant', () => {
  it.each([
    ['GRANT ALL PRIVILEGES ON `a\\_b`.* TO `u`@`localhost`', 'ALL PRIVILEGES ON `a\\_b`.*'],
    ['GRANT SELECT ON *.* TO `u`@`%` WITH GRANT OPTION', 'SELECT ON *.* WITH GRANT OPTION'],
    ["GRANT USAGE ON *.* TO `u`@`localhost` IDENTIFIED BY PASSWORD '*AB'", 'USAGE ON *.*'],
    ['GRANT `clerk`@`%` TO `u`@`localhost`', 'GRANT `clerk`@`%` TO `u`@`localhost`'],
  ])('reads %s without account and hash', (line, grant) => {
    expect(readGrant(line)).toBe(grant);
  });
});
