import { makeCheckout } from './checkout.ts';
import { githubVariables, jobContexts } from './contexts.ts';
import { asText, evaluateText, evaluateTree, type Contexts } from './expressions.ts';
import type { Combination } from './matrix.ts';
import { NotPossibleError } from './not-possible.ts';
import type { JobResult, StepResult } from './results.ts';
import { runSteps, type JobState, type Scope } from './run-steps.ts';
import { startService, type RunningService } from './service-container.ts';
import type { Job, Service, Workflow } from './workflow.ts';

/** Where and how jobs are run. */
export interface Surroundings {
  readonly root: string;
  readonly event: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends everything, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly announce: (job: string, step: string) => void;
  readonly summary: (text: string) => void;
}

/** Runs one combination of a job in a clone of its own. */
export async function runJob(
  workflow: Workflow,
  id: string,
  { matrix, needs }: { readonly matrix: Combination; readonly needs: Contexts },
  surroundings: Surroundings,
): Promise<JobResult> {
  const job = workflow.jobs[id] as Job;
  const checkout = makeCheckout(surroundings.root);
  const services: Record<string, RunningService> = {};
  const steps: StepResult[] = [];
  const contexts = { ...jobContexts(workflow, surroundings.event, checkout), matrix, needs };
  const name = jobName(job, id, contexts, matrix);
  try {
    for (const [service, described] of Object.entries(job.services ?? {}))
      services[service] = await startService(evaluateTree(described, contexts, 'success') as Service);
    const started = Object.entries(services).map(([service, { context }]) => [service, context]);
    const env = {
      ...envOf(workflow.env, contexts),
      ...envOf(job.env ?? {}, { ...contexts, env: envOf(workflow.env, contexts) }),
    };
    const scope: Scope = {
      contexts: { ...contexts, job: { status: 'success', services: Object.fromEntries(started) as object } },
      env,
      prefix: '',
      steps: {},
      status: 'success',
    };
    await runSteps(job.steps, scope, stateOf(job, name, checkout, contexts, steps, surroundings));
    const outputs = envOf(job.outputs ?? {}, { ...scope.contexts, steps: scope.steps });
    return { id, name, outcome: scope.status === 'success' ? 'success' : 'failure', outputs, steps };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const outcome = error instanceof NotPossibleError ? 'not possible' : 'failure';
    return { id, name, outcome, reason: error.message, outputs: {}, steps };
  } finally {
    for (const service of Object.values(services)) await service.stop();
    await checkout.remove();
  }
}

function stateOf(
  job: Job,
  name: string,
  { folder, temporary }: { readonly folder: string; readonly temporary: string },
  contexts: Contexts,
  results: StepResult[],
  { environment, signal, announce, summary }: Surroundings,
): JobState {
  const minutes = job['timeout-minutes'] ?? 360;
  return {
    folder,
    temporary,
    env: { ...environment, ...githubVariables(contexts) },
    results,
    signal: AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]),
    announce: (step) => {
      announce(name, step);
    },
    summary,
  };
}

/** As GitHub shows it: the values of the matrix stand behind a name that has none. */
export function jobName(job: Job, id: string, contexts: Contexts, matrix: Combination): string {
  if (job.name !== undefined) return asText(evaluateText(job.name, contexts, 'success'));
  const values = Object.values(matrix).map(asText);
  return values.length === 0 ? id : `${id} (${values.join(', ')})`;
}

function envOf(
  tree: Readonly<Record<string, unknown>>,
  contexts: Contexts,
): Readonly<Record<string, string>> {
  const values = evaluateTree(tree, contexts, 'success') as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asText(value)]));
}
