import type { CheckReport } from '../commands/check.ts';
import type { NewReport } from '../commands/new.ts';
import { branchText, describeBranchFinding, moveLine, shownPath } from './branch-text.ts';

/** What a command about files did. */
export type FileReport = NewReport | CheckReport;

/** Facts of the run that stand in every report. */
export interface FileJsonContext {
  readonly version: string;
  readonly warnings: readonly string[];
}

/** A report as a person reads it. */
export function fileReportText(report: FileReport): string {
  return report.operation === 'new'
    ? report.paths.map((file) => `Created ${file}`).join('\n')
    : branchText(report);
}

/** A report as one JSON object. */
export function fileReportJson(
  report: FileReport,
  context: FileJsonContext,
): Readonly<Record<string, unknown>> {
  const { operation } = report;
  const common = { flywayVersion: context.version, operation, warnings: context.warnings };
  if (operation === 'new') return { ...common, version: report.version, paths: report.paths };
  return {
    ...common,
    branch: report.branch,
    checkSuccessful: !hasErrors(report),
    findings: report.findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      version: finding.file.name.version?.text ?? '',
      filepath: shownPath(finding.file.path, report),
      otherFilepath: 'other' in finding ? shownPath(finding.other.path, report) : '',
      objects: 'objects' in finding ? finding.objects : [],
      message: describeBranchFinding(finding, report),
    })),
    renumbered: report.renumbered,
    moves: report.moves.map((move) => ({
      from: shownPath(move.from, report),
      to: shownPath(move.to, report),
      command: moveLine(move, report),
    })),
  };
}

/** Whether the merge would break something. */
export function hasErrors(report: FileReport): boolean {
  return report.operation === 'check' && report.findings.some(({ severity }) => severity === 'error');
}
