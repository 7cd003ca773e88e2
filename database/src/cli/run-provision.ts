import { provision, type Decision } from '../commands/provision.ts';
import type { Proposal, ProvisionReport } from '../commands/provision-report.ts';
import { selectServices } from '../map/accounts.ts';
import type { ServiceMap } from '../model.ts';
import { openSecretStore } from '../passwords/open-secret-store.ts';
import { weakPasswordPolicy } from '../passwords/weaknesses.ts';
import { dryRunText, planText } from '../report/plan-text.ts';
import { provisionText, stepText } from '../report/text.ts';
import { findAdministrator } from '../server/find-administrator.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './parse-arguments.ts';
import type { Surroundings } from './surroundings.ts';
import { askToApply, isInteractive } from './terminal.ts';

/** `create` and `users`: shows the plan where somebody is there to see it, asks before anything that works is changed. */
export async function runProvision(
  invocation: Invocation,
  around: Surroundings,
  map: ServiceMap,
  scope: 'databases-and-users' | 'users',
): Promise<ExitCode> {
  const { services, host, passwordPolicy, extras, runtimeAccounts, confirmed, mode } = invocation;
  selectServices(map, services);
  const report = await provision({
    connection: await findAdministrator(around.root, around.environment),
    map,
    secrets: await openSecretStore({ ...around, map }),
    scope,
    passwordPolicy,
    extras,
    runtimeAccounts,
    weakPasswords: weakPasswordPolicy(around.environment),
    confirmedDrops: confirmed,
    ...(services && { services }),
    ...(host !== undefined && { host }),
    decide: (proposal) => decide(invocation, around, proposal),
    onEvent: (step) => {
      if (invocation.output === 'text') around.print(stepText(step));
    },
  });
  if (invocation.output === 'json') around.print(JSON.stringify(report, null, 2));
  else around.print(mode === 'plan' ? dryRunText(report) : provisionText(report));
  return exitCodeOf(invocation, report);
}

async function decide(invocation: Invocation, around: Surroundings, proposal: Proposal): Promise<Decision> {
  if (invocation.mode === 'plan') return 'stop';
  if (proposal.steps.length === 0 || !isInteractive(around.terminal)) return 'apply';
  if (invocation.output === 'text') around.print(planText(proposal));
  const isAdding = proposal.steps.every(({ kind }) => adding.includes(kind));
  if (isAdding || invocation.consent === 'given' || proposal.missingPrivileges.length > 0) return 'apply';
  return (await askToApply(around.terminal)) ? 'apply' : 'stop';
}

/** Steps that change nothing that works now; they need no question, as they never did. */
const adding: readonly string[] = ['create-database', 'create-user', 'grant'];

function exitCodeOf({ mode, exitCode }: Invocation, report: ProvisionReport): ExitCode {
  if (report.findings.some(({ severity }) => severity === 'error')) return exitCodes.failure;
  if (mode === 'plan') {
    return exitCode === 'detailed' && report.steps.length > 0 ? exitCodes.changes : exitCodes.success;
  }
  return report.applied ? exitCodes.success : exitCodes.failure;
}
