import { describe, expect, it } from 'vitest';
import type { AuditedAccount, HeldGrant, Snapshot } from './model.ts';
import { checks, runChecks } from './run-checks.ts';

const time = new Date('2026-01-01T00:00:00Z');
const account: AuditedAccount = {
  user: 'auth_service',
  host: 'localhost',
  locked: false,
  plugins: ['caching_sha2_password'],
  emptyPassword: false,
  twoPasswords: false,
  tls: '',
  passwordChanged: new Date('2025-06-01T00:00:00Z'),
};
const own: HeldGrant = {
  account: { user: 'auth_service', host: 'localhost' },
  grant: { privileges: ['ALL PRIVILEGES'], on: { level: 'database', pattern: 'nilecare\\_auth' } },
};
const dba: HeldGrant = {
  account: { user: 'dba', host: 'localhost' },
  grant: { privileges: ['ALL PRIVILEGES', 'GRANT OPTION'], on: { level: 'server' } },
};

const goodVariables: Readonly<Record<string, string>> = {
  ssl_cert: 'server-cert.pem',
  require_secure_transport: 'ON',
  tls_version: 'TLSv1.2,TLSv1.3',
  bind_address: '10.0.0.5',
  skip_networking: 'OFF',
  max_user_connections: '100',
  local_infile: 'OFF',
  have_symlink: 'DISABLED',
  secure_file_priv: 'NULL',
  sql_mode: 'STRICT_ALL_TABLES',
  log_error: '/var/log/mysql/error.log',
  log_error_verbosity: '2',
  log_raw: 'OFF',
  general_log: 'OFF',
  log_bin: 'ON',
  binlog_encryption: 'ON',
  default_password_lifetime: '365',
  'validate_password.length': '14',
};

const good: Snapshot = {
  kind: 'mysql',
  version: '9.7.4',
  time,
  reader: { user: 'root', host: 'localhost' },
  variables: new Map(Object.entries(goodVariables)),
  patterns: 'wildcards',
  databases: ['mysql', 'nilecare_auth'],
  accounts: { kind: 'known', value: [account] },
  grants: { kind: 'known', value: [own] },
  programs: { kind: 'known', value: [] },
  configured: [
    { service: 'auth-service', file: '.env', variable: 'DB_USER', user: 'auth_service' },
    { service: 'lab-service', file: '.env', variable: 'DB_USER', user: 'lab_service' },
  ],
  mapped: new Map([
    ['auth_service', ['nilecare_auth']],
    ['lab_service', ['nilecare_lab']],
  ]),
};

const variable = (name: string, value: string): Partial<Snapshot> => ({
  variables: new Map([...good.variables, [name, value]]),
});
const accounts = (...changed: readonly Partial<AuditedAccount>[]): Partial<Snapshot> => ({
  accounts: { kind: 'known', value: changed.map((change) => ({ ...account, ...change })) },
});
const granted = (privilege: string, holder: Partial<HeldGrant> = {}): Partial<Snapshot> => ({
  grants: {
    kind: 'known',
    value: [{ ...own, grant: { privileges: [privilege], on: { level: 'server' } }, ...holder }],
  },
});
const configured = (user: string): Partial<Snapshot> => ({
  configured: [
    ...good.configured.slice(1),
    { service: 'auth-service', file: '.env', variable: 'DB_USER', user },
  ],
});
const mariadb: Partial<Snapshot> = {
  kind: 'mariadb',
  version: '10.11.19-MariaDB',
  variables: new Map([
    ...good.variables,
    ['have_ssl', 'YES'],
    ['log_warnings', '2'],
    ['encrypt_binlog', 'ON'],
    ['server_audit_logging', 'ON'],
    ['simple_password_check_minimal_length', '14'],
  ]),
};

