import { pc } from './colors.ts';
import type { Proposal } from '../commands/provision-report.ts';
import { describeStep } from '../plan/describe-step.ts';
import type { Step } from '../plan/plan.ts';
import { findingSentence } from './finding-text.ts';

/** What a step does to the server. */
type Change = 'create' | 'change' | 'revoke';

const signs: Readonly<Record<Change, string>> = {
  create: pc.green('+'),
  change: pc.yellow('~'),
  revoke: pc.red('-'),
};

/** A plan before it is carried out: one line a step and a finding, and how many there are of each. */
export function planText(proposal: Proposal): string {
  const { server, steps, findings, missingPrivileges } = proposal;
  const title = `Plan for ${server.kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${server.version}`;
  const lacking = missingPrivileges.length === 0 ? [] : [lackingText(missingPrivileges)];
  const lines = [
    ...steps.map((step) => `  ${signs[changeOf(step)]} ${describeStep(step)}`),
    ...findings.map((finding) => `  ${pc.yellow('!')} ${finding.severity}: ${findingSentence(finding)}`),
    ...lacking,
  ];
  return [title, ...lines, countsText(proposal)].join('\n');
}

/** The same and the SQL behind it, for a run that changes nothing. */
export function dryRunText(proposal: Proposal): string {
  const sql = proposal.statements.map((statement) => `${statement};`);
  const end = 'Nothing was changed. *** stands for the hash of a password.';
  return [planText(proposal), ...(sql.length > 0 ? ['', ...sql, ''] : []), end].join('\n');
}

function changeOf({ kind }: Step): Change {
  switch (kind) {
    case 'create-database':
    case 'create-user':
    case 'grant':
      return 'create';
    case 'set-password':
      return 'change';
    case 'revoke':
    case 'drop-user':
    case 'drop-database':
      return 'revoke';
  }
}

function lackingText(missing: readonly string[]): string {
  return `  ${pc.red('!')} the administrator lacks ${missing.join(', ')}`;
}

function countsText({ steps, findings }: Proposal): string {
  const of = (change: Change): number => steps.filter((step) => changeOf(step) === change).length;
  const counts = `${of('create')} to create, ${of('change')} to change, ${of('revoke')} to revoke or drop`;
  return `${counts}; ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`;
}
