import { usersCommand } from '../map/accounts.ts';
import { describeAccount } from '../plan/describe-step.ts';
import { quoteAccount } from '../sql/quote.ts';
import type { AuditedAccount, Check, Issue, Snapshot } from './model.ts';
import { among, ofVariable, optionFile, setting, verdictOf } from './verdict.ts';
import { isLocal, mayDoEverything, severityFor, whoIs } from './who.ts';

const day = 86_400_000;

/** Which accounts there are, from where they may come, and how they prove who they are. */
export const accountChecks: readonly Check[] = [
  {
    code: 'anonymous-account',
    title: 'Every account has a name.',
    numbers: { mysql: ['7.7'], mariadb: ['7.6'] },
    severity: 'error',
    decide: ({ accounts }) =>
      among(accounts, (account) =>
        account.user === '' ? droppable(account, 'has no name: everybody logs in with it') : undefined,
      ),
  },
  {
    code: 'wildcard-host',
    title: 'No account may connect from every machine.',
    numbers: { mysql: ['7.6'], mariadb: ['7.5'] },
    severity: 'error',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        const isOpen = (account.host === '%' || account.host === '') && !account.locked;
        if (!isOpen || whoIs(account, snapshot) === 'internal') return undefined;
        const remedy = `RENAME USER ${quoteAccount(account)} TO ${quoteAccount({ ...account, host: '<host>' })}`;
        return { subject: describeAccount(account), found: 'may connect from every machine', remedy };
      }),
  },
  {
    code: 'remote-administrator',
    title: 'Administrators log in on the machine of the server.',
    numbers: {},
    severity: 'error',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        const isAdministrator = account.user === 'root' || mayDoEverything(account, snapshot);
        if (!isAdministrator || isLocal(account) || account.locked) return undefined;
        const isRoot = account.user === 'root';
        return {
          ...droppable(account, 'may do everything from another machine'),
          severity: isRoot ? 'error' : 'warning',
        };
      }),
  },
  {
    code: 'empty-password',
    title: 'Every account has a password.',
    numbers: { mysql: ['7.3'], mariadb: ['7.3'] },
    severity: 'error',
    decide: ({ accounts }) =>
      among(accounts, (account) => {
        if (!account.emptyPassword || account.locked) return undefined;
        const remedy = `ALTER USER ${quoteAccount(account)} ACCOUNT LOCK, until it has a password`;
        return { subject: describeAccount(account), found: 'logs in without a password', remedy };
      }),
  },
  {
    code: 'weak-plugin',
    title: 'Passwords are checked by a method that is still good.',
    numbers: { mysql: ['7.1'], mariadb: ['7.1', '7.3'] },
    severity: 'warning',
    decide: (snapshot) => among(snapshot.accounts, (account) => weakPlugin(account, snapshot)),
  },
  {
    code: 'password-policy',
    title: 'The server refuses weak passwords.',
    numbers: { mysql: ['7.5'], mariadb: ['7.4'] },
    severity: 'note',
    decide: passwordPolicy,
  },
  {
    code: 'password-lifetime',
    title: 'Passwords of people end within a year.',
    numbers: { mysql: ['7.4'], mariadb: ['2.6'] },
    severity: 'note',
    decide: (snapshot) =>
      ofVariable(snapshot, 'default_password_lifetime', (value) => {
        if (Number(value) >= 1 && Number(value) <= 365) return undefined;
        const first =
          'ALTER USER … PASSWORD EXPIRE NEVER for each service, which would stop when its password ends; then ';
        const remedy = first + setting(snapshot, 'default_password_lifetime', '365');
        return { found: `is ${value} days${value === '0' ? ': a password never ends' : ''}`, remedy };
      }),
  },
  {
    code: 'password-age',
    title: 'No password of a service is older than a year.',
    numbers: { mysql: ['2.7'], mariadb: ['2.6'] },
    severity: 'warning',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        const { passwordChanged, locked } = account;
        if (passwordChanged === undefined || locked || whoIs(account, snapshot) !== 'service')
          return undefined;
        const days = Math.floor((snapshot.time.getTime() - passwordChanged.getTime()) / day);
        if (days <= 365) return undefined;
        const remedy = `nilecare-db rotate ${account.user}`;
        return { subject: describeAccount(account), found: `has had its password for ${days} days`, remedy };
      }),
  },
  {
    code: 'second-password',
    title: 'No rotation was left unfinished.',
    numbers: { mysql: ['2.10'] },
    severity: 'warning',
    decide: (snapshot) =>
      among(snapshot.accounts, (account) => {
        if (!account.twoPasswords || whoIs(account, snapshot) !== 'service') return undefined;
        const remedy = `nilecare-db rotate --status, then nilecare-db rotate --finish ${account.user}`;
        return { subject: describeAccount(account), found: 'takes two passwords', remedy };
      }),
  },
];

