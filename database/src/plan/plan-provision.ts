import { databaseCharset, type Account, type DesiredAccount } from '../model.ts';
import { compareGrants } from './compare-grants.ts';
import { describeAccount } from './describe-step.ts';
import { desiredGrants } from './desired-grants.ts';
import { grantText, hasWildcard, type Grant } from './grant.ts';
import type { Finding, Plan, Step } from './plan.ts';
import { planRevokes } from './plan-revokes.ts';
import { checkEverybody } from './check-everybody.ts';
import { checkRuntime } from './check-runtime.ts';
import type { ActualAccount, ServerState } from './state.ts';
import { withinReach } from './within-reach.ts';

/** What a server shall hold. */
export interface Desired {
  /** Empty when the run concerns users and grants only. */
  readonly databases: readonly string[];
  readonly accounts: readonly DesiredAccount[];
}

/** What happens to an existing account whose password differs from the known one. */
export type PasswordPolicy = 'report' | 'rotate';

/** What happens to a grant that the map does not give. */
export type ExtrasPolicy = 'report' | 'revoke';

/** What a plan may do besides adding what is missing. */
export interface Policies {
  /** Default `report`. */
  readonly password?: PasswordPolicy;
  /** Default `report`. */
  readonly extras?: ExtrasPolicy;
  /** Accounts of the map's users at other hosts, as `user@host`, that somebody named to be dropped; default: none. */
  readonly confirmedDrops?: readonly string[];
}

/**
 * The steps from the present state of a server to the desired one: databases, accounts, grants, and last what is taken
 * away, so that nobody is locked out in between. What exists is left alone unless a policy says otherwise.
 *
 * @param sourceOf where the known password of a user comes from; undefined when none is known.
 */
export function planProvision(
  desired: Desired,
  state: ServerState,
  sourceOf: (user: string) => string | undefined,
  policies: Policies = {},
): Plan {
  const parts = [
    ...desired.databases.map((database) => planDatabase(database, state)),
    ...desired.accounts.map((account) => planAccount(account, state, sourceOf, policies)),
    ...desired.accounts.map((account) => planOtherHosts(account, state, policies)),
  ];
  const steps = parts.flatMap((part) => part.steps);
  const databases = new Set(desired.accounts.flatMap((account) => account.databases));
  const findings = [...parts.flatMap((part) => part.findings), ...checkEverybody([...databases], state)];
  const own = steps.find((step) => isOwn(step, state));
  return {
    steps: [...steps.filter((step) => !takesAway(step)), ...steps.filter(takesAway)],
    findings:
      own === undefined
        ? findings
        : [...findings, { severity: 'error', code: 'own-account', account: state.administrator.account }],
  };
}

/** Whether a step ends something that works now. */
export function takesAway(step: Step): boolean {
  return step.kind === 'revoke' || step.kind === 'drop-user' || step.kind === 'drop-database';
}

/** The account on the server, when it exists at the wanted host. */
export function findAccount(account: Account, state: ServerState): ActualAccount | undefined {
  return state.accounts.find((actual) => isSame(actual, account));
}

/** Whether two accounts are one. Hosts are compared as the servers do, without regard to case. */
export function isSame(one: Account, other: Account): boolean {
  return one.user === other.user && one.host.toLowerCase() === other.host.toLowerCase();
}

function planDatabase(database: string, state: ServerState): Plan {
  const actual = state.databases.find(({ name }) => name === database);
  if (actual === undefined) return { steps: [{ kind: 'create-database', database }], findings: [] };
  const { collation } = actual;
  if (collation === databaseCharset.collation) return { steps: [], findings: [] };
  return { steps: [], findings: [{ severity: 'warning', code: 'other-collation', database, collation }] };
}

function planAccount(
  desired: DesiredAccount,
  state: ServerState,
  sourceOf: (user: string) => string | undefined,
  policies: Policies,
): Plan {
  const account = { user: desired.user, host: desired.host };
  const actual = findAccount(account, state);
  const { missing, extra } = compareGrants(desiredGrants(desired, state), actual?.grants ?? [], state);
  const grants = missing.map((grant): Step => ({
    kind: 'grant',
    account,
    grant: withinReach(grant, state),
  }));
  const findings = checkRuntime(desired, state);
  if (actual === undefined) return { steps: [{ kind: 'create-user', account }, ...grants], findings };
  const password = planPassword(actual, sourceOf(desired.user), policies.password ?? 'report');
  const isRevoked = policies.extras === 'revoke';
  return {
    steps: [...password.steps, ...grants, ...(isRevoked ? planRevokes(account, extra) : [])],
    findings: [
      ...password.findings,
      ...findings,
      ...(isRevoked ? [] : extra.map((grant) => extraGrant(account, grant, state))),
    ],
  };
}

/** A finding about a grant that the map does not give. */
function extraGrant(account: Account, grant: Grant, { patterns }: ServerState): Finding {
  const { on } = grant;
  const opens = on.level === 'database' && patterns === 'wildcards' && hasWildcard(on.pattern);
  const reach = opens ? 'opens-others' : 'as-named';
  return { severity: 'warning', code: 'extra-grant', account, grant: grantText(grant), reach };
}

/** An account that never had a password gets one; every other password changes only on request, and no lock is opened. */
function planPassword(actual: ActualAccount, source: string | undefined, policy: PasswordPolicy): Plan {
  const account = { user: actual.user, host: actual.host };
  if (!actual.hasPassword) return { steps: [{ kind: 'set-password', account }], findings: [] };
  if (actual.locked) return { steps: [], findings: [{ severity: 'error', code: 'locked', account }] };
  if (actual.login === 'works') return { steps: [], findings: [] };
  if (policy === 'rotate') return { steps: [{ kind: 'set-password', account }], findings: [] };
  if (source === undefined) {
    return { steps: [], findings: [{ severity: 'warning', code: 'password-unknown', account }] };
  }
  if (actual.login === 'not-tried') return { steps: [], findings: [] };
  if (actual.login === 'expired') {
    return { steps: [], findings: [{ severity: 'error', code: 'password-expired', account }] };
  }
  return { steps: [], findings: [{ severity: 'error', code: 'password-differs', account, source }] };
}

/** A user of the map at a host that nobody asked for has its own password and grants; it goes only when named. */
function planOtherHosts(desired: DesiredAccount, state: ServerState, policies: Policies): Plan {
  const wanted = { user: desired.user, host: desired.host };
  const others = state.accounts
    .filter(({ user }) => user === wanted.user)
    .filter((it) => !isSame(it, wanted));
  const parts = others.map(({ user, host }): Plan => {
    const account = { user, host };
    return policies.confirmedDrops?.includes(describeAccount(account)) === true
      ? { steps: [{ kind: 'drop-user', account }], findings: [] }
      : { steps: [], findings: [{ severity: 'warning', code: 'other-host', account, wanted }] };
  });
  return { steps: parts.flatMap((part) => part.steps), findings: parts.flatMap((part) => part.findings) };
}

/** Whether a step takes something from the very account that runs it, or changes that account's password. */
function isOwn(step: Step, state: ServerState): boolean {
  if (!takesAway(step) && step.kind !== 'set-password') return false;
  return 'account' in step && isSame(step.account, state.administrator.account);
}