describe('runChecks', () => {
  it.each([
    ['MySQL', good],
    ['MariaDB', { ...good, ...mariadb }],
  ])('finds nothing on a %s server that is as it should be', (_, snapshot) => {
    const report = runChecks(snapshot);
    expect(report.findings).toEqual([]);
    expect(report.checks.every(({ outcome }) => outcome === 'passed')).toBe(true);
  });

  /** Each check with a snapshot that it must find something in; numbers of the 9.7 benchmark. */
  const cases: readonly (readonly [
    code: string,
    severity: string,
    cis: string,
    change: Partial<Snapshot>,
  ])[] = [
    ['administrator-in-use', 'error', '2.5, 5.1', configured('root')],
    ['shared-user', 'error', '2.5', configured('lab_service')],
    ['anonymous-account', 'error', '7.7', accounts({ user: '' })],
    ['wildcard-host', 'error', '7.6', accounts({ host: '%' })],
    ['remote-administrator', 'error', '', accounts({ user: 'root', host: '10.0.0.9' })],
    ['empty-password', 'error', '7.3', accounts({ emptyPassword: true })],
    ['weak-plugin', 'error', '7.1', accounts({ plugins: ['mysql_native_password'] })],
    ['password-policy', 'note', '7.5', variable('validate_password.length', '8')],
    ['password-lifetime', 'note', '7.4', variable('default_password_lifetime', '0')],
    ['password-age', 'warning', '2.7', accounts({ passwordChanged: new Date('2024-12-31T00:00:00Z') })],
    ['second-password', 'warning', '2.10', accounts({ twoPasswords: true })],
    [
      'full-access',
      'warning',
      '5.1',
      { ...accounts({ user: 'dba' }), grants: { kind: 'known', value: [dba] } },
    ],
    [
      'mysql-schema',
      'error',
      '5.1',
      granted('SELECT', { grant: { privileges: ['SELECT'], on: { level: 'database', pattern: 'my%' } } }),
    ],
    ['file-privilege', 'error', '5.2', granted('FILE')],
    ['process-privilege', 'error', '5.3', granted('PROCESS')],
    ['super-privilege', 'error', '5.4', granted('SUPER')],
    ['shutdown-privilege', 'error', '5.5', granted('SHUTDOWN')],
    ['create-user-privilege', 'error', '5.6', granted('CREATE USER')],
    ['grant-option', 'error', '5.7', granted('GRANT OPTION')],
    ['replication-privilege', 'error', '5.8', granted('REPLICATION SLAVE')],
    ['set-definer-privilege', 'error', '5.11', granted('SET_ANY_DEFINER')],
    ['missing-definer-privilege', 'error', '5.12', granted('ALLOW_NONEXISTENT_DEFINER')],
    [
      'other-databases',
      'error',
      '5.9',
      granted('ALL', {
        grant: { privileges: ['SELECT'], on: { level: 'database', pattern: 'nilecare_auth' } },
      }),
    ],
    [
      'definer-rights',
      'warning',
      '5.10',
      {
        programs: {
          kind: 'known',
          value: [
            { type: 'view', database: 'nilecare_auth', name: 'v', definer: { user: 'root', host: '%' } },
          ],
        },
      },
    ],
    ['tls-available', 'error', '8.1', variable('ssl_cert', '')],
    ['secure-transport', 'warning', '8.1', variable('require_secure_transport', 'OFF')],
    ['tls-versions', 'warning', '2.15', variable('tls_version', 'TLSv1.1,TLSv1.2')],
    ['bind-address', 'warning', '2.14', variable('bind_address', '*')],
    [
      'remote-account-tls',
      'error',
      '8.2',
      { ...accounts({ host: '10.0.0.9' }), ...variable('require_secure_transport', 'OFF') },
    ],
    ['connection-limit', 'note', '8.3', variable('max_user_connections', '0')],
    ['test-database', 'warning', '4.2', { databases: ['test'] }],
    ['local-infile', 'warning', '4.4', variable('local_infile', 'ON')],
    ['skip-grant-tables', 'error', '4.5', { reader: { user: 'skip-grants user', host: 'skip-grants host' } }],
    ['symbolic-links', 'note', '4.6', variable('have_symlink', 'YES')],
    ['secure-file-priv', 'warning', '4.7', variable('secure_file_priv', '')],
    ['strict-mode', 'warning', '4.8', variable('sql_mode', '')],
    ['error-log', 'note', '6.1', variable('log_error', 'stderr')],
    ['log-warnings', 'note', '6.3', variable('log_error_verbosity', '1')],
    ['log-raw', 'error', '6.4', variable('log_raw', 'ON')],
    ['general-log', 'warning', '', variable('general_log', 'ON')],
    ['binlog-encryption', 'note', '2.2.1', variable('binlog_encryption', 'OFF')],
  ];

  it.each(cases)('%s is found (%s, CIS %s)', (code, severity, cis, change) => {
    const { findings, checks: results } = runChecks({ ...good, ...change });
    const found = findings.find((finding) => finding.code === code);
    expect(found).toMatchObject({ severity, remedy: expect.stringMatching(/\w/) as string });
    expect(found?.cis.join(', ')).toBe(cis);
    expect(results.find((result) => result.code === code)?.outcome).toBe('found');
  });

  it('has a case for every check of MySQL', () => {
    const mysql = checks.filter(({ only }) => only !== 'mariadb').map(({ code }) => code);
    expect(cases.map(([code]) => code)).toEqual(mysql);
  });

  it.each<[string, string, string, Partial<Snapshot>]>([
    ['weak-plugin', 'note', '7.1, 7.3', accounts({ plugins: ['mysql_native_password'] })],
    ['weak-plugin', 'error', '7.1, 7.3', accounts({ plugins: ['mysql_old_password'] })],
    ['wildcard-host', 'error', '7.5', accounts({ host: '%' })],
    ['anonymous-account', 'error', '7.6', accounts({ user: '' })],
    [
      'audit-log',
      'note',
      '6.4',
      { variables: new Map([...(mariadb.variables ?? []), ['server_audit_logging', 'OFF']]) },
    ],
    ['second-password', 'warning', '', accounts({ twoPasswords: true })],
  ])('%s is found on MariaDB (%s, CIS %s)', (code, severity, cis, change) => {
    const { findings, benchmark } = runChecks({ ...good, ...mariadb, ...change });
    expect(benchmark).toBe('CIS MariaDB 10.6 Benchmark v1.1.0');
    expect(findings.find((finding) => finding.code === code)).toMatchObject({ severity });
    expect(findings.find((finding) => finding.code === code)?.cis.join(', ')).toBe(cis);
  });

  it('says "not checked", never "passed", where it could not look', () => {
    const reason = '1142: SELECT on mysql is missing';
    const { checks: results } = runChecks({
      ...good,
      accounts: { kind: 'unknown', reason },
      grants: { kind: 'unknown', reason },
      variables: new Map(),
    });
    const outcomes = new Map(results.map(({ code, outcome }) => [code, outcome]));
    expect(outcomes.get('anonymous-account')).toBe('not-checked');
    expect(outcomes.get('file-privilege')).toBe('not-checked');
    expect(outcomes.get('local-infile')).toBe('not-checked');
    expect(results.find(({ code }) => code === 'empty-password')?.reason).toBe(reason);
  });

  it('judges an administrator, an unknown account and a role differently', () => {
    const file = (user: string, role?: string): HeldGrant => ({
      account: { user, host: 'localhost' },
      grant: { privileges: ['FILE'], on: { level: 'server' } },
      ...(role !== undefined && { role }),
    });
    const value = [file('root'), file('mysql.session'), file('report'), file('lab_service', '`files`')];
    const { findings } = runChecks({ ...good, grants: { kind: 'known', value } });
    const found = findings.filter(({ code }) => code === 'file-privilege');
    expect(found.map(({ subject, severity, remedy }) => [subject, severity, remedy])).toEqual([
      ['lab_service@localhost', 'error', 'REVOKE FILE ON *.* FROM `files`'],
      ['report@localhost', 'warning', "REVOKE FILE ON *.* FROM 'report'@'localhost'"],
    ]);
  });

  it('takes missing TLS on a server for this machine only as a note', () => {
    const { findings } = runChecks({
      ...good,
      variables: new Map([...good.variables, ['ssl_cert', ''], ['bind_address', '127.0.0.1']]),
    });
    expect(findings).toMatchObject([{ code: 'tls-available', severity: 'note' }]);
  });
});
