import type {
  RotatingAccount,
  RotationFinding,
  RotationPlan,
  RotationStage,
  RotationState,
  RotationStep,
} from './rotation.ts';

/** `switch`: up to where the new password is in use and the old one still works; `finish`: the old one is dropped. */
export type RotationAim = 'switch' | 'finish';

/**
 * The steps that are left of a rotation. It is computed from what server and files hold, not from what a run remembers,
 * so that a run that was killed anywhere is completed by the next one.
 */
export function planRotation(state: RotationState, aim: RotationAim): RotationPlan {
  const stage = stageOf(state);
  const findings = [...accountFindings(state), ...targetFindings(state, aim), ...aimFindings(state, aim)];
  const isRefused = findings.some(({ severity }) => severity === 'error');
  const steps = aim === 'switch' ? stepsToSwitch(state) : stepsToFinish(state);
  return { user: state.user, stage, steps: isRefused ? [] : steps, findings };
}

/** How far the rotation of a user is. */
export function stageOf(state: RotationState): RotationStage {
  const { accounts, target, places } = state;
  if (target.kind === 'none') return 'none';
  if (accounts.length === 0 || !accounts.every(({ holdsTarget }) => holdsTarget)) return 'begun';
  if (places.some(({ holds }) => holds === 'other')) return 'added';
  return accounts.some(({ passwords }) => passwords === 'two') ? 'switched' : 'done';
}

/** How far it is after the steps of a plan that was not refused. */
export function stageAfter({ accounts }: RotationState, aim: RotationAim): RotationStage {
  if (aim === 'finish') return 'done';
  return accounts.every(({ holdsTarget, passwords }) => holdsTarget && passwords === 'one')
    ? 'done'
    : 'switched';
}

/** The login is tried before any file names the new password, and only then is the old one out of use. */
function stepsToSwitch(state: RotationState): readonly RotationStep[] {
  const { user, accounts, places, target } = state;
  const adding = accounts.filter(({ holdsTarget }) => !holdsTarget);
  const writing = places.filter(({ writable, holds }) => writable && holds !== 'target');
  const keep: readonly RotationStep[] = target.kind === 'none' ? [{ kind: 'keep-pending', user }] : [];
  const verified =
    writing.length > 0 || adding.length > 0 ? accounts.filter(({ reachable }) => reachable) : [];
  return [
    ...keep,
    ...adding.map((account): RotationStep => ({ kind: 'add-password', account: nameOf(account) })),
    ...verified.map((account): RotationStep => ({ kind: 'verify-login', account: nameOf(account) })),
    ...writing.map(({ name }): RotationStep => ({ kind: 'write-secret', place: name })),
    ...(stageAfter(state, 'switch') === 'done' ? forgetting(state) : []),
  ];
}

function stepsToFinish(state: RotationState): readonly RotationStep[] {
  const two = state.accounts.filter(({ passwords }) => passwords === 'two');
  const verified = two.filter(({ reachable }) => reachable);
  return [
    ...verified.map((account): RotationStep => ({ kind: 'verify-login', account: nameOf(account) })),
    ...two.map((account): RotationStep => ({ kind: 'discard-old', account: nameOf(account) })),
    ...forgetting(state),
  ];
}

function forgetting({ user, target }: RotationState): readonly RotationStep[] {
  return target.kind === 'kept' ? [{ kind: 'forget-pending', user }] : [];
}

function nameOf({ user, host }: RotatingAccount): { readonly user: string; readonly host: string } {
  return { user, host };
}

function accountFindings(state: RotationState): readonly RotationFinding[] {
  const { user, accounts, kind, version } = state;
  if (accounts.length === 0) return [{ severity: 'error', user, code: 'no-account' }];
  if (kind === 'mysql' && !hasDualPasswords(version)) {
    return [{ severity: 'error', user, code: 'no-dual-passwords', version }];
  }
  return accounts.flatMap((account) => accountFinding(account, state) ?? []);
}

function accountFinding(account: RotatingAccount, state: RotationState): RotationFinding | undefined {
  const { kind, source } = state;
  const common = { severity: 'error', user: state.user, account: nameOf(account) } as const;
  if (account.locked) return { ...common, code: 'locked' };
  if (!account.hasPassword) return { ...common, code: 'no-password' };
  if (account.holdsTarget) return undefined;
  if (account.passwords === 'two') return { ...common, code: 'second-password', kind };
  if (kind === 'mysql' && account.plugin !== 'caching_sha2_password') {
    return { ...common, code: 'other-plugin', plugin: account.plugin };
  }
  if (account.login === 'expired') return { ...common, code: 'password-expired' };
  if (account.login === 'refused') return { ...common, code: 'password-differs', source: source ?? '' };
  return undefined;
}

/** A store that only people write to needs a password that they know: the one of their variable. */
function targetFindings(state: RotationState, aim: RotationAim): readonly RotationFinding[] {
  const { user, target, places } = state;
  if (target.kind === 'conflict') {
    return [{ severity: 'error', user, code: 'target-conflict', variable: target.variable }];
  }
  if (aim === 'finish') return [];
  const { variable = '', weak } = target.kind === 'given' ? target : {};
  const isNew = state.accounts.some(({ holdsTarget }) => !holdsTarget);
  const weakness: readonly RotationFinding[] =
    weak && isNew
      ? [{ severity: weak.severity, user, code: 'weak-password', variable, reasons: weak.reasons }]
      : [];
  const severity = target.kind === 'given' ? 'warning' : 'error';
  const foreign = places.filter(({ writable }) => !writable);
  return [
    ...weakness,
    ...foreign.map(({ name }): RotationFinding => ({ severity, user, code: 'foreign-store', place: name })),
  ];
}

function aimFindings(state: RotationState, aim: RotationAim): readonly RotationFinding[] {
  const stage = stageOf(state);
  if (aim === 'switch' || stage === 'switched' || stage === 'done') return [];
  return [{ severity: 'error', user: state.user, code: 'not-switched', stage }];
}

/** RETAIN CURRENT PASSWORD came with MySQL 8.0.14. */
function hasDualPasswords(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return major > 8 || (major === 8 && (minor > 0 || patch >= 14));
}
