import Table from 'cli-table3';
import { jobsInOrder, type Workflow } from './workflow.ts';
import { whyNotHere } from './needs-github.ts';
import type { JobResult } from './results.ts';

/** The table job, step, result, seconds, and what was not possible below it. */
export function resultText(results: readonly JobResult[]): string {
  const table = new Table({
    head: ['job', 'step', 'result', 'seconds'],
    style: { head: [], border: [] },
    colWidths: [34, 64],
    wordWrap: true,
  });
  for (const { name, outcome, reason, steps } of results) {
    for (const step of steps) {
      const note = step.note === undefined ? '' : ` (${step.note})`;
      table.push([name, step.name, `${step.outcome}${note}`, step.seconds.toFixed(1)]);
    }
    table.push([name, '', conclusion(outcome, reason), total(steps).toFixed(1)]);
  }
  const count = (outcome: JobResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  return [
    table.toString(),
    `${count('success')} succeeded, ${count('failure')} failed, ${count('skipped')} skipped, ${count('not possible')} not possible here`,
  ].join('\n');
}

function conclusion(outcome: JobResult['outcome'], reason: string | undefined): string {
  if (reason === undefined) return outcome;
  return outcome === 'not possible' ? `not possible here: ${reason}` : `${outcome}: ${reason}`;
}

function total(steps: JobResult['steps']): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The jobs of all workflows in an order in which they run, and which of them need GitHub. */
export function listText(workflows: readonly Workflow[]): string {
  const table = new Table({ head: ['workflow', 'job', 'needs', 'here'], style: { head: [], border: [] } });
  for (const workflow of workflows)
    for (const id of jobsInOrder(workflow, Object.keys(workflow.jobs))) {
      const job = workflow.jobs[id];
      if (job) table.push([workflow.name, id, job.needs.join(', '), whyNotHere(job, workflow) ?? 'yes']);
    }
  return table.toString();
}
