import { describeError } from '../describe-error.ts';
import { describeUnfinished } from '../describe-unfinished.ts';
import { reportText } from '../text.ts';
import { statusOf, type DatabaseResult } from './result.ts';

/** What else is to be known of a database that is well, as of one whose lock is held; whole lines. */
export function remarksOn({ name, reports }: DatabaseResult): readonly string[] {
  return reports.flatMap((report) => {
    if (report.operation === 'lock status' && (report.holder || report.run))
      return [`${name}: ${reportText(report)}`];
    if (report.operation !== 'info') return [];
    return report.unfinished.map((script) => `${name}: ${describeUnfinished(script)}`);
  });
}

/** Why a database is not done, in full, as the command alone says it; undefined when it is, or was only not wanted any more. */
export function troubleOf(result: DatabaseResult): string | undefined {
  const { name, outcome, reports } = result;
  if (outcome.kind === 'not begun')
    return outcome.reason === 'no connection'
      ? `${name} was not begun. ${describeError(outcome.error)}`
      : undefined;
  if (outcome.kind === 'stopped' && outcome.reason === 'another failed')
    return `${name}: Stopped, because another failed. ${describeError(outcome.error)}`;
  if (outcome.kind !== 'done') return `${name}: ${describeError(outcome.error)}`;
  const [last] = reports.slice(-1);
  switch (statusOf(result)) {
    case 'invalid':
      return last && `${name}: ${reportText(last)}`;
    case 'no evidence':
      return `${name}: the evidence that was asked for is missing; see the warning above.`;
    default:
      return undefined;
  }
}

/** What a person does about databases that were not begun because of others. */
export function leftOut(results: readonly DatabaseResult[]): string | undefined {
  const left = results.filter(
    ({ outcome }) => outcome.kind === 'not begun' && outcome.reason !== 'no connection',
  );
  if (left.length === 0) return undefined;
  const why = left.some(({ outcome }) => 'reason' in outcome && outcome.reason === 'another failed')
    ? 'because another failed (-failFast)'
    : 'because the run was stopped';
  const what = left.length === 1 ? '1 database was' : `${left.length} databases were`;
  return `${what} not begun ${why}. Run the command again to go on.`;
}
