import type { Job, Step, Workflow } from './workflow.ts';

/** Why a job must not run here, in words behind "not possible here:"; undefined when it may. */
export function whyNotHere(job: Job, workflow: Workflow): string | undefined {
  if (job.environment !== undefined) return 'it deploys or publishes (it has an environment)';
  const writes = writtenPermissions(job.permissions ?? workflow.permissions);
  if (writes.length > 0) return `it changes something at GitHub (${writes.join(', ')}: write)`;
  if (job.uses !== undefined) return `it is the workflow ${job.uses}`;
  if (job.container !== undefined) return 'it runs in a container';
  const system = /windows|macos/.exec(String(job['runs-on']))?.[0];
  return system === undefined || systems[system] === process.platform ? undefined : `it wants ${system}`;
}

const systems: Readonly<Record<string, NodeJS.Platform>> = { windows: 'win32', macos: 'darwin' };

function writtenPermissions(permissions: unknown): readonly string[] {
  if (permissions === 'write-all') return ['all'];
  if (typeof permissions !== 'object' || permissions === null) return [];
  return Object.entries(permissions).flatMap(([name, access]) => (access === 'write' ? [name] : []));
}

/** How a step can be done here. */
export type StepKind = 'script' | 'local action' | 'checkout' | 'node' | 'needs GitHub';

/** By what the step says alone. */
export function kindOf({ run, uses = '' }: Step): StepKind {
  if (run !== undefined) return 'script';
  if (uses.startsWith('./')) return 'local action';
  if (uses.startsWith('actions/checkout@')) return 'checkout';
  return uses.startsWith('actions/setup-node@') ? 'node' : 'needs GitHub';
}
