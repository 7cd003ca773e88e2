import { databaseCharset, type DesiredAccount } from '../model.ts';
import { privilegesOf } from '../sql/statements.ts';
import { quoteGrantedDatabase } from '../sql/quote.ts';
import type { Finding, Plan, Step } from './plan.ts';
import type { ActualAccount, ServerState } from './state.ts';

/** What a server shall hold. */
export interface Desired {
  /** Empty when the run concerns users and grants only. */
  readonly databases: readonly string[];
  readonly accounts: readonly DesiredAccount[];
}

/** What happens to an existing account whose password differs from the known one. */
export type PasswordPolicy = 'report' | 'rotate';

/**
 * The steps from the present state of a server to the desired one, databases first. What exists is left alone.
 *
 * @param sourceOf where the known password of a user comes from; undefined when none is known.
 */
export function planProvision(
  desired: Desired,
  state: ServerState,
  sourceOf: (user: string) => string | undefined,
  policy: PasswordPolicy = 'report',
): Plan {
  const accounts = desired.accounts.map((account) => planAccount(account, state, sourceOf, policy));
  const databases = desired.databases.map((database) => planDatabase(database, state));
  const parts = [...databases, ...accounts];
  return {
    steps: parts.flatMap((part) => part.steps),
    findings: parts.flatMap((part) => part.findings),
  };
}

/** The grants an account shall have, as {@link readGrant} writes them. */
export function desiredGrants(account: DesiredAccount): readonly string[] {
  return account.databases.map(
    (database) => `${privilegesOf(account.access)} ON ${quoteGrantedDatabase(database)}.*`,
  );
}

/** The account on the server, when it exists at the wanted host. */
export function findAccount(account: DesiredAccount, state: ServerState): ActualAccount | undefined {
  return state.accounts.find(({ user, host }) => user === account.user && host === account.host);
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
  policy: PasswordPolicy,
): Plan {
  const account = { user: desired.user, host: desired.host };
  const actual = findAccount(desired, state);
  const wanted = desiredGrants(desired);
  const missing = desired.databases.filter((_, index) => !actual?.grants.includes(wanted[index] ?? ''));
  const grants = missing.map((database): Step => ({
    kind: 'grant',
    account,
    access: desired.access,
    database,
  }));
  if (actual === undefined) return { steps: [{ kind: 'create-user', account }, ...grants], findings: [] };
  const password = planPassword(actual, sourceOf(desired.user), policy);
  const extra = actual.grants.filter((grant) => !wanted.includes(grant));
  return {
    steps: [...password.steps, ...grants],
    findings: [
      ...password.findings,
      ...extra.map((grant): Finding => ({ severity: 'warning', code: 'extra-grant', account, grant })),
    ],
  };
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
  return { steps: [], findings: [{ severity: 'error', code: 'password-differs', account, source }] };
}
