import library, { type Builder } from 'junit-report-builder';
import { serverName, type Report } from './summary.ts';
import type { Result } from '../trial.ts';

/** Its types tell of a property `default`; the module itself is the builder. */
const builder = library as unknown as Builder;

/** The report as JUnit XML: a suite for each service and server, a case for each procedure. */
export function junitReport({ results, startedAt }: Report): string {
  const xml = builder.newBuilder();
  const suites = new Map<string, ReturnType<typeof xml.testSuite>>();
  for (const result of results) {
    const name = `${result.service} on ${serverName(result.server)}`;
    const suite = suites.get(name) ?? xml.testSuite().name(name).timestamp(startedAt);
    suites.set(name, suite);
    const testCase = suite
      .testCase()
      .className(`phase1.${result.service}`)
      .name(`${result.test} ${result.title}`)
      .time(result.seconds);
    if (result.result === 'failed') testCase.failure(failureText(result));
  }
  return xml.build();
}

function failureText({ criteria, notes, lookAt }: Result): string {
  return [
    ...criteria
      .filter(({ outcome }) => outcome !== 'met')
      .map(({ criterion, outcome, problems }) => `${outcome}: ${criterion} ${problems.join('; ')}`),
    ...notes,
    `Look at ${lookAt ?? ''}`,
  ].join('\n');
}
