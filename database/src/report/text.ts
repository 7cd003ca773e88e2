import Table from 'cli-table3';
import { pc } from './colors.ts';
import type { DropReport } from '../commands/drop.ts';
import type { ProvisionReport } from '../commands/provision-report.ts';
import type { StatusReport, StatusRow } from '../commands/status.ts';
import type { WrittenFile } from '../commands/write.ts';
import { describeAccount } from '../plan/describe-step.ts';
import type { Step } from '../plan/plan.ts';
import { grantText } from '../plan/grant.ts';
import { findingText } from './finding-text.ts';

/** One line for a step that was done. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'create-database':
      return `Created database ${step.database}.`;
    case 'create-user':
      return `Created user ${describeAccount(step.account)}.`;
    case 'set-password':
      return `Set the password of ${describeAccount(step.account)}.`;
    case 'grant':
      return `Granted ${grantText(step.grant)} to ${describeAccount(step.account)}.`;
    case 'revoke':
      return `Revoked ${grantText(step.grant)} from ${describeAccount(step.account)}.`;
    case 'drop-database':
      return `Dropped database ${step.database}.`;
    case 'drop-user':
      return `Dropped user ${describeAccount(step.account)}.`;
  }
}

/** The end of a create or users run. */
export function provisionText(report: ProvisionReport): string {
  const lines = report.findings.map(findingText);
  if (!report.applied) return [...lines, 'Nothing was changed.'].join('\n');
  const counts = `${count(report.databases.length, 'database')} and ${count(report.users.length, 'user')}`;
  const summary =
    report.steps.length === 0 ? `Nothing to do: ${counts} exist already.` : `${counts} are in place.`;
  return [...lines, summary].join('\n');
}

/** The end of a drop. */
export function dropText(report: DropReport): string {
  const dropped = `${count(report.databases.length, 'database')} and ${count(report.users.length, 'user')}`;
  return report.databases.length + report.users.length === 0
    ? 'Nothing to do: none exists.'
    : `Dropped ${dropped}.`;
}

/** The table of `nilecare-db status`. */
export function statusText(report: StatusReport): string {
  const table = new Table({
    head: ['service', 'database', 'exists', 'user', 'account', 'password', 'grants'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const row of report.rows) table.push(statusCells(row));
  const problems = report.rows.flatMap((row) => [
    ...row.extraGrants.map((grant) => `${describeAccount(row)} also has ${grant}.`),
    ...(row.access === 'runtime' && row.missingGrants.length > 0 ? [notGrantedText(row)] : []),
  ]);
  const { kind, version } = report.server;
  return [`${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`, table.toString(), ...problems].join('\n');
}

/** What `nilecare-db write` did, or what its check found. */
export function writeText(files: readonly WrittenFile[], mode: 'write' | 'check'): string {
  return files
    .map(({ name, state }) => {
      if (state === 'equal') return `${name} is up to date.`;
      if (mode === 'write') return `Wrote ${name}.`;
      return `${name} ${state === 'missing' ? 'is missing' : 'differs from service-map.json'}. Run: nilecare-db write`;
    })
    .join('\n');
}

function statusCells(row: StatusRow): string[] {
  const exists = row.databaseExists === undefined ? '' : row.databaseExists ? 'yes' : pc.red('no');
  const password = {
    works: 'ok',
    expired: pc.red('expired'),
    refused: pc.red('differs'),
    'not-tried': pc.dim('not tried'),
  }[row.login];
  return [
    row.service ?? '',
    row.database ?? '',
    exists,
    describeAccount(row),
    row.account === 'exists' ? 'ok' : pc.red(row.account),
    row.account === 'missing' ? '' : password,
    row.account === 'missing' ? '' : grantsCell(row),
  ];
}

function grantsCell(row: StatusRow): string {
  if (row.missingGrants.length > 0) return pc.red(`${row.missingGrants.length} missing`);
  return row.extraGrants.length > 0 ? pc.yellow(`${row.extraGrants.length} too many`) : 'ok';
}

/** A migration has made what a run-time account may not use yet. */
function notGrantedText(row: StatusRow): string {
  const objects = row.missingGrants.length;
  const verb = objects === 1 ? 'is' : 'are';
  return `${describeAccount(row)}: ${count(objects, 'object')} ${verb} not granted yet. Run: nilecare-db users --runtime`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
