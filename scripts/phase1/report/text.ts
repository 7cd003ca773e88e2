import Table from 'cli-table3';
import type { Result } from '../trial.ts';
import { comparisons, headline, notesOf, serverName, type Report } from './summary.ts';

/** The table for the terminal, what failed with where to look, and the times beside the specification's. */
export function textReport(report: Report, columns: number): string {
  const { results, warnings } = report;
  const failed = results.filter(({ result }) => result === 'failed');
  return [
    resultTable(results, columns),
    ...(comparisons(results).length > 0 ? [timeTable(results)] : []),
    ...failed.map(failureText),
    ...warnings.map((warning) => `WARNING: ${warning}`),
    headline(report),
  ].join('\n\n');
}

/** One line while it runs. */
export function resultLine(result: Result): string {
  const { test, title, service, server, seconds } = result;
  const name = `${String(test).padStart(2)} ${title}, ${service} on ${serverName(server)}`;
  return `${result.result === 'passed' ? 'ok    ' : 'FAILED'} ${name}: ${seconds.toFixed(1)} s`;
}

function resultTable(results: readonly Result[], columns: number): string {
  const fixed = 96;
  const table = new Table({
    head: ['test', 'service', 'server', 'result', 'duration', 'notes'],
    style: { head: [], border: [] },
    colWidths: [null, null, null, null, null, Math.max(30, columns - fixed)],
    wordWrap: true,
  });
  for (const result of results) {
    const { test, title, service, server, seconds } = result;
    const cells = [`${test} ${title}`, service, serverName(server), result.result];
    table.push([...cells, `${seconds.toFixed(1)} s`, notesOf(result)]);
  }
  return table.toString();
}

function timeTable(results: readonly Result[]): string {
  const table = new Table({
    head: ['test', 'service', 'server', 'measured', 'took', 'specification', 'whole procedure'],
    style: { head: [], border: [] },
  });
  for (const { result, what, seconds, specified } of comparisons(results)) {
    const { test, title, service, server } = result;
    const times = [seconds, specified, result.seconds].map((each) => `${each.toFixed(1)} s`);
    table.push([`${test} ${title}`, service, serverName(server), what, ...times]);
  }
  return table.toString();
}

function failureText({ test, title, service, server, criteria, notes, lookAt }: Result): string {
  return [
    `${test} ${title} failed for ${service} on ${serverName(server)}:`,
    ...criteria
      .filter(({ outcome }) => outcome !== 'met')
      .flatMap(({ criterion, outcome, problems }) => [
        `  ${outcome}: ${criterion}`,
        ...problems.map((problem) => `    ${problem}`),
      ]),
    ...notes.map((note) => `  note: ${note}`),
    `  Look at ${lookAt ?? ''}`,
  ].join('\n');
}
