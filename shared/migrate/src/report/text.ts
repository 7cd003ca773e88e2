import type { DryRun } from '../commands/dry-run.ts';
import type { Step } from '../model.ts';
import { describeDifference } from './describe-difference.ts';
import { describeFinding } from './describe-finding.ts';
import { describeAssumed, describeHalfUndone, describeUnfinished } from './describe-unfinished.ts';
import { fileReportText, type FileReport } from './file-reports.ts';
import { infoTable } from './info-table.ts';
import type { Report } from './json.ts';
import { lockReportText } from './lock-reports.ts';

/** A command's report as a person reads it. */
export function reportText(report: Report | FileReport): string {
  switch (report.operation) {
    case 'info':
      return infoText(report);
    case 'migrate':
      return migrateText(report);
    case 'undo':
      return undoText(report);
    case 'verify-undo':
      return verifyText(report);
    case 'validate':
      return validateText(report);
    case 'repair':
      return repairText(report);
    case 'resume':
      return resumeText(report);
    case 'baseline':
      return report.created
        ? `Successfully baselined schema \`${report.schema}\` with version: ${report.baselineVersion}`
        : `Schema \`${report.schema}\` is already baselined with version ${report.baselineVersion}. Nothing to do.`;
    case 'clean':
      return cleanText(report);
    case 'lock status':
    case 'lock break':
      return lockReportText(report);
    case 'new':
    case 'check':
      return fileReportText(report);
  }
}

function infoText(report: Extract<Report, { operation: 'info' }>): string {
  const { schemaVersion, infos, unfinished, planHash } = report;
  const table = `Schema version: ${schemaVersion ?? '<< Empty Schema >>'}\n\n${infoTable(infos)}`;
  const plan = planHash === undefined ? [] : [`Plan hash of migrate: ${planHash}`];
  return [table, ...plan, ...unfinished.map(describeUnfinished)].join('\n');
}

function cleanText({ schemasCleaned, schemasDropped }: Extract<Report, { operation: 'clean' }>): string {
  const lines = [
    ...schemasCleaned.map((schema) => `Successfully cleaned schema \`${schema}\``),
    ...schemasDropped.map((schema) => `Successfully dropped schema \`${schema}\``),
  ];
  return lines.length > 0 ? lines.join('\n') : 'No schema exists. Nothing to clean.';
}

function migrateText(
  report: Pick<Extract<Report, { operation: 'migrate' }>, 'schema' | 'applied' | 'targetVersion' | 'dryRun'>,
): string {
  const { schema, applied, targetVersion, dryRun } = report;
  if (dryRun) return dryRunText(dryRun, `${count(applied.length, 'migration')} would be applied to`);
  if (applied.length === 0) return `Schema \`${schema}\` is up to date. No migration necessary.`;
  const version = targetVersion === null ? '' : `, now at version v${targetVersion}`;
  return `Successfully applied ${count(applied.length, 'migration')} to schema \`${schema}\`${version} (execution time ${total(applied)})`;
}

function undoText(report: Extract<Report, { operation: 'undo' }>): string {
  const { schema, applied, targetVersion, dryRun, halfDone } = report;
  if (dryRun)
    return dryRunText(
      dryRun,
      `${halfDone ? `${halfDone.script} and ` : ''}${count(applied.length, 'migration')} would be undone in`,
    );
  if (halfDone && applied.length === 0) return describeHalfUndone(halfDone);
  if (applied.length === 0) return `Schema \`${schema}\` has no applied version. Nothing to undo.`;
  const version = targetVersion === null ? 'no version is left' : `now at version v${targetVersion}`;
  const undid = `Successfully undid ${count(applied.length, 'migration')} of schema \`${schema}\`, ${version} (execution time ${total(applied)})`;
  return halfDone ? `${describeHalfUndone(halfDone)}\n${undid}` : undid;
}

function dryRunText({ output, table, planHash }: DryRun, what: string): string {
  const where = output === '-' ? '' : ` The script is in ${output}.`;
  return `Dry run: ${what} schema \`${table.schema}\`. Nothing was changed.${where}\nPlan hash: ${planHash}`;
}

function verifyText({ verified }: Extract<Report, { operation: 'verify-undo' }>): string {
  return verified
    .flatMap(({ undo, differences }) =>
      differences.length === 0
        ? [`${undo.script} brings back everything.`]
        : [
            `${undo.script} does not bring back everything:`,
            ...differences.map((difference) => `-> ${describeDifference(difference)}`),
          ],
    )
    .join('\n');
}

function validateText({ findings, count: validated }: Extract<Report, { operation: 'validate' }>): string {
  if (findings.length === 0) return `Successfully validated ${count(validated, 'migration')}`;
  return ['Validate failed: Migrations have failed validation', ...findings.map(describeFinding)].join('\n');
}

function resumeText({
  schema,
  applied,
  resumed,
  targetVersion,
}: Extract<Report, { operation: 'resume' }>): string {
  const first = resumed === undefined ? ['No script is unfinished.'] : [];
  return [...first, migrateText({ schema, applied, targetVersion })].join('\n');
}

function repairText(report: Extract<Report, { operation: 'repair' }>): string {
  const { schema, applied, unfinished = [], assumed } = report;
  if (assumed) return describeAssumed(assumed);
  const left = unfinished.map((script) => `${describeUnfinished(script)}. repair leaves it alone.`);
  if (applied.length === 0) {
    return [`Repair of the history of schema \`${schema}\` not necessary.`, ...left].join('\n');
  }
  return [
    ...applied.map(({ step }) => repairLine(step)),
    `Successfully repaired the history of schema \`${schema}\`.`,
    ...(applied.some(({ step }) => step.kind === 'remove')
      ? ['Manual cleanup of the remaining effects of the failed migration may still be required.']
      : []),
    ...left,
  ].join('\n');
}

function repairLine(step: Step): string {
  const name = `${step.row.version?.text ?? ''} ${step.row.description}`.trim();
  switch (step.kind) {
    case 'remove':
      return `Removed the failed row of ${name}`;
    case 'align':
      return `Aligned ${name} with ${step.migration.script}`;
    case 'write':
      return `Marked ${name} as deleted`;
    case 'run':
    case 'undo':
      return name;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function total(applied: readonly { readonly executionTime: number }[]): string {
  return seconds(applied.reduce((sum, { executionTime }) => sum + executionTime, 0));
}

/** `0.034 s`, `12.3 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1)} s`;
}
