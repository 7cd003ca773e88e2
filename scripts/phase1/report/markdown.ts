import { markdownTable } from 'markdown-table';
import type { Result } from '../trial.ts';
import { comparisons, headline, notesOf, serverName, type Report } from './summary.ts';

/** The report as `--report` writes it. */
export function markdownReport(report: Report): string {
  const { startedAt, platform, results, warnings } = report;
  const servers = [...new Set(results.map(({ server }) => serverName(server)))];
  const failed = results.filter(({ result }) => result === 'failed');
  return `${[
    '# Phase 1 migration tests',
    `${headline(report)}. Run at ${startedAt} with ${platform} on ${servers.join(' and ')}.`,
    ...warnings.map((warning) => `Left out: ${cell(warning)}`),
    '## Results',
    table(
      ['test', 'service', 'server', 'result', 'duration', 'notes'],
      results.map((result) => [
        ...headOf(result),
        result.result === 'passed' ? 'passed' : '**failed**',
        `${result.seconds.toFixed(1)} s`,
        notesOf(result),
      ]),
    ),
    '## Times beside the specification',
    'What was measured includes the start of npm and Node. The last column is the whole procedure with its checks.',
    table(
      ['test', 'service', 'server', 'measured', 'took', 'specification', 'whole procedure'],
      comparisons(results).map(({ result, what, seconds, specified }) => [
        ...headOf(result),
        what,
        ...[seconds, specified, result.seconds].map((each) => `${each.toFixed(1)} s`),
      ]),
    ),
    '## Failed',
    ...(failed.length === 0 ? ['None.'] : failed.map(failure)),
  ].join('\n\n')}\n`;
}

function headOf({ test, title, service, server }: Result): readonly string[] {
  return [`${test} ${title}`, service, serverName(server)];
}

function failure({ test, title, service, server, criteria, notes, lookAt }: Result): string {
  return [
    `### ${test} ${title}: ${service} on ${serverName(server)}`,
    table(
      ['criterion', 'outcome', 'what was found'],
      criteria.map(({ criterion, outcome, problems }) => [criterion, outcome, problems.join('; ')]),
    ),
    ...notes.map((note) => `Note: ${cell(note)}`),
    `Look at ${lookAt ?? ''}`,
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable([[...head], ...rows.map((row) => row.map(cell))]);
}

/** What a server or program said must not end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
