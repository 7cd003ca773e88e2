import { evaluateCondition, evaluateTree, type Contexts } from './expressions.ts';
import { combinations } from './matrix.ts';
import { whyNotHere } from './needs-github.ts';
import { together, type JobResult } from './results.ts';
import { runJob, type Surroundings } from './run-job.ts';
import { jobsInOrder, type Job, type Workflow } from './workflow.ts';

/** Runs the wanted jobs of a workflow and those that they need, one after another. */
export async function runWorkflow(
  workflow: Workflow,
  wanted: readonly string[],
  surroundings: Surroundings,
): Promise<readonly JobResult[]> {
  const results: JobResult[] = [];
  for (const id of jobsInOrder(workflow, wanted)) {
    if (surroundings.signal.aborted) break;
    results.push(...(await runEach(workflow, id, results, surroundings)));
  }
  return results;
}

async function runEach(
  workflow: Workflow,
  id: string,
  before: readonly JobResult[],
  surroundings: Surroundings,
): Promise<readonly JobResult[]> {
  const job = workflow.jobs[id] as Job;
  const ended = (outcome: JobResult['outcome'], reason: string): readonly JobResult[] => [
    { id, name: id, outcome, reason, outputs: {}, steps: [] },
  ];
  const reason = whyNotHere(job, workflow);
  if (reason !== undefined) return ended('not possible', reason);
  const needs = needsOf(job, before);
  const missing = Object.entries(needs).filter(([, { result }]) => result === 'not possible');
  if (missing.length > 0)
    return ended('not possible', `it needs ${missing.map(([name]) => name).join(', ')}`);
  const contexts = conditionContexts(needs, surroundings.event);
  const status = Object.values(needs).every(({ result }) => result === 'success') ? 'success' : 'failure';
  if (!evaluateCondition(job.if, contexts, status))
    return ended(
      'skipped',
      status === 'success' ? 'its condition is not met' : 'a job that it needs did not succeed',
    );
  const results: JobResult[] = [];
  for (const matrix of combinations(evaluateTree(job.strategy?.matrix, contexts, status))) {
    if (surroundings.signal.aborted) break;
    results.push(await runJob(workflow, id, { matrix, needs }, surroundings));
  }
  return results;
}

function needsOf(
  job: Job,
  before: readonly JobResult[],
): Readonly<
  Record<
    string,
    { readonly result: JobResult['outcome']; readonly outputs: Readonly<Record<string, string>> }
  >
> {
  return Object.fromEntries(
    job.needs.map((name) => {
      const results = before.filter(({ id }) => id === name);
      const outputs = Object.assign({}, ...results.map((result) => result.outputs)) as Record<string, string>;
      return [name, { result: together(results), outputs }];
    }),
  );
}

/** A condition of a job is looked at before there is a checkout. */
function conditionContexts(needs: Contexts, event: string): Contexts {
  const github = { event_name: event, event: {}, base_ref: event === 'pull_request' ? 'main' : '' };
  return { github, needs, inputs: {}, vars: {}, secrets: {} };
}
