import { comparisons, type Report } from './summary.ts';

/** The report as JSON, with the times that the specification gives. */
export function jsonReport(report: Report): string {
  const times = comparisons(report.results).map(({ result, what, seconds, specified }) => ({
    ...{ test: result.test, service: result.service, server: result.server },
    ...{ what, seconds, specified, wholeProcedure: result.seconds },
  }));
  return `${JSON.stringify({ ...report, times }, null, 2)}\n`;
}
