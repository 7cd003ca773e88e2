import type { Account, DesiredAccount, ServerKind } from '../model.ts';
import type { Finding, Plan, Step } from '../plan/plan.ts';
import { findAccount, isSame, type Desired } from '../plan/plan-provision.ts';
import type { ServerState } from '../plan/state.ts';

/** A plan as people see it before it is carried out. */
export interface Proposal extends Plan {
  readonly server: { readonly kind: ServerKind; readonly version: string };
  /** The SQL of the steps, one statement each, hashes as `***`. */
  readonly statements: readonly string[];
  /** What the administrator lacks for it, as `PRIVILEGE ON object`. */
  readonly missingPrivileges: readonly string[];
}

/** What a provisioning run found and did. */
export interface ProvisionReport extends Proposal {
  /** False when a finding of severity `error`, or whoever was asked, kept the run from changing anything. */
  readonly applied: boolean;
  readonly databases: readonly {
    readonly name: string;
    readonly outcome: 'created' | 'existing' | 'missing';
  }[];
  readonly users: readonly UserOutcome[];
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/** What became of one account; `updated`: its password was set, or a grant given or taken away. */
export interface UserOutcome extends Account {
  readonly outcome: 'created' | 'updated' | 'existing' | 'missing';
}

/** The report of a run, from what there was before it and what was to be done. */
export function provisionReport(
  desired: Desired,
  state: ServerState,
  proposal: Proposal,
  outcome: 'applied' | 'not-applied',
): ProvisionReport {
  const applied = outcome === 'applied';
  const absent = applied ? 'created' : 'missing';
  return {
    ...proposal,
    applied,
    databases: desired.databases.map((name) => ({
      name,
      outcome: state.databases.some((database) => database.name === name) ? 'existing' : absent,
    })),
    users: desired.accounts.map((account) => {
      const exists = findAccount(account, state) !== undefined;
      return userOutcome(account, exists ? presentOutcome(account, proposal, applied) : absent);
    }),
  };
}

function presentOutcome(account: DesiredAccount, { steps }: Plan, applied: boolean): UserOutcome['outcome'] {
  const isChanged = steps.some((step) => 'account' in step && isSame(step.account, account));
  return applied && isChanged ? 'updated' : 'existing';
}

function userOutcome({ user, host }: Account, outcome: UserOutcome['outcome']): UserOutcome {
  return { user, host, outcome };
}
