import { generatePassword, hashPassword } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';
import { runPlan } from '../execute/run-plan.ts';
import { shownStatements } from '../execute/statement-of.ts';
import { desiredAccounts, runtimeAccounts, selectServices } from '../map/accounts.ts';
import type { ServerKind, ServiceMap } from '../model.ts';
import type { Secret, SecretStore } from '../passwords/secret-store.ts';
import { weaknessesOf, type WeakPasswordPolicy } from '../passwords/weaknesses.ts';
import type { Finding, Plan, Step } from '../plan/plan.ts';
import {
  isSame,
  planProvision,
  type Desired,
  type ExtrasPolicy,
  type PasswordPolicy,
} from '../plan/plan-provision.ts';
import { missingPrivileges } from '../plan/privileges.ts';
import type { ServerState } from '../plan/state.ts';
import { withAdministrator, type AdminConnection, type Query } from '../server/connect.ts';
import { readState } from '../server/read-state.ts';
import { refusalOf, tryAccount } from '../server/try-account.ts';
import { provisionReport, type Proposal, type ProvisionReport } from './provision-report.ts';
import { refuseWithoutPrivileges } from './refuse-without-privileges.ts';

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
  /** Default `left-alone`; `wanted`: each service's run-time account too, with grants on every table it has now. */
  readonly runtimeAccounts?: 'left-alone' | 'wanted';
  /** Where the accounts may connect from; default `localhost`. */
  readonly host?: string;
  /** Default `report`: an existing account whose password differs is an error, and nothing is changed. */
  readonly passwordPolicy?: PasswordPolicy;
  /** Default `report`: a password to be set that is easy to guess is a warning; `refuse`: an error. */
  readonly weakPasswords?: WeakPasswordPolicy;
  /** Default `report`: a grant that the map does not give is a warning. */
  readonly extras?: ExtrasPolicy;
  /** Accounts of the map's users at other hosts that may be dropped, as `user@host`; default: none. */
  readonly confirmedDrops?: readonly string[];
  /** Sees the plan before the first change and says whether to go on; default: go on. */
  readonly decide?: (proposal: Proposal) => Decision | Promise<Decision>;
  /** Called after every step that was done. */
  readonly onEvent?: (step: Step) => void;
}

/** Whether a plan is carried out. */
export type Decision = 'apply' | 'stop';

/**
 * Creates what is missing of the databases, users and grants of the map, and leaves what exists as it is; a second run
 * changes nothing. Users without a known password get a generated one, kept before it is set on the server.
 *
 * @throws {DatabaseError} `UNKNOWN_SERVICE`, `NO_SERVER`, `ACCESS_DENIED`, `MISSING_PRIVILEGES` (all before the first
 *   change), `STEP_FAILED`.
 */
export async function provision(request: ProvisionRequest): Promise<ProvisionReport> {
  const desired = desiredOf(request);
  return withAdministrator(request.connection, async (query) => {
    const state = await look(query, request, desired);
    const planned = planFor(request, desired, state);
    const plan = { ...planned, findings: [...planned.findings, ...(await weakPasswords(request, planned))] };
    const proposal = proposalOf(plan, state);
    if (!(await goesOn(request, proposal))) return provisionReport(desired, state, proposal, 'not-applied');
    refuseWithoutPrivileges(plan, state);
    await act(query, request, state.kind, plan.steps);
    const findings = [...plan.findings, ...(await verify(query, request, desired, plan))];
    return provisionReport(desired, state, { ...proposal, findings }, 'applied');
  });
}

function desiredOf(request: ProvisionRequest): Desired {
  const { map, services, host } = request;
  const databases = selectServices(map, services).map((service) => service.database);
  const runtime = request.runtimeAccounts === 'wanted' ? runtimeAccounts(map, services, host) : [];
  return {
    databases: request.scope === 'users' ? [] : databases,
    accounts: [...desiredAccounts(map, services, host), ...runtime],
  };
}

function look(query: Query, request: ProvisionRequest, desired: Desired): Promise<ServerState> {
  const { connection, secrets } = request;
  const runtime = desired.accounts.filter(({ access }) => access === 'runtime');
  return readState(query, {
    databases: desired.databases,
    users: desired.accounts.map(({ user }) => user),
    objectsOf: runtime.flatMap(({ databases }) => databases),
    tryAccount: (account) =>
      desired.accounts.some((wanted) => isSame(wanted, account))
        ? tryAccount(connection, account, secrets)
        : Promise.resolve('not-tried'),
  });
}

function planFor(request: ProvisionRequest, desired: Desired, state: ServerState): Plan {
  const { secrets, passwordPolicy: password = 'report', extras = 'report', confirmedDrops = [] } = request;
  return planProvision(desired, state, (user) => secrets.known(user)?.source, {
    password,
    extras,
    confirmedDrops,
  });
}

async function weakPasswords(request: ProvisionRequest, { steps }: Plan): Promise<readonly Finding[]> {
  const { secrets, map, weakPasswords: policy } = request;
  const severity = policy === 'refuse' ? 'error' : 'warning';
  const findings: Finding[] = [];
  for (const { account } of steps.filter(setsPassword)) {
    const secret = secrets.known(account.user);
    if (secret === undefined) continue;
    const weaknesses = await weaknessesOf(account.user, secret.password, map);
    if (weaknesses.length === 0) continue;
    findings.push({ severity, code: 'weak-password', account, source: secret.source, weaknesses });
  }
  return findings;
}

function proposalOf(plan: Plan, state: ServerState): Proposal {
  return {
    ...plan,
    server: { kind: state.kind, version: state.version },
    statements: shownStatements(state.kind, plan.steps),
    missingPrivileges: missingPrivileges(plan, state.administrator, state),
  };
}

async function goesOn({ decide }: ProvisionRequest, proposal: Proposal): Promise<boolean> {
  if (proposal.findings.some(({ severity }) => severity === 'error')) return false;
  return decide === undefined || (await decide(proposal)) === 'apply';
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

/**
 * What people will meet is a login, so that is what is tried at the end, not a hash that is compared. After grants were
 * taken away the server is read again: what is still too much is told as on any other day.
 */
async function verify(
  query: Query,
  request: ProvisionRequest,
  desired: Desired,
  { steps }: Plan,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const step of steps) {
    if (!setsPassword(step)) continue;
    const refusal = await refusalOf(request.connection, step.account, request.secrets);
    if (typeof refusal !== 'number') continue;
    findings.push({ severity: 'error', code: 'login-refused', account: step.account, errno: refusal });
  }
  if (!steps.some(({ kind }) => kind === 'revoke')) return findings;
  const state = await look(query, request, desired);
  const left = planFor({ ...request, extras: 'report' }, desired, state).findings;
  return [...findings, ...left.filter(({ code }) => code === 'extra-grant')];
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
