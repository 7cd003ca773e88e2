import { parseArgs } from 'node:util';
import type { Workflow } from './workflow.ts';

/** What `npm run ci:local` may be told. */
export interface LocalOptions {
  /** Without its ending. */
  readonly workflow: string;
  /** Ids; empty for all. */
  readonly jobs: readonly string[];
  /** Default: pull_request where the workflow has it, else its first event. */
  readonly event?: string;
  /** File for what steps write for the page of the run. */
  readonly summary?: string;
  readonly action: 'run' | 'list';
}

export const usage = `Usage: npm run ci:local [-- [--workflow NAME] [--job ID,ID] [--event NAME] [--summary FILE] [--list]]

Runs the jobs of .github/workflows on this machine, as far as they go without GitHub: the workflow itself is read, its
scripts are executed in a clone of this checkout that holds what is not committed yet, and a private server stands in for
a container of MySQL or MariaDB. Jobs that deploy, publish or write at GitHub never run. Exit code 1 when a job failed.

  --workflow NAME  file without its ending; default: ci
  --job ID,ID      only these jobs, and those that they need
  --event NAME     what github.event_name says; default: pull_request, where the workflow has it
  --summary FILE   write what steps write for the page of the run
  --list           list the jobs of all workflows, and which need GitHub
  --help           this text`;

/** A wrong option; `message` is the whole sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(argv: readonly string[]): LocalOptions | 'help' {
  const { workflow = 'ci', job = '', event, summary, list, help } = parse(argv);
  if (help === true) return 'help';
  return {
    workflow,
    jobs: job.split(',').filter((id) => id !== ''),
    action: list === true ? 'list' : 'run',
    ...(event !== undefined && { event }),
    ...(summary !== undefined && { summary }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        workflow: { type: 'string' },
        job: { type: 'string' },
        event: { type: 'string' },
        summary: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/**
 * The workflow that was named, its jobs and the event.
 *
 * @throws UsageError naming what there is
 */
export function choose(
  options: LocalOptions,
  workflows: readonly Workflow[],
): { readonly workflow: Workflow; readonly jobs: readonly string[]; readonly event: string } {
  const workflow = workflows.find(({ name }) => name === options.workflow);
  if (!workflow)
    throw new UsageError(
      `There is no workflow ${options.workflow}. There are: ${workflows.map(({ name }) => name).join(', ')}.`,
    );
  const all = Object.keys(workflow.jobs);
  const unknown = options.jobs.filter((id) => !all.includes(id));
  if (unknown.length > 0)
    throw new UsageError(`${workflow.name} has no job ${unknown.join(', ')}. It has: ${all.join(', ')}.`);
  const usual = workflow.events.includes('pull_request') ? 'pull_request' : (workflow.events[0] ?? 'push');
  return { workflow, jobs: options.jobs.length > 0 ? options.jobs : all, event: options.event ?? usual };
}
