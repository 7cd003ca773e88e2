import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { checks } from '../audit/run-checks.ts';
import type { AuditFinding, AuditReport } from '../audit/run-checks.ts';

/**
 * An audit as one SARIF 2.1.0 log: a result for each finding, and a notification for each check that could not look. A
 * finding is about an account or a setting, which has no file; results stand at the service map, because tools that show
 * SARIF want a file, and name their subject as the logical location.
 *
 * @param version of this program.
 */
export function auditSarif(report: AuditReport, version: string): Log {
  const used = new Set(report.findings.map(({ code }) => code));
  const rules = checks.filter(({ code }) => used.has(code)).map((check) => ruleOf(check, report));
  const missed = report.checks.filter(({ outcome }) => outcome === 'not-checked');
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nilecare-db', semanticVersion: version, rules } },
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: missed.map(({ code, reason }) => ({
              level: 'note',
              message: { text: `Not checked: ${reason}.` },
              descriptor: { id: code },
            })),
          },
        ],
        results: report.findings.map((finding) => resultOf(finding, rules)),
        columnKind: 'utf16CodeUnits',
        properties: { server: `${report.server.kind} ${report.server.version}`, benchmark: report.benchmark },
      },
    ],
  };
}

const sourceRoot = '%SRCROOT%';

function ruleOf(
  { code, title, numbers, severity }: (typeof checks)[number],
  report: AuditReport,
): ReportingDescriptor {
  const cis = numbers[report.server.kind] ?? [];
  const where =
    cis.length === 0
      ? 'The benchmark has no such recommendation.'
      : `${report.benchmark}: ${cis.join(', ')}.`;
  return {
    id: code,
    shortDescription: { text: title },
    help: { text: `${title} ${where}` },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(finding: AuditFinding, rules: readonly ReportingDescriptor[]): Result {
  const { code, severity, subject, found, remedy } = finding;
  const fingerprint = createHash('sha256')
    .update([code, subject, found].join('\0'))
    .digest('hex')
    .slice(0, 16);
  return {
    ruleId: code,
    ruleIndex: rules.findIndex(({ id }) => id === code),
    level: severity,
    message: { text: `${subject} ${found}. Remedy: ${remedy}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'database/service-map.json', uriBaseId: sourceRoot },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: subject, kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
  };
}