function droppable(account: AuditedAccount, found: string): Issue {
  return { subject: describeAccount(account), found, remedy: `DROP USER ${quoteAccount(account)}` };
}

/** mysql_native_password is what nilecare-db itself uses on MariaDB, because its hash can be made without the server. */
function weakPlugin(account: AuditedAccount, snapshot: Snapshot): Issue | undefined {
  if (account.locked || whoIs(account, snapshot) === 'internal') return undefined;
  const subject = describeAccount(account);
  if (account.plugins.includes('mysql_old_password')) {
    return { severity: 'error', ...droppable(account, 'logs in by mysql_old_password, which is broken') };
  }
  const isNative = account.plugins.includes('mysql_native_password');
  if (snapshot.kind === 'mariadb') {
    if (!isNative) return undefined;
    const found = 'logs in by mysql_native_password, a SHA-1 without salt';
    const remedy =
      'use TLS and let only administrators read mysql.global_priv; people can have IDENTIFIED VIA ed25519';
    return { severity: 'note', subject, found, remedy };
  }
  const old = account.plugins.find((plugin) => ['mysql_native_password', 'sha256_password'].includes(plugin));
  if (old === undefined) return undefined;
  const isMapped = whoIs(account, snapshot) === 'service';
  const remedy = isMapped
    ? usersCommand(account.user, '--rotate')
    : `ALTER USER ${quoteAccount(account)} IDENTIFIED WITH caching_sha2_password BY '…'`;
  return {
    severity: severityFor(whoIs(account, snapshot)),
    subject,
    found: `logs in by ${old}, which is deprecated`,
    remedy,
  };
}

/** Hashes pass by both servers' checks; nilecare-db checks passwords itself. */
function passwordPolicy(snapshot: Snapshot) {
  const { variables, kind } = snapshot;
  if (kind === 'mysql') {
    const length = variables.get('validate_password.length') ?? variables.get('validate_password_length');
    if (Number(length) >= 14) return verdictOf([]);
    const found = length === undefined ? 'is not installed' : `takes passwords of ${length} characters`;
    const remedy = `${length === undefined ? "INSTALL COMPONENT 'file://component_validate_password'; " : ''}${setting(snapshot, 'validate_password.length', '14')}`;
    return verdictOf([{ subject: 'validate_password', found, remedy }]);
  }
  const length = variables.get('simple_password_check_minimal_length');
  if (Number(length) >= 14 || variables.has('cracklib_password_check_dictionary')) return verdictOf([]);
  const found = length === undefined ? 'is not installed' : `takes passwords of ${length} characters`;
  const remedy = `INSTALL SONAME 'simple_password_check', ${optionFile(snapshot, 'simple_password_check_minimal_length=14 and strict_password_validation=OFF')} (with it ON nilecare-db, which sends hashes, is refused)`;
  return verdictOf([{ subject: 'simple_password_check', found, remedy }]);
}
