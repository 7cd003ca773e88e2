import type { Report } from '../json.ts';
import { textTable } from '../text-table.ts';
import { seconds } from '../text.ts';
import { PartialRunError, type AppliedStep } from '../../run-errors.ts';
import { statusOf, type DatabaseResult } from './result.ts';

/** One line for each database, and for each command of it. Projects stand in front of their databases. */
export function resultTable(results: readonly DatabaseResult[]): string {
  const hasProjects = results.some(({ project }) => project !== undefined);
  const names = hasProjects ? ['Project', 'Database'] : ['Database'];
  const rows = results.flatMap((result) => {
    const cells = hasProjects ? [result.name, result.database] : [result.name];
    return rowsOf(result).map((row, index) => [...(index === 0 ? cells : cells.map(() => '')), ...row]);
  });
  return textTable([...names, 'Version', 'Migrations', 'Time', 'Result'], rows, 'No databases');
}

/** `48 of 50 done, 1 failed, 1 not begun`. */
export function resultLine(results: readonly DatabaseResult[]): string {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(statusOf(result), (counts.get(statusOf(result)) ?? 0) + 1);
  const others = [...counts].filter(([status]) => status !== 'done');
  const done = `${counts.get('done') ?? 0} of ${results.length} done`;
  return [done, ...others.map(([status, count]) => `${count} ${status}`)].join(', ');
}

function rowsOf(result: DatabaseResult): readonly (readonly string[])[] {
  const { outcome, reports } = result;
  const status = statusOf(result);
  const time = outcome.kind === 'not begun' ? '' : seconds(outcome.milliseconds);
  const cells = [...reports.map(reportCells), ...(outcome.kind === 'done' ? [] : [errorCells(result)])];
  const last = cells.length - 1;
  return cells.map(({ version, migrations }, index) => [
    version,
    migrations,
    index === last ? time : '',
    index === last ? status : 'done',
  ]);
}

interface Cells {
  readonly version: string;
  readonly migrations: string;
}

function reportCells(report: Report): Cells {
  switch (report.operation) {
    case 'migrate':
    case 'resume': {
      const would = 'dryRun' in report ? ' would be applied' : ' applied';
      return {
        version: versions(report.initialVersion, report.targetVersion),
        migrations: `${scripts(report.applied)}${would}`,
      };
    }
    case 'info': {
      const pending = report.infos.filter(({ state }) => state === 'Pending').length;
      return { version: versionName(report.schemaVersion), migrations: `${pending} pending` };
    }
    case 'validate': {
      const { findings, count } = report;
      return { version: '', migrations: findings.length > 0 ? `${findings.length} wrong` : `${count} valid` };
    }
    case 'repair':
      return { version: '', migrations: `${report.applied.length} repaired` };
    case 'lock status':
      return { version: '', migrations: report.holder || report.run?.lease ? 'locked' : 'free' };
    default:
      return { version: '', migrations: report.operation };
  }
}

/** What was applied before a failure is kept. */
function errorCells({ outcome }: DatabaseResult): Cells {
  const error = 'error' in outcome ? outcome.error : undefined;
  if (!(error instanceof PartialRunError)) return { version: '', migrations: '' };
  const last = error.applied.findLast(({ step }) => step.row.version !== undefined)?.step.row.version;
  return {
    version: versions(error.facts?.initialVersion ?? null, last?.text ?? null),
    migrations: `${scripts(error.applied)} applied`,
  };
}

function scripts(applied: readonly AppliedStep[]): number {
  return applied.filter(({ step }) => step.kind === 'run' || step.kind === 'undo').length;
}

/** `1 -> 3`, or the version that it stays at. */
function versions(before: string | null, after: string | null): string {
  return after === null ? versionName(before) : `${versionName(before)} -> ${after}`;
}

function versionName(version: string | null): string {
  return version ?? 'empty';
}
