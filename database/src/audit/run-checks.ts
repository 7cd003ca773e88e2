import type { ServerKind } from '../model.ts';
import { accountChecks } from './account-checks.ts';
import { logChecks } from './log-checks.ts';
import type { About, Check, Severity, Snapshot, Verdict } from './model.ts';
import { networkChecks } from './network-checks.ts';
import { privilegeChecks } from './privilege-checks.ts';
import { serverChecks } from './server-checks.ts';
import { serviceChecks } from './service-checks.ts';
import { verdictOf } from './verdict.ts';

/** Every check, in the order of a report. */
export const checks: readonly Check[] = [
  ...serviceChecks,
  ...accountChecks,
  ...privilegeChecks,
  ...networkChecks,
  ...serverChecks,
  ...logChecks,
];

/** What a check came to. */
export interface CheckResult {
  readonly code: string;
  readonly title: string;
  /** Numbers in the benchmark of {@link AuditReport}; empty when it has no such recommendation. */
  readonly cis: readonly string[];
  readonly outcome: 'passed' | 'found' | 'not-checked';
  /** Why it could not look. */
  readonly reason?: string;
}

/** One thing that was found, whole in itself. */
export interface AuditFinding {
  readonly code: string;
  readonly cis: readonly string[];
  readonly severity: Severity;
  readonly subject: string;
  readonly found: string;
  readonly remedy: string;
}

/** The answer of all checks to one snapshot. */
export interface AuditReport {
  readonly server: { readonly kind: ServerKind; readonly version: string };
  readonly benchmark: string;
  readonly checks: readonly CheckResult[];
  /** The worst first. */
  readonly findings: readonly AuditFinding[];
}

/**
 * Asks every check that is for this kind of server.
 *
 * @param concerns picks the issues that are reported; default: all.
 */
export function runChecks(
  snapshot: Snapshot,
  concerns: (about: About | undefined) => boolean = () => true,
): AuditReport {
  const { kind, version } = snapshot;
  const asked = checks
    .filter(({ only }) => only === undefined || only === kind)
    .map((check) => ({ check, verdict: pick(check.decide(snapshot), concerns) }));
  const findings = asked.flatMap(({ check, verdict }) =>
    verdict.outcome === 'found'
      ? verdict.issues.map((issue): AuditFinding => {
          const { code, severity, numbers } = check;
          const { subject, found, remedy } = issue;
          return {
            code,
            cis: numbers[kind] ?? [],
            severity: issue.severity ?? severity,
            subject,
            found,
            remedy,
          };
        })
      : [],
  );
  return {
    server: { kind, version },
    benchmark: benchmarkOf(snapshot),
    checks: asked.map(({ check: { code, title, numbers }, verdict }) => ({
      code,
      title,
      cis: numbers[kind] ?? [],
      outcome: verdict.outcome,
      ...(verdict.outcome === 'not-checked' && { reason: verdict.reason }),
    })),
    findings: findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
  };
}

function pick(verdict: Verdict, concerns: (about: About | undefined) => boolean): Verdict {
  if (verdict.outcome !== 'found') return verdict;
  return verdictOf(verdict.issues.filter(({ about }) => concerns(about)));
}

const order: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * The document that the numbers are taken from. Those of 8.4 v1.1.0 and 9.7 v1.0.0 are the same for all checks; those of
 * the benchmarks for MySQL 8.0 and MariaDB 10.11 could not be compared.
 */
function benchmarkOf({ kind, version }: Pick<Snapshot, 'kind' | 'version'>): string {
  if (kind === 'mariadb') return 'CIS MariaDB 10.6 Benchmark v1.1.0';
  return Number.parseInt(version, 10) >= 9
    ? 'CIS Oracle MySQL Community Server 9.7 Benchmark v1.0.0'
    : 'CIS Oracle MySQL Community Server 8.4 Benchmark v1.1.0';
}
