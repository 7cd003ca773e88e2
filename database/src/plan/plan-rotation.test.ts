import { describe, expect, it } from 'vitest';
import { describeRotationStep } from './describe-rotation-step.ts';
import { planRotation, stageAfter, type RotationAim } from './plan-rotation.ts';
import type { RotatingAccount, RotationState } from './rotation.ts';

const fresh: RotatingAccount = {
  user: 'auth_service',
  host: 'localhost',
  locked: false,
  hasPassword: true,
  plugin: 'caching_sha2_password',
  passwords: 'one',
  holdsTarget: false,
  reachable: true,
  login: 'works',
};
const both: RotatingAccount = { ...fresh, passwords: 'two', holdsTarget: true };
const narrowed: RotatingAccount = { ...both, passwords: 'one' };
const place = { name: 'DB_PASSWORD in .env', writable: true };

function state(changes: Partial<RotationState> = {}): RotationState {
  return {
    user: 'auth_service',
    kind: 'mysql',
    version: '8.4.3',
    accounts: [fresh],
    target: { kind: 'none' },
    places: [{ ...place, holds: 'other' }],
    source: place.name,
    ...changes,
  };
}

const written = [{ ...place, holds: 'target' as const }];
const kept = { kind: 'kept' as const };

function words(of: RotationState, aim: RotationAim): readonly string[] {
  return planRotation(of, aim).steps.map(({ kind }) => kind);
}

describe('planRotation', () => {
  it('adds, tries, writes, in this order', () => {
    expect(planRotation(state(), 'switch').steps.map(describeRotationStep)).toEqual([
      'keep a new password of auth_service in .nilecare/credentials.env',
      'add the new password to auth_service@localhost, which keeps the old one',
      'log in as auth_service@localhost with the new password',
      'write the new password to DB_PASSWORD in .env',
    ]);
  });

  it.each<[string, Partial<RotationState>, readonly string[], readonly string[], string]>([
    ['kept', { target: kept }, ['add-password', 'verify-login', 'write-secret'], [], 'begun'],
    ['added', { target: kept, accounts: [both] }, ['verify-login', 'write-secret'], [], 'added'],
    [
      'added to one of two accounts',
      {
        target: kept,
        accounts: [both, { ...fresh, host: '10.0.0.%', reachable: false, login: 'not-tried' }],
      },
      ['add-password', 'verify-login', 'write-secret'],
      [],
      'begun',
    ],
    [
      'written',
      { target: kept, accounts: [both], places: written },
      [],
      ['verify-login', 'discard-old', 'forget-pending'],
      'switched',
    ],
    [
      'discarded from one of two accounts',
      { target: kept, accounts: [both, { ...narrowed, host: '%' }], places: written },
      [],
      ['verify-login', 'discard-old', 'forget-pending'],
      'switched',
    ],
    [
      'discarded',
      { target: kept, accounts: [narrowed], places: written },
      ['forget-pending'],
      ['forget-pending'],
      'done',
    ],
    [
      'set at once by somebody',
      { target: kept, accounts: [narrowed] },
      ['verify-login', 'write-secret', 'forget-pending'],
      [],
      'added',
    ],
  ])(
    'U7 goes on from a run that stopped when the password was %s',
    (_, changes, toSwitch, toFinish, stage) => {
      const of = state(changes);
      expect(words(of, 'switch')).toEqual(toSwitch);
      expect(words(of, 'finish')).toEqual(toFinish);
      expect(planRotation(of, 'switch').stage).toBe(stage);
    },
  );

  it("takes the operator's variable as the new password, and keeps no copy of it", () => {
    const of = state({ target: { kind: 'given', variable: 'AUTH_SERVICE_DB_PASSWORD' } });
    expect(words(of, 'switch')).toEqual(['add-password', 'verify-login', 'write-secret']);
  });

  it('has nothing to do when the variable is the present password', () => {
    const target = { kind: 'given' as const, variable: 'AUTH_SERVICE_DB_PASSWORD' };
    const of = state({ target, accounts: [narrowed], places: written });
    expect(planRotation(of, 'switch')).toMatchObject({ stage: 'done', steps: [], findings: [] });
    expect(stageAfter(of, 'switch')).toBe('done');
  });

  it.each<[string, Partial<RotationState>]>([
    ['no-account', { accounts: [] }],
    ['locked', { accounts: [{ ...fresh, locked: true }] }],
    ['no-password', { accounts: [{ ...fresh, hasPassword: false }] }],
    ['password-differs', { accounts: [{ ...fresh, login: 'refused' }] }],
    ['password-expired', { accounts: [{ ...fresh, login: 'expired' }] }],
    ['second-password', { accounts: [{ ...both, holdsTarget: false }] }],
    ['other-plugin', { accounts: [{ ...fresh, plugin: 'mysql_native_password' }] }],
    ['no-dual-passwords', { version: '8.0.13' }],
    ['target-conflict', { target: { kind: 'conflict', variable: 'AUTH_SERVICE_DB_PASSWORD' } }],
    ['foreign-store', { places: [{ name: 'DB_PASSWORD_COMMAND', writable: false, holds: 'unknown' }] }],
  ])('refuses with %s, and plans no step', (code, changes) => {
    expect(planRotation(state(changes), 'switch')).toMatchObject({
      steps: [],
      findings: [{ severity: 'error', code }],
    });
  });

  it('does not finish what is not in use', () => {
    expect(planRotation(state({ target: kept, accounts: [both] }), 'finish')).toMatchObject({
      steps: [],
      findings: [{ code: 'not-switched', stage: 'added' }],
    });
  });

  it.each(['8.0.14', '8.0.36-0ubuntu1', '8.4.0', '9.7.4'])('takes MySQL %s', (version) => {
    expect(planRotation(state({ version }), 'switch').findings).toEqual([]);
  });

  it('takes any plug-in of MariaDB, which joins them', () => {
    const of = state({
      kind: 'mariadb',
      version: '10.6.12-MariaDB',
      accounts: [{ ...fresh, plugin: 'ed25519' }],
    });
    expect(planRotation(of, 'switch').findings).toEqual([]);
  });
});
