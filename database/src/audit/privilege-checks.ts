import { usersCommand } from '../map/accounts.ts';
import { describeAccount } from '../plan/describe-step.ts';
import { allPrivileges, grantOption, grantText, objectText, type Grant } from '../plan/grant.ts';
import { databasePatternCovers } from '../plan/pattern-covers.ts';
import { grantedDatabase, quoteAccount } from '../sql/quote.ts';
import type { Check, HeldGrant, Issue, Numbers, Snapshot } from './model.ts';
import { among } from './verdict.ts';
import { mayDoEverything, severityFor, whoIs } from './who.ts';

const both = (number: string): Numbers => ({ mysql: [number], mariadb: [number] });

/** Who may do what only administrators should. */
export const privilegeChecks: readonly Check[] = [
  {
    code: 'full-access',
    title: 'Only administrators may do everything.',
    numbers: both('5.1'),
    severity: 'warning',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        if (whoIs(account, snapshot) !== 'other' || !mayDoEverything(account, snapshot)) return undefined;
        const remedy = `when it is no administrator: REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${quoteAccount(account)}`;
        return { subject: describeAccount(account), found: 'may do everything', remedy };
      }),
  },
  {
    code: 'mysql-schema',
    title: 'Only administrators reach the tables of accounts.',
    numbers: both('5.1'),
    severity: 'warning',
    decide: (snapshot) =>
      judge(snapshot, ({ grant }) => (reachesMysql(grant, snapshot) ? grant.privileges : [])),
  },
  forbidden('file-privilege', 'FILE', 'reads and writes files of the server', both('5.2')),
  forbidden('process-privilege', 'PROCESS', 'sees what everybody runs', both('5.3')),
  forbidden('super-privilege', 'SUPER', 'changes the running server', both('5.4')),
  forbidden('shutdown-privilege', 'SHUTDOWN', 'stops the server', both('5.5')),
  forbidden('create-user-privilege', 'CREATE USER', 'makes accounts', both('5.6')),
  {
    code: 'grant-option',
    title: 'Only administrators hand privileges on.',
    numbers: both('5.7'),
    severity: 'warning',
    decide: (snapshot) =>
      judge(snapshot, ({ grant }) => grant.privileges.filter((name) => name === grantOption)),
  },
  forbidden(
    'replication-privilege',
    'REPLICATION SLAVE',
    'reads every change of every database',
    both('5.8'),
  ),
  forbidden('set-definer-privilege', 'SET_ANY_DEFINER', "makes programs with anybody's rights", {
    mysql: ['5.11'],
  }),
  forbidden('missing-definer-privilege', 'ALLOW_NONEXISTENT_DEFINER', 'makes programs of users to come', {
    mysql: ['5.12'],
  }),
  {
    code: 'other-databases',
    title: "A service reaches the map's databases of its own only.",
    numbers: both('5.9'),
    severity: 'error',
    decide: (snapshot) => judgeMapped(snapshot),
  },
  {
    code: 'definer-rights',
    title: "No view or routine in a service's database works with an administrator's rights.",
    numbers: both('5.10'),
    severity: 'warning',
    decide: (snapshot) =>
      among(snapshot.programs, ({ type, database, name, definer }) => {
        if (whoIs(definer, snapshot) === 'service') return undefined;
        const found = `is a ${type} that works with the rights of ${describeAccount(definer)}`;
        return {
          subject: `${database}.${name}`,
          found,
          remedy: `recreate the ${type} with SQL SECURITY INVOKER`,
        };
      }),
  },
];

function forbidden(code: string, privilege: string, meaning: string, numbers: Numbers): Check {
  return {
    code,
    title: `Only administrators have ${privilege}, which ${meaning}.`,
    numbers,
    severity: 'warning',
    ...(numbers.mariadb === undefined && { only: 'mysql' }),
    decide: (snapshot) =>
      judge(snapshot, ({ grant }) => {
        if (grant.on.level !== 'server') return [];
        return grant.privileges.filter((name) => name === privilege || name === allPrivileges);
      }),
  };
}

/** One issue for each grant of a non-administrator that holds some of these privileges. */
function judge(snapshot: Snapshot, tooMuch: (held: HeldGrant) => readonly string[]) {
  return among(snapshot.grants, (held): Issue | undefined => {
    const who = whoIs(held.account, snapshot);
    if (who === 'internal' || who === 'administrator') return undefined;
    if (who === 'other' && mayDoEverything(held.account, snapshot)) return undefined;
    const privileges = tooMuch(held);
    return privileges.length === 0 ? undefined : { severity: severityFor(who), ...issueOf(held, privileges) };
  });
}

function issueOf({ account, grant, role }: HeldGrant, privileges: readonly string[]): Issue {
  const through = role === undefined ? '' : ` through the role ${role}`;
  const revoked = `REVOKE ${privileges.join(', ')} ON ${objectText(grant.on)} FROM ${role ?? quoteAccount(account)}`;
  return {
    subject: describeAccount(account),
    found: `has ${grantText({ ...grant, privileges })}${through}`,
    remedy: revoked,
  };
}

function reachesMysql({ on, privileges }: Grant, { patterns }: Snapshot): boolean {
  switch (on.level) {
    case 'server':
      return privileges.some((name) =>
        ['SELECT', 'INSERT', 'UPDATE', 'DELETE', allPrivileges].includes(name),
      );
    case 'database':
      return databasePatternCovers(on.pattern, 'mysql', patterns);
    case 'table':
    case 'routine':
      return on.database === 'mysql';
    case 'proxy':
    case 'role':
      return false;
  }
}

function judgeMapped(snapshot: Snapshot) {
  const { mapped, patterns } = snapshot;
  return among(snapshot.grants, (held): Issue | undefined => {
    const own = mapped.get(held.account.user);
    const { on } = held.grant;
    if (own === undefined || on.level === 'role') return undefined;
    const isOwn =
      on.level === 'database'
        ? own.some((name) => databasePatternCovers(grantedDatabase(name, patterns), on.pattern, patterns))
        : 'database' in on && own.includes(on.database);
    if (isOwn) return undefined;
    const issue = issueOf(held, held.grant.privileges);
    return held.role === 'PUBLIC' ? issue : { ...issue, remedy: usersCommand(held.account.user, '--fix') };
  });
}
