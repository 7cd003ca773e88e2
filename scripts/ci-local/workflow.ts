import { parse } from 'yaml';

/** A step as it is written; texts may hold expressions. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: unknown;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

/** A job as it is written. */
export interface Job {
  readonly name?: string;
  readonly needs: readonly string[];
  readonly if?: unknown;
  readonly 'runs-on'?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly environment?: unknown;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix?: unknown };
  readonly env?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, Service>>;
  readonly container?: unknown;
  readonly uses?: string;
  readonly steps: readonly Step[];
}

/** A container beside the job. */
export interface Service {
  readonly image: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly unknown[];
}

/** A file of `.github/workflows`. */
export interface Workflow {
  /** Of the file, without its ending. */
  readonly name: string;
  /** Names of the events that start it. */
  readonly events: readonly string[];
  readonly env: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A composite action of this repository. */
export interface LocalAction {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly outputs: Readonly<Record<string, { readonly value?: string }>>;
  readonly steps: readonly Step[];
}

/** @throws Error when the text is no YAML */
export function readWorkflow(name: string, text: string): Workflow {
  const { on, env, permissions, jobs } = parse(text, { merge: true }) as Record<string, unknown>;
  const described = Object.entries((jobs ?? {}) as Record<string, Partial<Job> & { needs?: unknown }>);
  return {
    name,
    events: typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {}),
    env: (env ?? {}) as Workflow['env'],
    permissions,
    jobs: Object.fromEntries(
      described.map(([id, job]) => [
        id,
        { ...job, needs: [job.needs ?? []].flat().map(String), steps: job.steps ?? [] },
      ]),
    ),
  };
}

/** @throws Error when the text is no YAML, or no composite action */
export function readAction(file: string, text: string): LocalAction {
  const { inputs, outputs, runs } = parse(text) as Partial<LocalAction> & {
    readonly runs?: { readonly using?: string; readonly steps?: readonly Step[] };
  };
  if (runs?.using !== 'composite') throw new Error(`${file} is not a composite action`);
  return { inputs: inputs ?? {}, outputs: outputs ?? {}, steps: runs.steps ?? [] };
}

/** The wanted job and all that it needs, directly or not, in an order in which they can run. */
export function jobsInOrder(workflow: Workflow, wanted: readonly string[]): readonly string[] {
  const order: string[] = [];
  const add = (id: string): void => {
    if (order.includes(id)) return;
    workflow.jobs[id]?.needs.forEach(add);
    order.push(id);
  };
  wanted.forEach(add);
  return order;
}
