import { describe, expect, it } from 'vitest';
import type { DesiredAccount } from '../model.ts';
import type { Grant } from './grant.ts';
import { parseGrants } from './parse-grants.ts';
import { planProvision, type PasswordPolicy, type Policies } from './plan-provision.ts';
import type { ActualAccount, ServerState } from './state.ts';

const account = { user: 'auth', host: 'localhost' };
const owner: DesiredAccount = { ...account, access: 'all', databases: ['nc_auth'] };
const desired = { databases: ['nc_auth'], accounts: [owner] };
const grants = grantsOf('ALL PRIVILEGES ON `nc\\_auth`.*');
const [wanted] = grants;
const present: ActualAccount = { ...account, locked: false, hasPassword: true, grants, login: 'works' };
const database = { name: 'nc_auth', collation: 'utf8mb4_unicode_ci' };

/** What SHOW GRANTS says, without GRANT and the account. */
function grantsOf(...lines: readonly string[]): readonly Grant[] {
  return parseGrants(lines.map((line) => `GRANT ${line} TO \`auth\`@\`localhost\``)).grants;
}

function server(...accounts: readonly ActualAccount[]): ServerState {
  return {
    ...({ kind: 'mysql', version: '9.7.0', patterns: 'wildcards' } as const),
    ...{ databases: [database], accounts, objects: [], everybody: [] },
    administrator: { account: { user: 'root', host: 'localhost' }, grants: [], restrictions: [] },
  };
}

function plan(state: ServerState, policies?: Policies) {
  return planProvision(desired, state, () => 'AUTH_DB_PASSWORD', policies);
}

describe('planProvision', () => {
  it('creates database, user and grant on an empty server, in this order', () => {
    expect(plan({ ...server(), databases: [] })).toEqual({
      steps: [
        { kind: 'create-database', database: 'nc_auth' },
        { kind: 'create-user', account },
        { kind: 'grant', account, grant: wanted },
      ],
      findings: [],
    });
  });

  it('U3 does nothing when everything is there', () => {
    expect(plan(server(present))).toEqual({ steps: [], findings: [] });
  });

  it('leaves the same user at another host aside', () => {
    expect(plan(server({ ...present, host: '%' })).steps[0]).toEqual({ kind: 'create-user', account });
  });

  it('U1 takes a grant without the escape for another grant, and a dangerous one', () => {
    const unescaped = plan(server({ ...present, grants: grantsOf('ALL PRIVILEGES ON `nc_auth`.*') }));
    expect(unescaped.steps).toEqual([{ kind: 'grant', account, grant: wanted }]);
    expect(unescaped.findings).toEqual([
      {
        ...{ severity: 'warning', code: 'extra-grant', account, reach: 'opens-others' },
        grant: 'ALL PRIVILEGES ON `nc_auth`.*',
      },
    ]);
  });

  it('U1 replaces it with --fix: the right one is given before the wrong one is taken', () => {
    const unescaped = grantsOf('ALL PRIVILEGES ON `nc_auth`.*');
    expect(plan(server({ ...present, grants: unescaped }), { extras: 'revoke' })).toEqual({
      steps: [
        { kind: 'grant', account, grant: wanted },
        { kind: 'revoke', account, grant: unescaped[0] },
      ],
      findings: [],
    });
  });

  it('gives and takes unescaped names where they are literal (partial_revokes)', () => {
    const state: ServerState = {
      ...server({ ...present, grants: grantsOf('ALL PRIVILEGES ON `nc_auth`.*') }),
      patterns: 'literal',
    };
    expect(plan(state)).toEqual({ steps: [], findings: [] });
  });

  it('gives the reader the databases that it lacks', () => {
    const reader: DesiredAccount = { ...account, access: 'read', databases: ['a', 'b'] };
    const state = server({ ...present, grants: grantsOf('SELECT ON `a`.*') });
    expect(planProvision({ databases: [], accounts: [reader] }, state, () => undefined).steps).toEqual([
      { kind: 'grant', account, grant: grantsOf('SELECT ON `b`.*')[0] },
    ]);
  });

  it('reports the same user at another host, and drops it only when it was named', () => {
    const state = server(present, { ...present, host: '%' });
    expect(plan(state, { extras: 'revoke' })).toMatchObject({
      steps: [],
      findings: [{ code: 'other-host', account: { host: '%' }, wanted: account }],
    });
    expect(plan(state, { confirmedDrops: ['auth@%', 'auth@localhost'] })).toEqual({
      steps: [{ kind: 'drop-user', account: { user: 'auth', host: '%' } }],
      findings: [],
    });
  });

  it('takes nothing from the account that does the work', () => {
    const extra = grantsOf('ALL PRIVILEGES ON `nc\\_auth`.*', 'CREATE USER ON *.*');
    const state = server({ ...present, grants: extra });
    const own = { ...state, administrator: { ...state.administrator, account } };
    expect(plan(own, { extras: 'revoke' }).findings).toEqual([
      { severity: 'error', code: 'own-account', account },
    ]);
    expect(plan(own).findings).toMatchObject([{ severity: 'warning', code: 'extra-grant' }]);
  });

  it('warns of another collation and leaves the database alone', () => {
    const state = { ...server(present), databases: [{ name: 'nc_auth', collation: 'latin1_swedish_ci' }] };
    expect(plan(state)).toEqual({
      steps: [],
      findings: [
        { severity: 'warning', code: 'other-collation', database: 'nc_auth', collation: 'latin1_swedish_ci' },
      ],
    });
  });

  it.each<[string, Partial<ActualAccount>, PasswordPolicy, string[], string[]]>([
    ['U2 reports a password that differs', { login: 'refused' }, 'report', [], ['password-differs']],
    ['U2 sets a password that differs with --rotate', { login: 'refused' }, 'rotate', ['set-password'], []],
    ['reports a password that has expired', { login: 'expired' }, 'report', [], ['password-expired']],
    ['sets an expired password anew with --rotate', { login: 'expired' }, 'rotate', ['set-password'], []],
    ['keeps a password that works even with --rotate', {}, 'rotate', [], []],
    ['trusts a password that could not be tried', { login: 'not-tried' }, 'report', [], []],
    ['sets the first password', { hasPassword: false, locked: true }, 'report', ['set-password'], []],
    ['reports a lock', { locked: true, login: 'not-tried' }, 'report', [], ['locked']],
    ['opens no lock with --rotate', { locked: true, login: 'not-tried' }, 'rotate', [], ['locked']],
  ])('%s', (_, actual, policy, steps, findings) => {
    const result = plan(server({ ...present, ...actual }), { password: policy });
    expect(result.steps.map(({ kind }) => kind)).toEqual(steps);
    expect(result.findings.map(({ code }) => code)).toEqual(findings);
  });

  it('only warns when nobody here knows the password', () => {
    const state = server({ ...present, login: 'not-tried' });
    expect(planProvision(desired, state, () => undefined)).toEqual({
      steps: [],
      findings: [{ severity: 'warning', code: 'password-unknown', account }],
    });
  });
});
