import Table from 'cli-table3';
import { pc } from './colors.ts';
import type { RotateReport, RotatedUser } from '../commands/rotate.ts';
import { usersCommand } from '../map/accounts.ts';
import { describeRotationStep } from '../plan/describe-rotation-step.ts';
import { describeAccount } from '../plan/describe-step.ts';
import type { RotationFinding, RotationStage, RotationStep } from '../plan/rotation.ts';
import { quoteAccount } from '../sql/quote.ts';
import { expiredSentence } from './finding-text.ts';

/** One line for a step that was done. */
export function rotationStepText(step: RotationStep): string {
  switch (step.kind) {
    case 'keep-pending':
      return `Kept a new password of ${step.user} in .nilecare/credentials.env.`;
    case 'add-password':
      return `${describeAccount(step.account)} takes the new password beside the old one.`;
    case 'verify-login':
      return `Logged in as ${describeAccount(step.account)} with the new password.`;
    case 'write-secret':
      return `Wrote the new password to ${step.place}.`;
    case 'discard-old':
      return `Dropped the old password of ${describeAccount(step.account)}.`;
    case 'forget-pending':
      return `Removed the kept copy of the new password of ${step.user}.`;
  }
}

/** The end of a rotation, or what it would do. */
export function rotateText(report: RotateReport): string {
  const findings = report.users.flatMap((user) => user.findings.map(findingText));
  if (report.applied)
    return [...findings, ...report.users.map((user) => outcomeText(user, report.aim))].join('\n');
  const isRefused = report.users.some((user) => user.findings.some(({ severity }) => severity === 'error'));
  const steps = report.users.flatMap(({ steps: ofUser }) =>
    ofUser.map((step) => `  ${describeRotationStep(step)}`),
  );
  const plan = steps.length === 0 ? ['Nothing to do.'] : ['Would:', ...steps];
  return [...findings, ...(isRefused ? ['Nothing was changed.'] : plan)].join('\n');
}

/** The table of `nilecare-db rotate --status`. */
export function rotationStatusText(report: RotateReport): string {
  const table = new Table({
    head: ['user', 'account', 'passwords', 'rotation', 'new password in use'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { user, accounts, stage, places } of report.users) {
    const written = places.filter(({ holds }) => holds === 'target').length;
    const known = places.filter(({ holds }) => holds !== 'unknown').length;
    const use = stage === 'none' ? '' : `${written} of ${known} places`;
    for (const account of accounts)
      table.push([user, describeAccount(account), account.passwords, stageWord(stage), use]);
  }
  const next = report.users.flatMap((user) => (user.accounts.length > 0 ? nextText(user, user.stage) : []));
  return [table.toString(), ...next].join('\n');
}

function stageWord(stage: RotationStage): string {
  switch (stage) {
    case 'none':
      return pc.dim('none under way');
    case 'begun':
    case 'added':
      return pc.yellow('not complete');
    case 'switched':
      return pc.yellow('to be finished');
    case 'done':
      return 'done';
  }
}

function outcomeText(user: RotatedUser, aim: RotateReport['aim']): string {
  if (user.steps.length === 0 && user.after === 'done') return alreadyText(user);
  if (aim === 'finish') return `The rotation of ${user.user} is complete.`;
  if (user.after === 'done') return `${user.user} has the new password, and every place holds it.`;
  return [
    `${user.user} has two passwords now, and the new one is in every place.`,
    ...nextText(user, user.after),
  ].join('\n');
}

function alreadyText({ user }: RotatedUser): string {
  return (
    `Nothing to do: ${user} has the password of its variable already, and no other. ` +
    'To rotate, set the variable to the new password; this program cannot change a variable.'
  );
}

function nextText({ user }: Pick<RotatedUser, 'user'>, stage: RotationStage): readonly string[] {
  switch (stage) {
    case 'none':
    case 'done':
      return [];
    case 'begun':
    case 'added':
      return [`Go on with: nilecare-db rotate ${user}`];
    case 'switched':
      return [`Reload the services that use ${user}, then: nilecare-db rotate --finish ${user}`];
  }
}

function findingText(finding: RotationFinding): string {
  const label = finding.severity === 'error' ? pc.red('error') : pc.yellow('warning');
  return `${label}: ${sentence(finding)}`;
}

function sentence(finding: RotationFinding): string {
  const { user } = finding;
  switch (finding.code) {
    case 'no-account':
      return `${user} has no account on this server. Create it with: nilecare-db users`;
    case 'locked':
      return `${describeAccount(finding.account)} is locked. When that is not meant: ALTER USER ${quoteAccount(finding.account)} ACCOUNT UNLOCK`;
    case 'no-password':
      return `${describeAccount(finding.account)} has no password yet. Give it one with: nilecare-db users`;
    case 'password-differs':
      return (
        `${describeAccount(finding.account)} exists; its password differs from the secret (${finding.source}), so that its services ` +
        `are refused already. Correct that, or set it on the server with: ${usersCommand(user, '--rotate')}`
      );
    case 'password-expired':
      return expiredSentence(finding.account);
    case 'second-password':
      return (
        `${describeAccount(finding.account)} has two passwords, and neither is known here as the new one: a rotation was begun ` +
        `elsewhere. Finish it there, or drop ${secondRemedy(finding)}`
      );
    case 'other-plugin':
      return (
        `${describeAccount(finding.account)} logs in by ${finding.plugin}, of which no second password can be kept. ` +
        'nilecare-db users --rotate moves it to caching_sha2_password at once.'
      );
    case 'no-dual-passwords':
      return (
        `MySQL ${finding.version} cannot keep two passwords; that came with 8.0.14. Upgrade, or stop the services for a ` +
        'moment and use: nilecare-db users --rotate'
      );
    case 'target-conflict':
      return (
        `a rotation of ${user} to another password than that of ${finding.variable} is under way. Complete it first: ` +
        `unset ${finding.variable} and run the same command.`
      );
    case 'weak-password':
      return `the password of ${user} from ${finding.variable} ${finding.reasons.join(' and ')}.`;
    case 'foreign-store':
      return foreignText(finding);
    case 'not-switched':
      return notSwitchedText(user, finding.stage);
  }
}

function secondRemedy({ account, kind }: Extract<RotationFinding, { code: 'second-password' }>): string {
  const name = quoteAccount(account);
  return kind === 'mysql'
    ? `the older one with: ALTER USER ${name} DISCARD OLD PASSWORD`
    : `both: put another password into its .env and run ${usersCommand(account.user, '--rotate')}`;
}

function foreignText({ user, place, severity }: Extract<RotationFinding, { code: 'foreign-store' }>): string {
  const variable = `${user.toUpperCase()}_DB_PASSWORD`;
  return severity === 'warning'
    ? `this program does not write the store of ${place}. Put the password of ${variable} there before the services are reloaded.`
    : `the password of ${user} comes from ${place}, a store that this program does not write. Give the new password with ${variable}, and put it into that store before the services are reloaded.`;
}

function notSwitchedText(user: string, stage: RotationStage): string {
  return stage === 'none'
    ? `no rotation of ${user} is under way. Begin one with: nilecare-db rotate ${user}`
    : `the new password of ${user} is not in use yet. Go on with: nilecare-db rotate ${user}`;
}
