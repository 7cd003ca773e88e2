import { pc } from './colors.ts';
import type { Severity } from '../audit/model.ts';
import type { AuditFinding, AuditReport } from '../audit/run-checks.ts';

/** What `nilecare-db audit` prints: findings, the worst first, what was not checked, what passed, and the counts. */
export function auditText(report: AuditReport): string {
  const { kind, version } = report.server;
  const server = `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
  const missed = report.checks.filter(({ outcome }) => outcome === 'not-checked');
  const passed = report.checks.filter(({ outcome }) => outcome === 'passed').map(({ code }) => code);
  return [
    `${server}, compared with the ${report.benchmark}`,
    ...groups(report.findings).flatMap(groupLines),
    ...missed.map(({ code, cis, reason }) => `${pc.dim('not checked:')} ${code}${cisText(cis)}: ${reason}.`),
    ...(passed.length > 0 ? [`${pc.dim('passed:')} ${passed.join(', ')}`] : []),
    summary(report),
  ].join('\n');
}

/** The same finding about several accounts is told once. */
function groups(findings: readonly AuditFinding[]): readonly (readonly [AuditFinding, ...AuditFinding[]])[] {
  const byText = new Map<string, [AuditFinding, ...AuditFinding[]]>();
  for (const finding of findings) {
    const key = [finding.code, finding.severity, finding.found].join('\0');
    const group = byText.get(key);
    if (group === undefined) byText.set(key, [finding]);
    else group.push(finding);
  }
  return [...byText.values()];
}

function groupLines(group: readonly [AuditFinding, ...AuditFinding[]]): readonly string[] {
  const [{ severity, code, cis, found }] = group;
  const subjects = group.map(({ subject }) => subject);
  const isOne = subjects.length === 1;
  const remedies = [...new Set(group.map(({ remedy }) => remedy))];
  return [
    `${label(severity)}: ${isOne ? subjects[0] : 'each of these'} ${found}.${pc.dim(`  ${code}${cisText(cis)}`)}`,
    ...(isOne ? [] : [`    ${subjects.join(', ')}`]),
    ...remedies.map((remedy) => `    ${remedy}`),
  ];
}

function label(severity: Severity): string {
  switch (severity) {
    case 'error':
      return pc.red('error');
    case 'warning':
      return pc.yellow('warning');
    case 'note':
      return pc.cyan('note');
  }
}

function cisText(cis: readonly string[]): string {
  return cis.length === 0 ? '' : ` (CIS ${cis.join(', ')})`;
}

function summary({ checks, findings }: AuditReport): string {
  const count = (outcome: string): number => checks.filter((check) => check.outcome === outcome).length;
  const of = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const found =
    findings.length === 0 ? '' : ` (${of('error')} errors, ${of('warning')} warnings, ${of('note')} notes)`;
  return (
    `${checks.length} checks: ${count('passed')} passed, ${count('found')} with findings${found}, ` +
    `${count('not-checked')} not checked.`
  );
}
