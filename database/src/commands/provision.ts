import { generatePassword, hashPassword } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';
import { runPlan } from '../execute/run-plan.ts';
import { desiredAccounts, selectServices } from '../map/accounts.ts';
import type { Account, DesiredAccount, ServerKind, ServiceMap } from '../model.ts';
import type { Secret, SecretStore } from '../passwords/secret-store.ts';
import type { Finding, Plan, Step } from '../plan/plan.ts';
import { planProvision, type Desired, type PasswordPolicy } from '../plan/plan-provision.ts';
import { missingPrivileges } from '../plan/privileges.ts';
import type { ServerState } from '../plan/state.ts';
import { withAdministrator, type AdminConnection, type Query } from '../server/connect.ts';
import { readState } from '../server/read-state.ts';
import { refusalOf, tryAccount } from '../server/try-account.ts';

/** What to provision, where, and with which passwords. */
export interface ProvisionRequest {
  /** The administrator's connection. */
  readonly connection: AdminConnection;
  readonly map: ServiceMap;
  /** Names of services; default: all of them and the read-only user. */
  readonly services?: readonly string[];
  readonly secrets: SecretStore;
  /** Default `databases-and-users`. */
  readonly scope?: 'databases-and-users' | 'users';
  /** Where the accounts may connect from; default `localhost`. */
  readonly host?: string;
  /** Default `report`: an existing account whose password differs is an error, and nothing is changed. */
  readonly passwordPolicy?: PasswordPolicy;
  /** Called after every step that was done. */
  readonly onEvent?: (step: Step) => void;
}

/** What a provisioning run found and did. */
export interface ProvisionReport {
  readonly server: { readonly kind: ServerKind; readonly version: string };
  /** False when a finding of severity `error` kept the run from changing anything. */
  readonly applied: boolean;
  readonly databases: readonly {
    readonly name: string;
    readonly outcome: 'created' | 'existing' | 'missing';
  }[];
  readonly users: readonly UserOutcome[];
  readonly findings: readonly Finding[];
}

/** What became of one account; `updated`: its password was set or a missing grant given. */
export interface UserOutcome extends Account {
  readonly outcome: 'created' | 'updated' | 'existing' | 'missing';
}

/**
 * Creates what is missing of the databases, users and grants of the map, and leaves what exists as it is; a second run
 * changes nothing. Users without a known password get a generated one, kept before it is set on the server.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE`, `NO_SERVER`, `ACCESS_DENIED`, `MISSING_PRIVILEGES` (all before the first
 *   change), `STEP_FAILED`.
 */
export async function provision(request: ProvisionRequest): Promise<ProvisionReport> {
  const services = selectServices(request.map, request.services).map((service) => service.database);
  const accounts = desiredAccounts(request.map, request.services, request.host);
  const desired: Desired = { databases: request.scope === 'users' ? [] : services, accounts };
  return withAdministrator(request.connection, async (query) => {
    const state = await look(query, request, desired);
    const sourceOf = (user: string): string | undefined => request.secrets.known(user)?.source;
    const plan = planProvision(desired, state, sourceOf, request.passwordPolicy);
    if (plan.findings.some(({ severity }) => severity === 'error'))
      return report(desired, state, plan, 'refused');
    refuseWithoutPrivileges(plan, state);
    await act(query, request, state.kind, plan.steps);
    const findings = [...plan.findings, ...(await verify(request, plan.steps))];
    return report(desired, state, { ...plan, findings }, 'applied');
  });
}

/**
 * Refuses a plan that the administrator may not run in full.
 *
 * @throws {DatabaseError} `MISSING_PRIVILEGES` with what is needed and what is there.
 */
export function refuseWithoutPrivileges(plan: Plan, state: ServerState): void {
  const missing = missingPrivileges(plan, state.administrator);
  if (missing.length === 0) return;
  const has = state.administrator.length === 0 ? 'nothing' : state.administrator.join('; ');
  const message =
    `The administrator lacks privileges. Needs: ${missing.join(', ')} (has: ${has}). ` +
    'Nothing was changed. Name another account with DB_ADMIN_USER and DB_ADMIN_PASSWORD.';
  throw new DatabaseError('MISSING_PRIVILEGES', message, {
    context: { missing, has: state.administrator },
  });
}

function look(query: Query, request: ProvisionRequest, desired: Desired): Promise<ServerState> {
  const { connection, secrets } = request;
  const users = desired.accounts.map(({ user }) => user);
  const wanted = (account: Account): boolean =>
    desired.accounts.some(({ user, host }) => user === account.user && host === account.host);
  return readState(query, {
    databases: desired.databases,
    users,
    tryAccount: (account) =>
      wanted(account) ? tryAccount(connection, account, secrets) : Promise.resolve('not-tried'),
  });
}

/** Passwords are kept before they are set: a password that only the server knew would be lost with this process. */
async function act(
  query: Query,
  request: ProvisionRequest,
  kind: ServerKind,
  steps: readonly Step[],
): Promise<void> {
  const { secrets } = request;
  const users = steps.flatMap((step) => (setsPassword(step) ? [step.account.user] : []));
  const unknown = users.filter((user) => secrets.known(user) === undefined);
  if (unknown.length > 0) await secrets.keep(new Map(unknown.map((user) => [user, generatePassword()])));
  await runPlan(query, {
    kind,
    steps,
    hashOf: (user) => hashPassword(kind, knownSecret(secrets, user).password),
    onStep: request.onEvent ?? (() => undefined),
  });
}

/** What people will meet is a login, so that is what is tried at the end, not a hash that is compared. */
async function verify(request: ProvisionRequest, steps: readonly Step[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const step of steps) {
    if (!setsPassword(step)) continue;
    const refusal = await refusalOf(request.connection, step.account, request.secrets);
    if (typeof refusal !== 'number') continue;
    findings.push({ severity: 'error', code: 'login-refused', account: step.account, errno: refusal });
  }
  return findings;
}

function setsPassword(step: Step): step is Extract<Step, { kind: 'create-user' | 'set-password' }> {
  return step.kind === 'create-user' || step.kind === 'set-password';
}

function knownSecret(secrets: SecretStore, user: string): Secret {
  const secret = secrets.known(user);
  if (secret !== undefined) return secret;
  throw new DatabaseError('MISSING_PASSWORD', `The store of passwords did not keep the one of ${user}.`, {
    context: { user },
  });
}

function report(
  desired: Desired,
  state: ServerState,
  plan: Plan,
  outcome: 'applied' | 'refused',
): ProvisionReport {
  const applied = outcome === 'applied';
  const absent = applied ? 'created' : 'missing';
  return {
    server: { kind: state.kind, version: state.version },
    applied,
    databases: desired.databases.map((name) => ({
      name,
      outcome: state.databases.some((database) => database.name === name) ? 'existing' : absent,
    })),
    users: desired.accounts.map((account) => userOutcome(account, state, plan, absent, applied)),
    findings: plan.findings,
  };
}

function userOutcome(
  { user, host }: DesiredAccount,
  state: ServerState,
  plan: Plan,
  absent: 'created' | 'missing',
  applied: boolean,
): UserOutcome {
  const exists = state.accounts.some((account) => account.user === user && account.host === host);
  if (!exists) return { user, host, outcome: absent };
  const isChanged = plan.steps.some(
    (step) => 'account' in step && step.account.user === user && step.account.host === host,
  );
  return { user, host, outcome: applied && isChanged ? 'updated' : 'existing' };
}
