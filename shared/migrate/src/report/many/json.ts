import { errorJson } from '../error-json.ts';
import { reportJson } from '../json.ts';
import { statusOf, type DatabaseResult } from './result.ts';

/**
 * One object for all databases. `individualResults` holds for each the reports of its commands, and the error that ended
 * it, as the commands print them alone; in front of each stand `name`, `project`, `database`, `outcome` and
 * `milliseconds`.
 */
export function manyJson(
  results: readonly DatabaseResult[],
  { version, timestamp }: { readonly version: string; readonly timestamp: Date },
): Readonly<Record<string, unknown>> {
  return {
    success: results.every((result) => statusOf(result) === 'done'),
    databases: results.length,
    individualResults: results.flatMap((result) => entriesOf(result, { version, timestamp })),
  };
}

function entriesOf(
  result: DatabaseResult,
  { version, timestamp }: { readonly version: string; readonly timestamp: Date },
): readonly object[] {
  const { name, project, database, outcome, reports, warnings } = result;
  const { milliseconds } = outcome;
  const own = (which: string) => ({
    name,
    ...(project !== undefined && { project }),
    database,
    outcome: which,
  });
  const status = statusOf(result);
  const done = reports.map((report, index) => {
    const isLast = outcome.kind === 'done' && index === reports.length - 1;
    const context = { database, version, warnings, timestamp };
    return {
      ...own(isLast ? status : 'done'),
      ...(isLast && { milliseconds }),
      ...reportJson(report, context),
    };
  });
  if (outcome.kind === 'done') return done;
  const error = 'error' in outcome ? errorJson(outcome.error) : {};
  const reason = outcome.kind !== 'failed' ? { reason: outcome.reason } : {};
  return [...done, { ...own(status), milliseconds, ...reason, warnings, ...error }];
}
