import { describe, expect, it } from 'vitest';
import type { Step } from './plan.ts';
import { missingPrivileges } from './privileges.ts';
import { parseGrants } from './parse-grants.ts';
import type { Dialect } from './known-privileges.ts';

const account = { user: 'auth', host: 'localhost' };
const create: Step = { kind: 'create-database', database: 'nc_auth' };
const user: Step = { kind: 'create-user', account };
const on = { level: 'database', pattern: 'nc\\_auth' } as const;
const grant: Step = { kind: 'grant', account, grant: { privileges: ['ALL PRIVILEGES'], on } };
const mysql: Dialect = { kind: 'mysql', version: '9.7.0', patterns: 'wildcards' };
const everyStep = [create, user, grant];
const revoke = (privilege: string): Step => ({
  kind: 'revoke',
  account,
  grant: { privileges: [privilege], on: { level: 'server' } },
});

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
    expect(missingPrivileges({ steps, findings: [] }, held(grants), mysql)).toEqual(missing);
  });

  it('U8 finds ALL PRIVILEGES where one of them was taken back for this database (partial_revokes)', () => {
    const administrator = parseGrants([
      `GRANT ${mysqlRoot.replace(' WITH', ' TO `u`@`h` WITH')}`,
      'REVOKE DROP ON `nc_auth`.* FROM `u`@`h`',
    ]);
    const literal: Dialect = { ...mysql, patterns: 'literal' };
    const other = { ...on, pattern: 'nc_auth' };
    const steps: Step[] = [{ ...grant, grant: { privileges: ['ALL PRIVILEGES'], on: other } }];
    expect(missingPrivileges({ steps, findings: [] }, administrator, literal)).toEqual([
      'ALL PRIVILEGES ON `nc_auth`.*',
    ]);
  });

  it('U8 asks MariaDB administrators for the privileges that MySQL does not have', () => {
    const mariadb: Dialect = { ...mysql, kind: 'mariadb', version: '11.4.5-MariaDB' };
    const missing = missingPrivileges({ steps: [grant], findings: [] }, held([mysqlRoot]), mariadb);
    expect(missing).toEqual(['ALL PRIVILEGES ON `nc\\_auth`.*']);
  });

  const admin = (line: string): readonly string[] => [line];
  it.each<[string, string, string, readonly string[]]>([
    ['what a static one needs', 'PROCESS', 'PROCESS ON *.* WITH GRANT OPTION', []],
    ['GRANT OPTION', 'PROCESS', 'PROCESS ON *.*', ['GRANT OPTION ON *.*']],
    [
      'nothing for a dynamic one',
      'BACKUP_ADMIN',
      'BACKUP_ADMIN ON *.* WITH GRANT OPTION',
      ['GRANT OPTION ON *.*'],
    ],
  ])('U8 finds %s to revoke %s', (_, privilege, line, missing) => {
    const steps = [revoke(privilege)];
    expect(missingPrivileges({ steps, findings: [] }, held(admin(line)), mysql)).toEqual(missing);
  });
});

function held(grants: readonly string[]) {
  return parseGrants(
    grants.map((grant) => `GRANT ${grant.replace(/( WITH GRANT OPTION)?$/, ' TO `u`@`h`$1')}`),
  );
}
