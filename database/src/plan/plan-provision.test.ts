import { describe, expect, it } from 'vitest';
import type { DesiredAccount } from '../model.ts';
import { planProvision, type PasswordPolicy } from './plan-provision.ts';
import type { ActualAccount, ServerState } from './state.ts';

const account = { user: 'auth', host: 'localhost' };
const owner: DesiredAccount = { ...account, access: 'all', databases: ['nc_auth'] };
const desired = { databases: ['nc_auth'], accounts: [owner] };
const grants = ['ALL PRIVILEGES ON `nc\\_auth`.*'];
const present: ActualAccount = { ...account, locked: false, hasPassword: true, grants, login: 'works' };
const database = { name: 'nc_auth', collation: 'utf8mb4_unicode_ci' };

function server(...accounts: readonly ActualAccount[]): ServerState {
  return { kind: 'mysql', version: '9.7.0', databases: [database], accounts, administrator: [] };
}

function plan(state: ServerState, policy?: PasswordPolicy) {
  return planProvision(desired, state, () => 'AUTH_DB_PASSWORD', policy);
}

describe('planProvision', () => {
  it('creates database, user and grant on an empty server, in this order', () => {
    expect(plan({ ...server(), databases: [] })).toEqual({
      steps: [
        { kind: 'create-database', database: 'nc_auth' },
        { kind: 'create-user', account },
        { kind: 'grant', account, access: 'all', database: 'nc_auth' },
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

  it('takes a grant without the escape for another grant', () => {
    const unescaped = plan(server({ ...present, grants: ['ALL PRIVILEGES ON `nc_auth`.*'] }));
    expect(unescaped.steps).toEqual([{ kind: 'grant', account, access: 'all', database: 'nc_auth' }]);
    expect(unescaped.findings).toMatchObject([{ code: 'extra-grant', severity: 'warning' }]);
  });

  it('gives the reader the databases that it lacks', () => {
    const reader: DesiredAccount = { ...account, access: 'read', databases: ['a', 'b'] };
    const state = server({ ...present, grants: ['SELECT ON `a`.*'] });
    expect(planProvision({ databases: [], accounts: [reader] }, state, () => undefined).steps).toEqual([
      { kind: 'grant', account, access: 'read', database: 'b' },
    ]);
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
    ['keeps a password that works even with --rotate', {}, 'rotate', [], []],
    ['trusts a password that could not be tried', { login: 'not-tried' }, 'report', [], []],
    ['sets the first password', { hasPassword: false, locked: true }, 'report', ['set-password'], []],
    ['reports a lock', { locked: true, login: 'not-tried' }, 'report', [], ['locked']],
    ['opens no lock with --rotate', { locked: true, login: 'not-tried' }, 'rotate', [], ['locked']],
  ])('%s', (_, actual, policy, steps, findings) => {
    const result = plan(server({ ...present, ...actual }), policy);
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
