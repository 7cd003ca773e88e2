import { generatePassword } from '@nilecare/dev-database';
import { runRotation } from '../execute/run-rotation.ts';
import type { ServerKind } from '../model.ts';
import type { RotationSecrets } from '../passwords/rotation-secrets.ts';
import { planRotation, stageAfter, type RotationAim } from '../plan/plan-rotation.ts';
import type { RotationPlan, RotationStage, RotationState, RotationStep } from '../plan/rotation.ts';
import { tryLogin, withAdministrator, type AdminConnection, type Query } from '../server/connect.ts';
import { withTurns } from '../server/with-turns.ts';
import { lookAtRotation, type RotationLook } from './look-at-rotation.ts';
import { refuseWithoutPrivileges } from './refuse-without-privileges.ts';

/** Whose password to rotate, where, and how far. */
export interface RotateRequest {
  /** The administrator's connection. */
  readonly connection: AdminConnection;
  readonly users: readonly string[];
  /** Those of the users that are passed over when they have no account, or nothing to finish; default: none. */
  readonly optional?: readonly string[];
  readonly openSecrets: (user: string) => Promise<RotationSecrets>;
  readonly aim: RotationAim;
  /** `plan` changes nothing. */
  readonly mode: 'apply' | 'plan';
  /** Called after every step that was done. */
  readonly onEvent?: (step: RotationStep) => void;
  /** Stops before the next step. */
  readonly signal?: AbortSignal;
}

/** What a rotation found and did. */
export interface RotateReport {
  /** Absent when none of the users has an account. */
  readonly server?: { readonly kind: ServerKind; readonly version: string };
  readonly aim: RotationAim;
  /** False when a finding of severity `error` kept the run from changing anything, and for a mere plan. */
  readonly applied: boolean;
  readonly users: readonly RotatedUser[];
}

/** One user: the plan, how far the rotation is now, and what the server and the places hold. */
export interface RotatedUser extends RotationPlan {
  /** After the steps; the same as `stage` when nothing was applied. */
  readonly after: RotationStage;
  readonly accounts: RotationState['accounts'];
  readonly places: RotationState['places'];
}

/**
 * Gives users a new password without a moment in which a login with the one in use is refused. With the aim `switch`
 * the accounts take both passwords and every place holds the new one; with `finish` the old one is dropped. What a run
 * that was killed has left is completed. Everything is checked for all users before the first change.
 *
 * @throws {DatabaseError} `BUSY` when another run rotates the user, `BAD_SECRET`, `NO_SERVER`, `ACCESS_DENIED`,
 *   `MISSING_PRIVILEGES` (all before the first change), `STEP_FAILED`, `INTERRUPTED`.
 */
export async function rotate(request: RotateRequest): Promise<RotateReport> {
  return withAdministrator(request.connection, (query) => {
    if (request.mode === 'plan') return lookAndAct(query, request);
    return withTurns(query, request.users, () => lookAndAct(query, request));
  });
}

async function lookAndAct(query: Query, request: RotateRequest): Promise<RotateReport> {
  const { aim, mode } = request;
  const looks: RotationLook[] = [];
  for (const user of request.users) {
    const look = await lookAtRotation(query, request.connection, user, await request.openSecrets(user));
    if (!isBesideThePoint(look, request)) looks.push(look);
  }
  const plans = looks.map((look) => planRotation(look.state, aim));
  const isRefused = plans.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  const applied = mode === 'apply' && !isRefused;
  if (applied) await act(query, request, looks, plans);
  return report(aim, applied, looks, plans);
}

function isBesideThePoint({ state }: RotationLook, { optional = [], aim }: RotateRequest): boolean {
  if (!optional.includes(state.user)) return false;
  return state.accounts.length === 0 || (aim === 'finish' && state.target.kind === 'none');
}

async function act(
  query: Query,
  request: RotateRequest,
  looks: readonly RotationLook[],
  plans: readonly RotationPlan[],
): Promise<void> {
  const runs = looks.map((look, index) => {
    const { steps = [] } = plans[index] ?? {};
    const target = look.target ?? generatePassword();
    refuseUnfit(look, steps, target);
    return { ...look, steps, target };
  });
  for (const { state, secrets, steps, target } of runs) {
    await runRotation(query, {
      kind: state.kind,
      steps,
      target,
      secrets,
      logIn: ({ user }) => tryLogin(request.connection, user, target),
      onStep: request.onEvent ?? (() => undefined),
      ...(request.signal && { signal: request.signal }),
    });
  }
}

/** @throws {DatabaseError} `MISSING_PRIVILEGES`, or `BAD_SECRET` for a password that a place cannot hold. */
function refuseUnfit(look: RotationLook, steps: readonly RotationStep[], target: string): void {
  const changes = steps.flatMap((step) =>
    step.kind === 'add-password' || step.kind === 'discard-old'
      ? [{ kind: 'set-password', account: step.account } as const]
      : [],
  );
  refuseWithoutPrivileges({ steps: changes, findings: [] }, look.server);
  const written = steps.flatMap((step) => (step.kind === 'write-secret' ? [step.place] : []));
  for (const { name, writer } of look.secrets.places) if (written.includes(name)) writer?.check(target);
}

function report(
  aim: RotationAim,
  applied: boolean,
  looks: readonly RotationLook[],
  plans: readonly RotationPlan[],
): RotateReport {
  const [first] = looks;
  const server = first && { kind: first.state.kind, version: first.state.version };
  const users = looks.flatMap(({ state }, index): RotatedUser[] => {
    const plan = plans[index];
    if (plan === undefined) return [];
    const { accounts, places } = state;
    return [{ ...plan, after: applied ? stageAfter(state, aim) : plan.stage, accounts, places }];
  });
  return { ...(server && { server }), aim, applied, users };
}
